"""``saphan audit``: a spreadsheet of interviews in, a fee audit and repayment plan out."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.tables import Kind
from saphan.domain.recruitment.terms import (
    Definition,
    Interest,
    Method,
    RangeChoice,
    Terms,
    Window,
)
from saphan.domain.refusals import FileRefused, Refused
from saphan.domain.text import clean, parse_date, parse_number
from saphan.foundation.words import money
from saphan.pillars.recruitment.extract.files import Files
from saphan.pillars.recruitment.extract.folder import write_folder
from saphan.pillars.recruitment.extract.mapped import read_mapping
from saphan.pillars.recruitment.extract.mapped_files import Mappings, read_mapped_files
from saphan.rulebook.charges import load_charges


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser("audit", help="audit recruitment fees and plan their repayment")
    parser.add_argument(
        "interviews", type=Path, help="XLSX (main sheet and sheet payments), CSV or JSON"
    )
    parser.add_argument("--payments", type=Path, help="payments in a file apart (CSV exports)")
    parser.add_argument("--roster", type=Path, required=True, help="all workers of the site")
    parser.add_argument("--rates", type=Path, help="exchange rates with their source")
    own = "how the columns of your own %s are read (saphan mapping suggest)"
    parser.add_argument("--mapping", type=Path, metavar="JSON", help=own % "interviews")
    parser.add_argument("--roster-mapping", type=Path, metavar="JSON", help=own % "roster")
    parser.add_argument("--rates-mapping", type=Path, metavar="JSON", help=own % "rates")
    parser.add_argument("--method", choices=_codes(Method), default=Method.MEDIAN.value)
    parser.add_argument("--definition", choices=_codes(Definition), default=Definition.ILO.value)
    parser.add_argument("--range", choices=_codes(RangeChoice), default=RangeChoice.MIDDLE.value)
    parser.add_argument("--window", choices=_codes(Window), default=Window.YEAR.value)
    parser.add_argument("--as-of", type=_day, default=None, help="YYYY-MM-DD; today if not given")
    parser.add_argument("--instalments", type=int, default=1, help="payroll months to pay in")
    parser.add_argument("--first-payroll", type=_month, help="first payroll month, YYYY-MM")
    parser.add_argument("--interest", type=_share, help="yearly rate, 0.05 is five per cent")
    parser.add_argument("--interest-reason", default="", help="why interest is added")
    parser.add_argument(
        "--flat",
        type=_flat,
        action="append",
        default=[],
        metavar="MM=15000",
        help="agreed baht of a corridor (repeat); without it the corridor's median is used",
    )
    parser.add_argument("--flat-reason", default="", help="who agreed on the flat amounts")
    parser.add_argument("--rules", type=Path, help="another law book than the one installed")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.set_defaults(func=audit)


def audit(options: argparse.Namespace) -> int:
    """Read, decide, write; rows that could not be used are counted and reported."""
    # Records refer in one direction only; looking for circles costs a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        terms = _terms(options)
        rules = _rules(options.rules)
        intake = read_mapped_files(_files(options), _mappings(options), as_of=terms.as_of)
        outcome = decide(intake, terms, rules)
        write_folder(options.out, outcome)
    finally:
        if collecting:
            gc.enable()
    sys.stdout.write(_summary(outcome, options.out))
    return 0


def _mappings(options: argparse.Namespace) -> Mappings:
    """How somebody's own spreadsheets are to be read."""
    given = (
        (options.mapping, Kind.INTERVIEWS),
        (options.roster_mapping, Kind.ROSTER),
        (options.rates_mapping, Kind.RATES),
    )
    return Mappings(*(read_mapping(path, kind) if path else None for path, kind in given))


def _codes(choices: type[StrEnum]) -> list[str]:
    """The codes as plain texts, so that a message lists them as they are typed."""
    return [choice.value for choice in choices]


def _files(options: argparse.Namespace) -> Files:
    """The files. A roster that is the file of interviews would forget everybody else.

    A mapping names the sheet, so with one a single workbook may well hold several tables.
    """
    files = Files(options.interviews, options.roster, options.rates, options.payments)
    given = (
        (files.interviews, options.mapping),
        (files.roster, options.roster_mapping),
        (files.rates, options.rates_mapping),
        (files.payments, None),
    )
    places = [path.absolute() for path, mapping in given if path and not mapping]
    for place in places:
        if places.count(place) > 1:
            raise FileRefused("file.two_roles", file=place.name)
    return files


def _rules(folder: Path | None) -> tuple[ChargeRule, ...]:
    """The rules. Without any nothing would be owed, which must not look like an answer."""
    rules = load_charges(folder)
    if not rules:
        raise FileRefused("law.no_charges", folder=folder)
    return rules


def _terms(options: argparse.Namespace) -> Terms:
    interest = None
    if options.interest is not None or options.interest_reason:
        interest = Interest(options.interest or Fraction(0), clean(options.interest_reason))
    return Terms(
        as_of=options.as_of or date.today(),  # noqa: DTZ011  the day on the officer's desk
        method=Method(options.method),
        definition=Definition(options.definition),
        range_choice=RangeChoice(options.range),
        window=Window(options.window),
        instalments=options.instalments,
        first_payroll=options.first_payroll,
        interest=interest,
        flat=_flats(options.flat),
        flat_reason=clean(options.flat_reason),
    )


def _flats(given: list[tuple[Nationality, Fraction]]) -> Mapping[Nationality, Fraction]:
    flats: dict[Nationality, Fraction] = {}
    for nationality, amount in given:
        if flats.setdefault(nationality, amount) != amount:
            raise Refused("flat.two_amounts", nationality=nationality.value)
    return flats


def _summary(outcome: Outcome, out: Path) -> str:
    plan = outcome.plan
    unused = {(one.file, one.sheet, one.row) for one in outcome.rejected}
    return (
        f"{len(outcome.intake.interviews)} interviews, {len(outcome.judged)} payments, "
        f"{len(outcome.intake.workers)} workers; {len(unused)} rows not used.\n"
        f"{len(plan.lines)} workers get back {money(plan.total_minor, 'THB', 'en')} "
        f"by {plan.method}; {len(plan.unresolved)} are unresolved.\n"
        f"Written to {out}\n"
    )


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day is needed, like 2026-11-23") from error
    if found is None or found.day is None:
        raise argparse.ArgumentTypeError("a day is needed, like 2026-11-23")
    return found.first


def _month(text: str) -> PartialDate:
    try:
        found = parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a month is needed, like 2027-01") from error
    if found is None or found.month is None:
        raise argparse.ArgumentTypeError("a month is needed, like 2027-01")
    return PartialDate(found.year, found.month)


def _share(text: str) -> Fraction:
    try:
        found = parse_number(text, decimal=".")
    except ValueError as error:
        raise argparse.ArgumentTypeError("a number is needed, like 0.05") from error
    if found is None:
        raise argparse.ArgumentTypeError("a number is needed, like 0.05")
    return found


def _flat(text: str) -> tuple[Nationality, Fraction]:
    code, _, amount = text.partition("=")
    try:
        return Nationality(code), _share(amount)
    except (ValueError, argparse.ArgumentTypeError) as error:
        raise argparse.ArgumentTypeError("a corridor and baht are needed, like MM=15000") from error
