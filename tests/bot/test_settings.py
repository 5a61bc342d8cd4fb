from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load
from corpus.errors import SettingsError


@pytest.fixture(autouse=True)
def no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def env(tmp_path: Path, text: str) -> Path:
    path = tmp_path / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(tmp_path / ".env")
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.accordingto_data == Path("data")


def test_the_file_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORDINGTO_DATA", "elsewhere")
    settings = load(env(tmp_path, "OWNER_ID=42\nACCORDINGTO_DATA=here\n"))
    assert settings.owner_id == 42
    assert settings.accordingto_data == Path("elsewhere")


@pytest.mark.parametrize("value", ["x", ""])
def test_an_unknown_name_is_an_error_that_names_it_and_the_nearest(
    tmp_path: Path, value: str
) -> None:
    with pytest.raises(SettingsError, match=r"OWNER_IDD.*did you mean OWNER_ID\?"):
        load(env(tmp_path, f"OWNER_IDD={value}\n"))


def test_a_name_like_no_setting_points_at_the_example(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ZZZ, which is no setting: \.env\.example"):
        load(env(tmp_path, "ZZZ=1\n"))


def test_names_of_other_programs_in_the_environment_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWNER_IDD", "1")
    assert load(tmp_path / ".env").owner_id is None


@pytest.mark.parametrize("line", ["just words", "OWNER_ID"])
def test_a_line_that_is_no_assignment_is_an_error_with_its_number(
    tmp_path: Path, line: str
) -> None:
    with pytest.raises(SettingsError, match="line 2 of"):
        load(env(tmp_path, f"OWNER_ID=1\n{line}\n"))


@pytest.mark.parametrize(
    "line",
    ["OWNER_ID=me", "OWNER_ID=-5", "TELEGRAM_API_URL=ftp://x", "TELEGRAM_API_URL=http://a/b"],
)
def test_an_impossible_value_is_an_error_that_names_the_setting(tmp_path: Path, line: str) -> None:
    name = line.partition("=")[0]
    with pytest.raises(SettingsError, match=f"{name} is wrong"):
        load(env(tmp_path, line))


def test_errors_never_show_a_value(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load(env(tmp_path, "TELEGRAM_API_URL=secret-by-mistake"))
    assert "secret-by-mistake" not in str(error.value)


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = load(env(tmp_path, "TELEGRAM_BOT_TOKEN=123:abc"))
    assert "123:abc" not in repr(settings)
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == "123:abc"


@pytest.mark.parametrize(
    "line",
    [
        "DATABASE_URL=https://u:hunter2@example.org/x",
        "DATABASE_URL=sqlite:///hunter2",
        "DATABASE_URL=hunter2",
        "DATABASE_URL=postgresql://u:hunter2@example.org",
        "CHROMA_URL=example.org:8000",
        "CHROMA_URL=postgresql://u:hunter2@example.org/x",
        "CHROMA_URL=http://u:hunter2@example.org",
        "CHROMA_URL=http://",
        "CHROMA_URL=http://example.org:eight",
        "CHROMA_URL=http://example.org?tenant=",
        "CHROMA_URL=http://example.org?token=hunter2",
    ],
)
def test_an_address_of_a_store_that_cannot_be_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match=rf"{line.partition('=')[0]} .*write ") as error:
        load(env(tmp_path, line))
    assert "hunter2" not in str(error.value)


def test_the_addresses_of_stores_are_read(tmp_path: Path) -> None:
    settings = load(
        env(
            tmp_path,
            "DATABASE_URL=postgresql://u:hunter2@db.example/corpus\n"
            "CHROMA_URL=https://chroma.example/v?tenant=t&database=d\nCHROMA_KEY=hunter2",
        )
    )
    database, chroma = settings.database(), settings.chroma()
    assert str(database) == "db.example:5432/corpus"
    assert chroma is not None
    assert (str(chroma), chroma.tenant, chroma.database) == (
        "https://chroma.example:443/v",
        "t",
        "d",
    )
    assert "hunter2" not in f"{settings!r} {database!r} {chroma!r} {chroma}"


def test_a_file_that_is_not_text_is_an_error_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"OWNER_ID=\xff\n")
    with pytest.raises(SettingsError, match="cannot be read as UTF-8"):
        load(path)


HOOK = "WEBHOOK_URL=https://bot.example/telegram\n"


def test_a_webhook_with_its_secret_is_taken(tmp_path: Path) -> None:
    settings = load(env(tmp_path, HOOK + "WEBHOOK_SECRET=abcdefgh_IJKLMNOP-12\n"))
    assert settings.webhook_url == "https://bot.example/telegram"
    assert "abcdefgh" not in repr(settings)


@pytest.mark.parametrize("secret", ["", "short", "with spaces in the midst", "ä" * 20, "a" * 257])
def test_a_webhook_wants_a_secret_that_telegram_takes_and_nobody_guesses(
    tmp_path: Path, secret: str
) -> None:
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET of 16 to 256") as error:
        load(env(tmp_path, f"{HOOK}WEBHOOK_SECRET={secret}\n"))
    assert not secret or secret not in str(error.value)


@pytest.mark.parametrize(
    "line",
    [
        "WEBHOOK_URL=bot.example",
        "WEBHOOK_URL=https://bot.example/a?b",
        "METRICS_ADDRESS=9464",
        "LOG_FORMAT=xml",
        "STOP_SECONDS=-1",
        "OTEL_EXPORTER_OTLP_ENDPOINT=collector",
    ],
)
def test_what_is_served_and_logged_is_checked_at_the_start(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match=f"{line.partition('=')[0]} is wrong"):
        load(env(tmp_path, line))


def test_nothing_is_served_to_those_who_run_it_unless_it_is_asked_for(tmp_path: Path) -> None:
    settings = load(tmp_path / ".env")
    assert settings.metrics_address is None
    assert settings.otel_exporter_otlp_endpoint is None


def test_all_secrets_are_known_to_the_log_also_the_password_in_an_address(tmp_path: Path) -> None:
    database = "postgresql://a:s3cretword@localhost/a"
    settings = load(env(tmp_path, f"TELEGRAM_BOT_TOKEN=123:abc\nDATABASE_URL={database}\n"))
    assert set(settings.secrets()) == {"123:abc", database, "s3cretword"}
