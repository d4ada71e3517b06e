"""``saphan audit``: a spreadsheet of interviews in, a fee audit and repayment plan out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.terms import (
    Definition,
    Interest,
    Method,
    RangeChoice,
    Terms,
    Window,
)
from saphan.domain.text import parse_date, parse_number
from saphan.foundation.words import money
from saphan.pillars.recruitment.extract.files import Files, read_files
from saphan.pillars.recruitment.extract.folder import write_folder
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
    parser.add_argument("--method", choices=[*Method], default=Method.MEDIAN.value)
    parser.add_argument("--definition", choices=[*Definition], default=Definition.ILO.value)
    parser.add_argument("--range", choices=[*RangeChoice], default=RangeChoice.MIDDLE.value)
    parser.add_argument("--window", choices=[*Window], default=Window.YEAR.value)
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
    terms = _terms(options)
    files = Files(options.interviews, options.roster, options.rates, options.payments)
    intake = read_files(files, as_of=terms.as_of)
    outcome = decide(intake, terms, load_charges(options.rules))
    write_folder(options.out, outcome)
    sys.stdout.write(_summary(outcome, options.out))
    return 0


def _terms(options: argparse.Namespace) -> Terms:
    interest = None
    if options.interest is not None or options.interest_reason:
        interest = Interest(options.interest or Fraction(0), options.interest_reason)
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
        flat_reason=options.flat_reason,
    )


def _flats(given: list[tuple[Nationality, Fraction]]) -> Mapping[Nationality, Fraction]:
    return dict(given)


def _summary(outcome: Outcome, out: Path) -> str:
    plan = outcome.plan
    return (
        f"{len(outcome.intake.interviews)} interviews, {len(outcome.judged)} payments, "
        f"{len(outcome.intake.workers)} workers; {len(outcome.rejected)} rows not used.\n"
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
    except ValueError as error:
        raise argparse.ArgumentTypeError("a corridor and baht are needed, like MM=15000") from error
