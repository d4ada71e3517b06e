"""Columns: codes, partial dates, money and encrypted texts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull, Lookup

from saphan.domain.period import PartialDate
from saphan.foundation.crypto import decrypt, encrypt

E = TypeVar("E", bound=StrEnum)

S = TypeVar("S")
G = TypeVar("G")

# Django's columns know the types they take and give only while types are checked.
if TYPE_CHECKING:
    _Chars = models.CharField
    _Integers = models.BigIntegerField
    _Texts = models.TextField
else:

    class _Typed:
        __class_getitem__ = classmethod(lambda column, _: column)

    class _Chars(_Typed, models.CharField):
        pass

    class _Integers(_Typed, models.BigIntegerField):
        pass

    class _Texts(_Typed, models.TextField):
        pass


class CodeField(_Chars[S, G]):
    """A code of one enumeration; reads back as its member.

    Raises ``ValueError`` for a value that is not one of its codes, before the database sees it.
    """

    if TYPE_CHECKING:

        @overload
        def __init__(
            self: CodeField[E | str | None, E | None],
            *args: Any,
            enum: type[E],
            null: Literal[True],
            **options: Any,
        ) -> None: ...

        @overload
        def __init__(
            self: CodeField[E | str, E], *args: Any, enum: type[E], **options: Any
        ) -> None: ...

    def __init__(self, *args: Any, enum: type[StrEnum], **options: Any) -> None:
        self.enum = enum
        options.setdefault("max_length", 24)
        options["choices"] = [(code.value, code.name) for code in enum]
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """What a migration needs to make the column again."""
        name, path, args, options = super().deconstruct()
        options.pop("choices", None)
        return name, path, args, {**options, "enum": self.enum}

    def from_db_value(self, value: str | None, *_: object) -> StrEnum | None:
        """The member of the enumeration."""
        return None if value is None else self.enum(value)

    def to_python(self, value: Any) -> Any:
        """The member of the enumeration, from a code."""
        return None if value is None or value == "" else self.enum(value)

    def get_prep_value(self, value: Any) -> Any:
        """The code as the database keeps it."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return self.enum(value).value


class PartialDateField(_Chars[PartialDate | str | None, PartialDate | None]):
    """A date to the day, the month or the year, kept as ``2026-11-23``, ``2026-11`` or ``2026``.

    Sorts by time as text: a month comes before its days, a year before its months.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options["max_length"] = 10
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """What a migration needs to make the column again."""
        name, path, args, options = super().deconstruct()
        options.pop("max_length", None)
        return name, path, args, options

    def from_db_value(self, value: str | None, *_: object) -> PartialDate | None:
        """The date."""
        return _partial(value) if value else None

    def to_python(self, value: Any) -> Any:
        """The date, from its text."""
        return _partial(value) if isinstance(value, str) and value else value or None

    def get_prep_value(self, value: Any) -> Any:
        """The text as the database keeps it."""
        return str(value) if isinstance(value, PartialDate) else value or None


class MoneyMinor(_Integers[S, G]):
    """An amount in whole minor units of the currency in the column beside it."""

    def get_prep_value(self, value: Any) -> Any:
        """The whole number; a fraction or a float is a mistake, never rounded here."""
        if isinstance(value, float | bool):
            raise TypeError("money is a whole number of minor units")
        return super().get_prep_value(value)


class EncryptedText(_Texts[S, G]):
    """A text that the database sees only as a token; it cannot be searched or sorted."""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """The text, decrypted."""
        return value if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> Any:
        """A fresh token."""
        return value if value is None else encrypt(str(value))

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        """Only whether there is something; equal texts are found by a blind index."""
        if lookup_name == "isnull":
            return IsNull
        raise FieldError("an encrypted column cannot be searched")


class EncryptedTexts(EncryptedText[tuple[str, ...], tuple[str, ...]]):
    """Several texts in one encrypted column; reads back as a tuple."""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """The texts, decrypted."""
        return value if value is None else tuple(json.loads(decrypt(value)))

    def get_prep_value(self, value: Any) -> Any:
        """A fresh token for all of them together."""
        texts = list(cast("Iterable[str]", value or ()))
        return encrypt(json.dumps(texts, ensure_ascii=False))


def code_check(field: str, enum: type[StrEnum], name: str) -> models.CheckConstraint:
    """The database keeps only codes of the enumeration (and nothing, where that is allowed)."""
    codes = [code.value for code in enum]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": codes}), name=name)


def _partial(text: str) -> PartialDate:
    return PartialDate(*map(int, text.split("-")))
