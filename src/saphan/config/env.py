"""Settings of the installation: one table, read from the environment, and two kept secrets."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet

from saphan.domain.care.terms import Span, Standards, read_span

Kind = Literal["text", "path", "switch", "list", "secret"]

#: The checkout this program runs from, None when it was installed as a package.
CHECKOUT = next(
    (up for up in Path(__file__).resolve().parents[3:4] if (up / "pyproject.toml").is_file()), None
)
PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table: the variable, its value when absent, what it means, its kind."""

    name: str
    default: str
    meaning: str
    kind: Kind


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "SAPHAN_HOME",
        "var/ of the checkout, else ~/.saphan",
        "Folder of the database, the keys and the files of this installation.",
        "path",
    ),
    Setting(
        "SAPHAN_DATABASE",
        "saphan.sqlite3 in SAPHAN_HOME",
        "Path of an SQLite file, or the address of a PostgreSQL database: "
        "postgresql://user:password@host:port/name.",
        "text",
    ),
    Setting(
        "SAPHAN_SECRET_KEY",
        "made at the first start, kept in SAPHAN_HOME/secret.key",
        "Signs sessions and forms. Changing it logs everybody out.",
        "secret",
    ),
    Setting(
        "SAPHAN_VAULT_KEY",
        "made at the first start, kept in SAPHAN_HOME/vault.key",
        "Encrypts identities: one or more Fernet keys with commas between, the newest first. "
        "Without it nobody can read the names again; keep a copy on paper.",
        "secret",
    ),
    Setting(
        "SAPHAN_ALLOWED_HOSTS",
        "127.0.0.1,localhost,[::1]",
        "Host names under which browsers reach this installation, with commas between.",
        "list",
    ),
    Setting(
        "SAPHAN_HTTPS",
        "no",
        "yes when a server in front speaks HTTPS and sets X-Forwarded-Proto: cookies are then "
        "sent by HTTPS only and browsers are told to stay on it.",
        "switch",
    ),
    Setting(
        "SAPHAN_DEBUG",
        "no",
        "yes shows errors with their code to whoever caused them. Refused unless every allowed "
        "host is this machine.",
        "switch",
    ),
    Setting(
        "SAPHAN_DEMO",
        "no",
        "yes marks every page as showing an invented world and shows the demo log-ins.",
        "switch",
    ),
    Setting(
        "SAPHAN_DEMO_HOME",
        "demo/ beside the installation",
        "Folder of the invented world that `saphan demo` builds; never the folder of real work.",
        "path",
    ),
    Setting(
        "SAPHAN_REFERRAL_ANSWER",
        "24h 72h 2w",
        "How soon a receiver should answer a referral that is an emergency, urgent, normal: "
        "h hours, d days, w weeks, m months. The default is the inter-agency referral form; an "
        "agreed standard, never law.",
        "text",
    ),
    Setting(
        "SAPHAN_FEEDBACK",
        "7d",
        "How soon a client should be told what a receiver answered. A standard of your own; "
        "no source sets it.",
        "text",
    ),
    Setting(
        "SAPHAN_RETENTION",
        "24m",
        "How long after its end a record of a case or an intake is kept before somebody decides "
        "to keep or to erase it. Your decision; no law was found that sets it.",
        "text",
    ),
    Setting(
        "SAPHAN_MAIL_SERVER",
        "none",
        "Where e-mail is handed in: smtps://user:password@host:465, or smtp://host:587, which "
        "must then offer STARTTLS unless it is this machine. Needs SAPHAN_MAIL_SENDER.",
        "secret",
    ),
    Setting(
        "SAPHAN_MAIL_SENDER",
        "none",
        "The address that e-mail comes from: name@example.org.",
        "text",
    ),
    Setting(
        "SAPHAN_SMS_URL",
        "none",
        "Address of a gateway for text messages, without a question mark; https, or http within "
        "your own network.",
        "text",
    ),
    Setting(
        "SAPHAN_SMS_SHAPE",
        "form",
        "How the gateway wants its fields: form or json (POST), query (GET).",
        "text",
    ),
    Setting(
        "SAPHAN_SMS_FIELDS",
        "to={to}&text={text}",
        "The fields as in a query string; {to} is +66812345678, {digits} the same without +, "
        "{text} the message, {key} the same UUID whenever the same message is repeated.",
        "secret",
    ),
    Setting(
        "SAPHAN_SMS_HEADER",
        "none",
        "One header for the gateway, such as Authorization: Bearer abc.",
        "secret",
    ),
    Setting(
        "SAPHAN_SMS_TAKEN",
        "none",
        "A text that the gateway's answer holds when the message was taken, for gateways that "
        "answer 200 to everything.",
        "text",
    ),
    Setting(
        "SAPHAN_LINE_TOKEN",
        "none",
        "Channel access token of your LINE official account (Messaging API).",
        "secret",
    ),
    Setting("SAPHAN_TELEGRAM_TOKEN", "none", "Token of your Telegram bot.", "secret"),
    Setting(
        "SAPHAN_TELEGRAM_URL",
        "https://api.telegram.org",
        "Where the Bot API answers, for those who run a Bot API server of their own.",
        "text",
    ),
)

_DEFAULT_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0", ""})


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names it."""


def home(environ: Mapping[str, str]) -> Path:
    """The folder of the installation; it need not exist yet."""
    given = environ.get("SAPHAN_HOME", "").strip()
    if given:
        return Path(given).expanduser().resolve()
    return CHECKOUT / "var" if CHECKOUT else Path.home() / ".saphan"


def switch(environ: Mapping[str, str], name: str) -> bool:
    """Whether the switch is on; absent means off.

    Raises ``SettingError`` for a word that is neither yes nor no.
    """
    word = environ.get(name, "").strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise SettingError(f"{name} must be yes or no, not {word!r}")


def hosts(environ: Mapping[str, str]) -> list[str]:
    """The allowed host names."""
    given = environ.get("SAPHAN_ALLOWED_HOSTS", "")
    return [host.strip() for host in given.split(",") if host.strip()] or list(_DEFAULT_HOSTS)


def standards(environ: Mapping[str, str]) -> Standards:
    """How soon a receiver answers and a client is told, and how long records are kept.

    Raises ``SettingError`` for a text that is not so many lengths of time.
    """
    answers = _spans(environ, "SAPHAN_REFERRAL_ANSWER", 3)
    feedback = _spans(environ, "SAPHAN_FEEDBACK", 1)
    return Standards(*answers, *feedback, *_spans(environ, "SAPHAN_RETENTION", 1))


def _spans(environ: Mapping[str, str], name: str, count: int) -> list[Span]:
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    given = environ.get(name, "").strip() or default
    read = [read_span(part) for part in given.split()]
    found = [span for span in read if span]
    if not len(read) == len(found) == count:
        raise SettingError(f"{name} must be like {default!r}, not {given!r}")
    return found


def secret(environ: Mapping[str, str], name: str, file: Path, make: Callable[[], str]) -> str:
    """The secret from the environment or its file; made and kept (mode 0600) when absent."""
    given = environ.get(name, "").strip()
    if given:
        return given
    if not file.is_file():
        _keep(file, make())
    return file.read_text("ascii").strip()


def _keep(file: Path, value: str) -> None:
    """Write the secret whole or not at all; the first of two programs that start at once wins."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(value + "\n", "ascii")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def secret_key(environ: Mapping[str, str]) -> str:
    """The key that signs sessions and forms."""
    file = home(environ) / "secret.key"
    return secret(environ, "SAPHAN_SECRET_KEY", file, lambda: secrets.token_urlsafe(50))


def vault_keys(environ: Mapping[str, str]) -> list[str]:
    """The keys of the identity vault, the newest first."""
    file = home(environ) / "vault.key"
    given = secret(environ, "SAPHAN_VAULT_KEY", file, lambda: Fernet.generate_key().decode())
    return [key.strip() for key in given.split(",") if key.strip()]


def database(environ: Mapping[str, str]) -> dict[str, object]:
    """The database as Django wants it: SQLite unless a PostgreSQL address is given.

    Raises ``SettingError`` for an address of another kind of server.
    """
    given = environ.get("SAPHAN_DATABASE", "").strip()
    if given.startswith(("postgres://", "postgresql://")):
        return _postgresql(given)
    if "://" in given:
        raise SettingError("SAPHAN_DATABASE must be a file or begin with postgresql://")
    return sqlite(Path(given).expanduser() if given else home(environ) / "saphan.sqlite3")


def sqlite(file: Path) -> dict[str, object]:
    """An SQLite file with a write-ahead log.

    Writers take their lock when the transaction begins, so two of them wait for each other
    instead of failing half-way; readers never wait.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
            "PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
        },
    }


def _postgresql(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": str(options.pop("host", "")) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
