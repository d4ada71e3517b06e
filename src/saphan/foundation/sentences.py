"""What a refusal says to a person: one English sentence a code, translated by the catalogues.

Only faces (pages, interfaces, the command line and the files they write) speak these sentences;
everything below carries codes. Facts in a sentence never name a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from saphan.domain.refusals import Refused, RowRefused
from saphan.foundation.words import Words, fill

#: Marks a sentence for the translators' catalogues without translating it here.
FILES = {
    "file.missing": "The file {file} cannot be found or opened.",
    "file.empty": "The file {file} is empty.",
    "file.not_a_spreadsheet": "The file {file} is not a spreadsheet that can be read (XLSX, XLS, ODS, CSV or JSON).",
    "file.encrypted": "The file {file} is protected by a password; save a copy without one.",
    "file.too_large": "The file {file} is too large to be a list of interviews.",
    "file.zip_bomb": "The file {file} unpacks to far more than a list of interviews; it was not opened.",
    "file.damaged": "The file {file} is damaged; open it in a spreadsheet program and save it again.",
    "file.encoding": "The letters in {file} cannot be read; save it as UTF-8 or as XLSX.",
    "file.no_rows": "The file {file} holds no rows.",
    "file.too_many_rows": "A sheet of {file} holds more than {limit} rows; split it.",
    "file.too_many_cells": "A sheet of {file} is too wide and too long to be read.",
    "file.sheet_missing": "The file {file} has no sheet named {sheet}; it has: {found}.",
    "file.column_missing": "The sheet {sheet} of {file} lacks the column {column}; it has: {found}.",
    "file.column_twice": "The sheet {sheet} of {file} has the column {column} twice.",
    "file.not_writable": "The results cannot be written to {file}.",
    "law.snapshot": "The rules that were kept with this version cannot be read.",
}
ROWS = {
    "cell.missing": "This column is needed and is blank.",
    "cell.unreadable": "What stands in this cell cannot be read.",
    "cell.formula_without_value": "This is a formula without a saved value; save the file once in a spreadsheet program or enter the value.",
    "cell.error": "This cell shows an error of a formula.",
    "cell.too_long": "This text is longer than {most} characters.",
    "code.unknown": "“{value}” is not one of the codes: {codes}.",
    "code.duplicate": "“{value}” stands in the file more than once; only the first is used.",
    "index.duplicate": "The index “{value}” stands more than once, so its payments cannot be joined.",
    "number.not_a_number": "“{value}” is not a number.",
    "number.ambiguous_number": "“{value}” can be read as two different numbers.",
    "number.negative": "“{value}” is negative.",
    "amount.absurd": "“{value}” is far larger than any recruitment payment; it looks like a typing error.",
    "amount.missing": "Neither an amount nor a range is given; unknown is not zero.",
    "amount.range_reversed": "The lowest amount is higher than the highest.",
    "amount.outside_range": "The amount lies outside the range given beside it.",
    "refund.above_amount": "More was refunded than was paid.",
    "date.not_a_date": "“{value}” is not a date.",
    "date.ambiguous_year": "The year in “{value}” can be read in two ways.",
    "date.month_missing": "“{value}” has no month.",
    "date.in_future": "{value} lies after the as-of date {as_of}.",
    "payment.no_interview": "No interview has the index “{value}”.",
    "payment.interview_refused": "The interview with the index “{value}” could not be used.",
    "worker.interviewed_twice": "“{value}” was interviewed more than once; only the first interview is used.",
    "roster.current_with_leaving_date": "The worker is current but has a leaving date ({value}).",
    "roster.rows_differ": "“{value}” stands in the roster with different facts; the worker is unresolved.",
    "rate.day_missing": "A rate needs a date to the day.",
    "rate.no_source": "A rate needs its source.",
    "rate.zero": "A rate of zero cannot be used.",
    "rate.baht_not_one": "One baht is one baht.",
    "rate.two_values": "Two different rates are given for the same day; neither is used.",
    "rate.no_date": "The payment in {currency} has no date, so no rate can be chosen; it is not counted.",
    "rate.vague_date": "The payment in {currency} is dated to the year ({day}) only, so no rate can be chosen; it is not counted.",
    "rate.none": "There is no rate for {currency} on {day} or up to {oldest} days before; the payment is not counted.",
}
TERMS = {
    "interest.rate": "An interest rate lies above 0 and at most 1 (0.05 is five per cent a year).",
    "interest.no_reason": "Interest needs a rate and the reason for it.",
    "flat.no_reason": "A flat amount needs a note of who agreed on it.",
    "instalments.number": "The number of instalments lies between 1 and 60.",
}
SENTENCES: Mapping[str, str] = FILES | ROWS | TERMS


def sentence(refusal: Refused | RowRefused, words: Words | None = None) -> str:
    """The sentence for a refusal, in English or in the language of ``words``.

    A code without a sentence is shown as it is: better an odd word than silence.
    """
    known = SENTENCES.get(refusal.code)
    if known is None:
        return refusal.code
    text = str(words.say(known, **refusal.facts)) if words else known
    return fill(text, refusal.facts)
