"""Every staff page of care with 20,000 people and 10,000 cases, on both databases in one run.

The limit beside the pages is the 200 ms that one may take in the middle; the form of an intake is a
page of the same shell that asks the database nearly nothing. The people are invented.

    python benchmarks/care.py [--people 20000] [--cases 10000] [--save]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from machine import machine

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results") / "care.json"
TIMES = 9
#: Milliseconds that a page may take in the middle.
GOAL = 200
GROUP = 38


def main() -> int:
    """Measure and print; ``--save`` writes the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="saphan-bench-") as home:
        os.environ.update(
            SAPHAN_HOME=home,
            DJANGO_SETTINGS_MODULE="saphan.config.settings",
            SAPHAN_ALLOWED_HOSTS="testserver",
        )
        import django

        django.setup()
        found = {"sqlite": measured(options.people, options.cases)}
        found["postgresql"] = on_postgresql(options.people, options.cases)
    result = {
        "machine": machine(),
        "people": options.people,
        "cases": options.cases,
        "goal_ms": GOAL,
        "milliseconds": found,
    }
    print(json.dumps(result, indent=2))
    if options.save:
        RESULTS.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return 0


def on_postgresql(people: int, cases: int) -> dict[str, Any]:
    """The same on a server of its own."""
    from tests.postgres import as_default, running_server

    from saphan.config import env

    with running_server() as folder:
        address = f"postgresql://saphan@/postgres?host={folder}"
        with as_default(env.database({"SAPHAN_DATABASE": address})):
            return measured(people, cases)


def measured(people: int, cases: int) -> dict[str, Any]:
    """The median of each page and of the claim table of a group of 38, in milliseconds."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, skip_checks=True)
    world = World(people, cases)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    pages = {name: page_time(world, path) for name, path in world.paths().items()}
    return {"pages": pages, "claim_of_38": claim_time(world)}


def page_time(world: World, path: str) -> float:
    """The median time of one page as a counsellor opens it."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = world.client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    return round(statistics.median(taken), 1)


def claim_time(world: World) -> float:
    """Computing the claims of the group anew and drawing their table."""
    from django.utils import timezone

    from saphan.pillars.care.actions.claims import compute_claims

    taken = []
    for _ in range(3):
        began = time.perf_counter()
        compute_claims(by=world.counsellor, at=timezone.now(), case=world.group)
        world.client.get(f"/care/cases/{world.group_code}/claim/")
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 1)


class World:
    """One centre with its people and cases, written in bulk; the last case is a group of 38."""

    def __init__(self, people: int, cases: int) -> None:
        from django.test import Client

        from saphan.demo.centre import Centre, build_cases
        from saphan.domain.parties.kinds import Kind
        from saphan.domain.people.roles import Role
        from saphan.parties.actions import add_organisation
        from saphan.people.models import Grant, Member
        from saphan.people.queries import OPERATOR
        from saphan.pillars.care.actions.directory import import_directory
        from saphan.pillars.care.extract.directory import shipped, usable_directory

        now = datetime.now(UTC)
        listed = usable_directory(shipped())
        import_directory(
            by=OPERATOR,
            at=now,
            directory=listed.directory,
            file_name="th.yaml",
            digest=listed.digest,
        )
        self.organisation = add_organisation(
            by=OPERATOR, at=now, held_by=None, kind=Kind.CENTRE, name="Invented centre"
        )
        self.counsellor = Member.objects.create(username="bench", display_name="Invented")
        Grant.objects.create(
            member=self.counsellor, organisation_id=self.organisation, role=Role.COUNSELLOR
        )
        write_in_bulk(self, people, cases, now)
        build_cases(Centre(self.organisation, (self.counsellor,), now), count=10)
        self.client = Client()
        self.client.force_login(self.counsellor)
        self.group, self.group_code = largest()

    def paths(self) -> dict[str, str]:
        """Every page of a counsellor, with the group of 38 where a page is of one case."""
        case = f"/care/cases/{self.group_code}/"
        return {
            "first page": "/",
            "cases": "/care/",
            "all cases": "/care/?whose=all&closed=yes",
            "due": "/care/due/",
            "joint table": "/care/joint/",
            "intake": "/care/new/?people=3",
            "case of 38": case,
            "change": f"{case}change/",
            "people of 38": f"{case}people/",
            "one person": f"{case}people/1/",
            "claim of 38": f"{case}claim/",
            "one claim": f"{case}claim/1/",
            "money": f"{case}money/",
            "files": f"{case}files/",
            "referrals": f"{case}referrals/",
            "choose a service": f"{case}refer/",
            "papers": f"{case}papers/",
            "notices": "/notices/",
            "directory": "/care/directory/",
        }


def largest() -> tuple[UUID, str]:
    """The group of 38."""
    from django.db.models import Count

    from saphan.pillars.care.models import Case

    found = Case.objects.annotate(many=Count("members")).order_by("-many").first()
    assert found is not None
    return found.pk, found.code


def write_in_bulk(world: World, people: int, cases: int, now: datetime) -> None:
    """People, journeys, consents, cases, steps and deadlines, as actions would leave them."""
    from saphan.domain.care.casework import ClockKind, Complaint, Stage, StepKind
    from saphan.domain.people.consent import Answer, Medium, Purpose
    from saphan.domain.recruitment.codes import Nationality, Scheme, Status
    from saphan.foundation.crypto import blind_index
    from saphan.journey.models import Journey
    from saphan.people.models import Consent, NameIndex, NameSound, Worker, WorkerIdentity
    from saphan.pillars.care.models import Case, CaseMember, Contact, Deadline, Intake, Step

    dice, own, who = Random(7), world.organisation, world.counsellor
    workers = [
        Worker(organisation_id=own, code=f"B-{n}", language="my", added_at=now)
        for n in range(people)
    ]
    Worker.objects.bulk_create(workers, batch_size=500)
    ids = [
        WorkerIdentity(worker=one, own_name=f"Invented {n}", document_name=f"INVENTED {n}")
        for n, one in enumerate(workers)
    ]
    WorkerIdentity.objects.bulk_create(ids, batch_size=500)
    marks = [blind_index(f"sound {n}", purpose="sound") for n in range(400)]
    NameIndex.objects.bulk_create(
        (NameIndex(identity=one, fingerprint=marks[n % 400]) for n, one in enumerate(ids)),
        batch_size=500,
    )
    NameSound.objects.bulk_create(
        (NameSound(identity=one, fingerprint=dice.choice(marks)) for one in ids for _ in range(3)),
        batch_size=500,
    )
    Consent.objects.bulk_create(
        (
            Consent(
                worker_id=one.pk,
                party_id=own,
                purpose=Purpose.RECORD,
                answer=Answer.GIVEN,
                language="my",
                medium=Medium.SIGNATURE,
                at=now,
                by=who.code,
            )
            for one in workers
        ),
        batch_size=500,
    )
    journeys = [
        Journey(
            organisation_id=own,
            worker=one,
            nationality=Nationality.MM,
            scheme=Scheme.UNKNOWN,
            status=Status.CURRENT,
        )
        for one in workers
    ]
    Journey.objects.bulk_create(journeys, batch_size=500)
    Intake.objects.bulk_create(
        (Intake(worker=one, organisation_id=own, at=now, by=who.code) for one in workers),
        batch_size=500,
    )
    Contact.objects.bulk_create(
        (
            Contact(
                organisation_id=own,
                worker=one,
                on=day(now, dice),
                channel="walk_in",
                language="my",
                at=now,
                by=who.code,
            )
            for one in workers
        ),
        batch_size=500,
    )
    opened = [day(now, dice) for _ in range(cases)]
    made = [
        Case(
            organisation_id=own,
            counsellor=who if n % 20 == 0 else None,
            opened_on=opened[n],
            stage=dice.choice(list(Stage)[:5]),
            complaints=[Complaint.UNPAID_WAGES.value],
            story="Invented words " * 20,
            at=now,
            by=who.code,
        )
        for n in range(cases)
    ]
    Case.objects.bulk_create(made, batch_size=500)
    CaseMember.objects.bulk_create(
        (
            CaseMember(
                case=made[n % cases],
                worker=one,
                journey=journeys[n],
                number=n // cases + 1,
                at=now,
                by=who.code,
            )
            for n, one in enumerate(workers)
        ),
        batch_size=500,
    )
    Step.objects.bulk_create(
        (
            Step(case=one, kind=kind, on=one.opened_on, words="Invented", at=now, by=who.code)
            for one in made
            for kind in (StepKind.OPENED, StepKind.KR7_FILED, StepKind.NOTE)
        ),
        batch_size=500,
    )
    Deadline.objects.bulk_create(
        (
            Deadline(
                organisation_id=own,
                case=one,
                kind=ClockKind.INSPECTOR_ORDER,
                starts=one.opened_on,
                due=one.opened_on + timedelta(days=60),
                rule="th.clocks.kr7-inspector-order",
                statutory=True,
                computed_at=now,
            )
            for one in made
        ),
        batch_size=500,
    )


def day(now: datetime, dice: Random) -> date:
    """A day of the last three years."""
    return (now - timedelta(days=dice.randrange(1, 1000))).date()


if __name__ == "__main__":
    raise SystemExit(main())
