"""Every staff page of care with 20,000 people and 10,000 cases, on both databases in one run.

The pages are found in the tree of addresses: a new one is measured without being named here. The
limit beside them is the 200 ms that one may take in the middle; the form of an intake is a page of
the same shell that asks the database nearly nothing. The people are invented.

    python benchmarks/care.py [--people 20000] [--cases 10000] [--save]
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from care_pages import addresses
from care_world import World
from machine import machine

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results") / "care.json"
TIMES = 9
#: Milliseconds that a page may take in the middle.
GOAL = 200


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
        logging.disable(logging.WARNING)
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
    from django.test import Client

    call_command("migrate", verbosity=0, skip_checks=True)
    world = World(people, cases)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    client.force_login(world.counsellor)
    pages = {name: page_time(client, path) for name, path in addresses(client, world)}
    slowest = sorted(pages.items(), key=lambda one: -one[1])
    return {"pages": dict(slowest), "claim_of_38": claim_time(client, world)}


def page_time(client: Client, path: str) -> float:
    """The median time of one page as a counsellor opens it."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    return round(statistics.median(taken), 1)


def claim_time(client: Client, world: World) -> float:
    """Computing the claims of the group anew and drawing their table."""
    from django.utils import timezone

    from saphan.pillars.care.actions.claims import compute_claims

    taken = []
    for _ in range(3):
        began = time.perf_counter()
        compute_claims(by=world.counsellor, at=timezone.now(), case=world.group)
        client.get(f"/care/cases/{world.group_code}/claim/")
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 1)


if __name__ == "__main__":
    raise SystemExit(main())
