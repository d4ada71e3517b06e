"""One value of a file as the house holds it, and as files and answers write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from uuid import UUID

from saphan.domain.care.hsds.columns import Column, Kind, Value
from saphan.domain.text import clean

#: The clock of Thailand, which knows no summer time. Source: IANA time zone Asia/Bangkok.
THAI_CLOCK = timezone(timedelta(hours=7))
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")


class Unreadable(ValueError):  # noqa: N818  it says what a value is, as ValueError does
    """A value that is not what its column holds: a code and the facts of its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts


def read_value(column: Column, given: object) -> Value | None:
    """The value of a column, None when it is blank.

    ``given`` is a text of a table, or a value of JSON. Raises ``Unreadable``.
    """
    if given is None or given == "" or given == []:
        return None
    if column.kind is Kind.LIST:
        return _list(column, given)
    if isinstance(given, dict | list):
        raise Unreadable("hsds.text_wrong", field=column.name)
    return _READERS[column.kind](column, given)


def json_value(column: Column, value: Value) -> object:
    """The value as JSON has it."""
    if column.kind is Kind.CLOCK and isinstance(value, time):
        return f"{value:%H:%M}+07:00"
    if column.kind is Kind.DIGITS and isinstance(value, str):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return list(value)
    return plain_value(value)


def plain_value(value: Value) -> object:
    """The value without loss, in what JSON can hold; ``read_value`` reads it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, UUID):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def cell(column: Column, value: Value) -> str:
    """The value as a table writes it; a list has a line for each of its entries."""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if column.kind is Kind.CLOCK:
        return str(json_value(column, value))
    return str(plain_value(value))


def _text(column: Column, given: object) -> str | None:
    if not isinstance(given, str):
        raise Unreadable("hsds.text_wrong", field=column.name)
    lines = (clean(line) for line in unicodedata.normalize("NFC", given).splitlines())
    found = " ".join(filter(None, lines)) if column.of_one_line else "\n".join(lines).strip("\n")
    if len(found) > column.most:
        raise Unreadable("cell.too_long", most=column.most)
    return found or None


def _key(_column: Column, given: object) -> UUID:
    if isinstance(given, str) and re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-.{12}", given):
        try:
            return UUID(given)
        except ValueError:
            pass
    raise Unreadable("hsds.key_wrong", value=_short(given))


def _day(_column: Column, given: object) -> date:
    text = str(given)
    try:
        return date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\dT", text) else text)
    except ValueError as error:
        raise Unreadable("directory.day_wrong", value=_short(given)) from error


def _clock(_column: Column, given: object) -> time:
    """A time by the clock of Thailand; one of another clock is turned into it on the same day."""
    found = _CLOCK.fullmatch(str(given))
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if not found or minute > 59 or hour > 24 or (hour == 24 and minute):
        raise Unreadable("directory.clock_wrong", value=_short(given))
    minutes = hour % 24 * 60 + minute + _ahead(found[4])
    if not 0 <= minutes < 24 * 60:
        raise Unreadable("hsds.clock_other_day", value=_short(given))
    return time(minutes // 60, minutes % 60)


def _ahead(zone: str | None) -> int:
    """How many minutes the clock of Thailand is ahead of a zone like ``Z`` or ``+07:00``."""
    if zone is None:
        return 0
    if zone == "Z":
        return 7 * 60
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return 7 * 60 - (minutes if zone[0] == "+" else -minutes)


def _instant(_column: Column, given: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(given))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable("hsds.instant_wrong", value=_short(given)) from error


def _number(column: Column, given: object) -> Decimal:
    try:
        found = Decimal(str(given).strip()) if not isinstance(given, bool) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise Unreadable("number.not_a_number", value=_short(given))
    low, high = column.low, column.high
    if (low is not None and found < low) or (high is not None and found > high):
        raise Unreadable("hsds.out_of_range", value=_short(given), low=low, high=high)
    if abs(found) >= 10**12:
        raise Unreadable("hsds.out_of_range", value=_short(given), low=-(10**12), high=10**12)
    return found.quantize(Decimal("0.000001")).normalize()


def _whole(column: Column, given: object) -> int:
    found = _number(column, given)
    if found != found.to_integral_value() or abs(found) > 2_000_000_000:
        raise Unreadable("number.not_a_number", value=_short(given))
    return int(found)


def _digits(_column: Column, given: object) -> str:
    text = str(given).strip()
    if isinstance(given, bool) or not re.fullmatch(r"[0-9]{1,6}(\.0)?", text):
        raise Unreadable("directory.number_wrong", value=_short(given))
    return text.removesuffix(".0")


def _email(column: Column, given: object) -> str:
    text = _text(column, given) or ""
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        raise Unreadable("hsds.email_wrong", value=_short(given))
    return text


def _address(column: Column, given: object) -> str:
    text = _text(column, given) or ""
    if not _ADDRESS.fullmatch(text) or len(text) > 2000:
        raise Unreadable("directory.address_wrong", value=_short(given))
    return text


def _code(column: Column, given: object) -> str:
    text = str(given).strip()
    if text not in column.codes:
        raise Unreadable("code.unknown", value=_short(given), codes=", ".join(column.codes))
    return text


def _flag(column: Column, given: object) -> bool | None:
    text = str(given).strip().lower()
    if text not in {"true", "false"}:
        raise Unreadable("directory.flag_wrong", field=column.name)
    return True if text == "true" else None


def _list(column: Column, given: object) -> tuple[str, ...]:
    """A list of JSON, or the lines of a cell."""
    listed = given.split("\n") if isinstance(given, str) else given
    if not isinstance(listed, list) or len(listed) > 100:
        raise Unreadable("directory.list_wrong", field=column.name)
    texts = [_text(column, one) for one in listed]
    unknown = [one for one in texts if column.codes and one not in column.codes]
    if unknown:
        raise Unreadable("code.unknown", value=unknown[0], codes=", ".join(column.codes))
    return tuple(one for one in texts if one)


def _short(value: object) -> str:
    return str(value)[:60]


_READERS: Mapping[Kind, Callable[[Column, object], Value | None]] = {
    Kind.TEXT: _text,
    Kind.KEY: _key,
    Kind.DAY: _day,
    Kind.CLOCK: _clock,
    Kind.INSTANT: _instant,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.DIGITS: _digits,
    Kind.EMAIL: _email,
    Kind.ADDRESS: _address,
    Kind.CODE: _code,
    Kind.FLAG: _flag,
}
