"""Where a Chroma server is: what CHROMA_URL may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from corpus.errors import SettingsError

WRITE = (
    "CHROMA_URL is wrong ({}): write http://host:port, or "
    "https://host:port?tenant=NAME&database=NAME."
)
TENANT, DATABASE = "default_tenant", "default_database"


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """A server's address, with the tenant and the database there; ``str`` leaves the key out."""

    host: str
    port: int
    tls: bool = False
    path: str = ""
    tenant: str = TENANT
    database: str = DATABASE
    key: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str, key: str | None = None) -> Self:
        """Read an address; SettingsError for one that is none. ``key`` is what the server wants."""
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname
        except ValueError:
            raise SettingsError(WRITE.format("it is no address")) from None
        if parts.scheme not in {"http", "https"}:
            raise SettingsError(WRITE.format("it begins with neither http: nor https:"))
        if not host or parts.username or parts.password or parts.fragment:
            raise SettingsError(WRITE.format("it is no host and port; a key goes in CHROMA_KEY"))
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        if asked.keys() - {"tenant", "database"} or not all(asked.values()):
            raise SettingsError(WRITE.format("only tenant and database may stand behind the ?"))
        tls = parts.scheme == "https"
        return cls(
            host,
            port or (443 if tls else 8000),
            tls,
            parts.path.rstrip("/"),
            asked.get("tenant", TENANT),
            asked.get("database", DATABASE),
            key,
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{self.path}"

    @property
    def base(self) -> str:
        """What Chroma's client takes for a host: the whole address of the server's API."""
        return f"{self}/api/v2"

    def headers(self) -> dict[str, str]:
        """Give the headers that let us in, as Chroma Cloud and proxies want them."""
        return {"x-chroma-token": self.key} if self.key else {}
