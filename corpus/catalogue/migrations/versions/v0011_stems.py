"""In how many passages each word stands: FTS5 knows it, PostgreSQL has to be told."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table and count; rows change in place, so that it stays as small as it is."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            'CREATE TABLE passages_fts_stems (stem text COLLATE "C" '
            "CONSTRAINT pk_passages_fts_stems PRIMARY KEY, passages integer NOT NULL) "
            "WITH (fillfactor = 70)"
        )
        op.execute(
            "INSERT INTO passages_fts_stems (stem, passages) "
            "SELECT word, ndoc FROM ts_stat('SELECT words FROM passages_fts')"
        )
