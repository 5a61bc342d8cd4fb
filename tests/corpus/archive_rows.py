"""A catalogue with a row in every table that an archive carries, whatever the schema has."""

from pathlib import Path

from sqlalchemy import (
    JSON,
    Boolean,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    create_engine,
    insert,
    select,
)

from corpus.catalogue import Catalogue, archive

PLANTED = {"k": ["é", None, 1.5, True]}


def planted(file: Path) -> set[str]:
    """Make a catalogue in a file with a row in each table; give the tables' names."""
    Catalogue(file).close()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        tables = {table.name: table for table in archive._tables(connection)}
        metadata = MetaData()
        metadata.reflect(connection, only=list(tables))
        for table in metadata.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is None:
                values = {column.name: _value(connection, column) for column in table.columns}
                connection.execute(insert(table).values(values))
    engine.dispose()
    return set(tables)


def _value(connection, column):
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar_one()
    if isinstance(column.type, JSON):
        return PLANTED
    if isinstance(column.type, LargeBinary):
        return b"\x00\xff\x00\x00"
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer | Float):
        return 1
    return f"{column.name} é"[: getattr(column.type, "length", None)]
