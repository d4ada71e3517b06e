"""The channels of notices, read from the environment: each exists only when its settings do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from saphan.config.env import SETTINGS, SettingError
from saphan.domain.notices.addresses import fit_address
from saphan.domain.notices.codes import Channel
from saphan.notices.channels.chosen import ChannelSettings
from saphan.notices.channels.email.settings import EmailSettings, Security
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.sms.settings import PLACES, Shape, SmsSettings
from saphan.notices.channels.telegram.settings import TelegramSettings

#: Source: RFC 1918 and RFC 4193.
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
_PORTS = {"smtp": 587, "smtps": 465}
_PLACE = re.compile(r"\{([a-z_]+)\}")
_SHAPES = ("form", "json", "query")


def channels(environ: Mapping[str, str]) -> ChannelSettings:
    """The settings of every channel that has some.

    Raises ``SettingError`` for a value that cannot be used; it is never repeated, because it may
    hold a secret.
    """
    line, telegram = _given(environ, "SAPHAN_LINE_TOKEN"), _given(environ, "SAPHAN_TELEGRAM_TOKEN")
    return ChannelSettings(
        email=_email(environ),
        sms=_sms(environ),
        line=LineSettings(_one_word(line, "SAPHAN_LINE_TOKEN")) if line else None,
        telegram=_telegram(environ, telegram) if telegram else None,
    )


def _email(environ: Mapping[str, str]) -> EmailSettings | None:
    server, sender = _given(environ, "SAPHAN_MAIL_SERVER"), _given(environ, "SAPHAN_MAIL_SENDER")
    if not server and not sender:
        return None
    if not server or not sender:
        raise SettingError("SAPHAN_MAIL_SERVER and SAPHAN_MAIL_SENDER need each other")
    if not fit_address(Channel.EMAIL, sender):
        raise SettingError("SAPHAN_MAIL_SENDER must be like name@example.org")
    parts = _split(server, "SAPHAN_MAIL_SERVER", tuple(_PORTS))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise SettingError("SAPHAN_MAIL_SERVER must be written in plain letters")
    return EmailSettings(
        host=str(parts.hostname),
        port=parts.port or _PORTS[parts.scheme],
        sender=sender,
        security=_security(parts),
        user=user,
        password=password,
    )


def _security(parts: SplitResult) -> Security:
    if parts.scheme == "smtps":
        return "tls"
    return "none" if _is_near(parts, this_machine=True) else "starttls"


def _sms(environ: Mapping[str, str]) -> SmsSettings | None:
    url = _given(environ, "SAPHAN_SMS_URL")
    if not url:
        return None
    _safe(_split(url, "SAPHAN_SMS_URL", ("https", "http")), "SAPHAN_SMS_URL")
    shape = _given(environ, "SAPHAN_SMS_SHAPE")
    if shape not in _SHAPES:
        raise SettingError("SAPHAN_SMS_SHAPE must be form, json or query")
    return SmsSettings(
        url=url,
        fields=_fields(_given(environ, "SAPHAN_SMS_FIELDS")),
        shape=cast("Shape", shape),
        header=_header(_given(environ, "SAPHAN_SMS_HEADER")),
        taken=_given(environ, "SAPHAN_SMS_TAKEN"),
    )


def _fields(written: str) -> dict[str, str]:
    fields = dict(parse_qsl(written, keep_blank_values=True))
    used = {place for value in fields.values() for place in _PLACE.findall(value)}
    if not used <= PLACES or "text" not in used or not used & {"to", "digits"}:
        raise SettingError("SAPHAN_SMS_FIELDS must hold {to} or {digits}, and {text}")
    return fields


def _header(written: str) -> tuple[str, str] | None:
    if not written:
        return None
    name, colon, value = (part.strip() for part in written.partition(":"))
    if not (name and colon and value and written.isascii() and written.isprintable()):
        raise SettingError("SAPHAN_SMS_HEADER must be like Name: value")
    return name, value


def _telegram(environ: Mapping[str, str], token: str) -> TelegramSettings:
    base = _given(environ, "SAPHAN_TELEGRAM_URL").rstrip("/")
    _safe(_split(base, "SAPHAN_TELEGRAM_URL", ("https", "http")), "SAPHAN_TELEGRAM_URL")
    return TelegramSettings(_one_word(token, "SAPHAN_TELEGRAM_TOKEN"), base)


def _given(environ: Mapping[str, str], name: str) -> str:
    """What is set, else the default; "none" is nothing."""
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    return environ.get(name, "").strip() or ("" if default == "none" else default)


def _one_word(token: str, name: str) -> str:
    if not (token.isascii() and token.isprintable()) or set(token) & set(" /?#"):
        raise SettingError(f"{name} must be one word")
    return token


def _split(url: str, name: str, schemes: tuple[str, ...]) -> SplitResult:
    """The parts of an address that has a host and neither query nor fragment."""
    try:
        parts = urlsplit(url)
        right = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        right = False
    if not right or parts.scheme not in schemes or "?" in url or "#" in url:
        raise SettingError(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}")
    return parts


def _safe(parts: SplitResult, name: str) -> None:
    if parts.scheme == "http" and not _is_near(parts):
        raise SettingError(f"{name} must be https outside your own network")


def _is_near(parts: SplitResult, *, this_machine: bool = False) -> bool:
    """Whether the host is this machine, or an address of a private network."""
    if parts.hostname == "localhost":
        return True
    try:
        address = ip_address(str(parts.hostname))
    except ValueError:
        return False
    private = any(address in network for network in _PRIVATE)
    return address.is_loopback or (private and not this_machine)
