"""The settings: the environment, else ``.env`` in the working folder, else the defaults.

The descriptions are the lines of ``.env.example``; a test holds the two together.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from corpus.catalogue import Postgres
    from retrieval.chroma_address import ChromaAddress

ENV_FILE = Path(".env")
# What Telegram takes as a webhook's secret; shorter ones, which it also takes, can be guessed.
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)


class Settings(BaseSettings):
    """Every setting under its lower-case name; one left empty has its default."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = Field(
        None, description="The bot's token, from @BotFather in Telegram."
    )
    owner_id: int | None = Field(
        None, gt=0, description="The first owner's numeric Telegram id; else a one-time code."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^/\s]+/?$",
        description="The Bot API server, scheme://host:port.",
    )
    questions_per_person: int = Field(
        60, ge=0, description="How many questions a person may ask within an hour; 0: any number."
    )
    questions_per_group: int = Field(
        240, ge=0, description="How many may be asked in a group within an hour; 0: any number."
    )
    accordingto_data: Path = Field(
        Path("data"), description="The data folder; --data DIR goes before it."
    )
    embedding_model: str | None = Field(
        None,
        description="A sentence-transformers name or folder; empty: the model in the package.",
    )
    reranker_model: str | None = Field(
        None, description="A cross-encoder's name or folder; empty: the model in the package."
    )
    answer_model: str | None = Field(
        None, description="LangChain's name of a language model for leads; empty: none."
    )
    embedding_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s?#]+$",
        description="An OpenAI-compatible embeddings server, http://host:port/v1; its model by "
        "EMBEDDING_MODEL.",
    )
    embedding_key: SecretStr | None = Field(
        None, description="The key of the embeddings server, where it wants one."
    )
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL instead of a file, postgresql://user:password@host:port/name.",
    )
    chroma_url: str | None = Field(
        None,
        description="A Chroma server instead of a folder, http://host:port, behind it "
        "?tenant=NAME&database=NAME where it has several.",
    )
    chroma_key: SecretStr | None = Field(
        None, description="The key of the Chroma server, sent as x-chroma-token."
    )
    webhook_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#]+(/[^\s?#]*)?$",
        description="Where Telegram reaches the bot, https://host/path; empty: the bot asks "
        "Telegram itself.",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="What Telegram proves itself with at the webhook: 16 or more letters, digits, "
        "_ and -.",
    )
    public_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#]+(/[^\s?#]*)?$",
        description="Where readers reach the evidence pages, scheme://host/path; empty: no pages.",
    )
    page_bind: str = Field(
        "127.0.0.1:8080",
        pattern=r"^(\[[0-9A-Fa-f:.]+\]|[^\s:/]+):\d{1,5}$",
        description="Where the bot serves pages and webhook, address:port; a proxy with TLS "
        "stands before.",
    )
    metrics_address: str | None = Field(
        None,
        pattern=r"^(\[[0-9A-Fa-f:.]+\]|[^\s:/]+):\d{1,5}$",
        description="Where /metrics, /healthz and /readyz are served, such as 127.0.0.1:9464; "
        "empty: nowhere.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How the log is written: text for people, json for machines."
    )
    otel_exporter_otlp_endpoint: str | None = Field(
        None,
        pattern=r"^https?://[^\s?#]+$",
        description="An OpenTelemetry collector for traces, http://host:4317; empty: none.",
    )
    stop_seconds: int = Field(
        20,
        ge=0,
        le=3600,
        description="How long what is being answered may take once the bot is told to end.",
    )

    def database(self) -> Postgres | None:
        """Give the database that the corpus is in, None where it is in the data folder."""
        if self.database_url is None:
            return None
        from corpus.catalogue import Postgres

        return Postgres(self.database_url.get_secret_value())

    def chroma(self) -> ChromaAddress | None:
        """Give the server that the vector index is on, None where it is in the data folder."""
        if self.chroma_url is None:
            return None
        from retrieval.chroma_address import ChromaAddress

        key = self.chroma_key.get_secret_value() if self.chroma_key else None
        return ChromaAddress.read(self.chroma_url, key)

    def secrets(self) -> list[str]:
        """Give what must be seen nowhere: secret settings, and the passwords in their addresses."""
        values = (getattr(self, name) for name in type(self).model_fields)
        found = [each.get_secret_value() for each in values if isinstance(each, SecretStr)]
        return [*found, *filter(None, (urlsplit(each).password for each in found))]


def load(env_file: Path = ENV_FILE) -> Settings:
    """Read the settings.

    Raises SettingsError, in one sentence, for a line of ``env_file`` that cannot be read, a
    name there that is no setting, and a value that cannot be: nothing is ignored in silence.
    """
    try:
        _check_names(env_file)
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read as UTF-8 text: {error}") from None
    settings.database()
    settings.chroma()
    _check_webhook(settings)
    return settings


def _check_webhook(settings: Settings) -> None:
    if settings.webhook_url is None:
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not SECRET.fullmatch(secret):
        raise SettingsError(
            "WEBHOOK_URL wants a WEBHOOK_SECRET of 16 to 256 letters, digits, _ and -: "
            "`openssl rand -hex 32` makes one."
        )


def _check_names(env_file: Path) -> None:
    """Refuse unreadable lines and unknown names, also where the value is empty."""
    if not env_file.exists():
        return
    known = [field.upper() for field in Settings.model_fields]
    with env_file.open(encoding="utf-8") as lines:
        for binding in parse_stream(lines):
            if binding.error or (binding.key is not None and binding.value is None):
                raise SettingsError(
                    f"line {binding.original.line} of {env_file} is not NAME=value: correct it."
                )
            if binding.key is not None and binding.key.upper() not in known:
                near = get_close_matches(binding.key.upper(), known, n=1)
                hint = f"did you mean {near[0]}?" if near else ".env.example lists them all."
                raise SettingsError(f"{env_file} has {binding.key}, which is no setting: {hint}")


def _sentence(error: ValidationError) -> str:
    """Say what is wrong with the first bad setting; values stay out, they may be secret."""
    problem: Any = error.errors(include_url=False, include_input=False)[0]
    name = str(problem["loc"][0]).upper()
    return f"{name} is wrong: {problem['msg']}; .env.example shows what it may be."
