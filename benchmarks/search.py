"""How long a search takes among 50,000 things, on SQLite and on PostgreSQL in one run.

The words are invented and the same each time. Beside every question stands what a plain look
through the same table takes, which is what is left where the database has no index of pieces.

    python benchmarks/search.py [--rows 50000] [--save]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from machine import machine

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results") / "search.json"
#: Syllables of which the invented words are made, by script.
SYLLABLES = {
    "Thai": "ค่า จ้าง นาย ช่วย แม่ สอด สุข ภาพ งาน เงิน วัน บ้าน",
    "Burmese": "လုပ် ခ ဆေး ခန်း ခင် မင် အ ကူ ညီ ရုံ စက် ပြော",
    "Khmer": "ប្រាក់ ជំ នួយ ឈ្នួល ការ ងារ ផ្ទះ ថ្លៃ សេ វា ច្បាប់ កុ",
    "Lao": "ຄ່າ ແຮງ ຊ່ວຍ ເຫຼືອ ວຽກ ເງິນ ບ້ານ ສຸກ ຂະ ພາບ ກົດ ໝາຍ",
    "Vietnamese": "tiền lương giúp đỡ việc làm nhà luật sức khỏe công ty",
    "English": "wag es pass port hot line cen tre leg al shel ter",
}
#: Words of each script; a text holds thirty of one script, a few of them often.
VOCABULARY, LENGTH = 500, 30
COMMON, RARE = 3, 400
TIMES = 9


def main() -> int:
    """Measure and print; ``--save`` writes the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="saphan-bench-") as home:
        os.environ.update(SAPHAN_HOME=home, DJANGO_SETTINGS_MODULE="saphan.config.settings")
        import django

        django.setup()
        found = {"sqlite": measured(options.rows), "postgresql": on_postgresql(options.rows)}
    result = {"machine": machine(), "rows": options.rows, "milliseconds": found}
    print(json.dumps(result, indent=2, ensure_ascii=False))
    if options.save:
        RESULTS.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


def on_postgresql(rows: int) -> dict[str, Any]:
    """The same on a server of its own, made for this run, in a database that knows all letters."""
    import psycopg
    from tests.postgres import as_default, running_server

    from saphan.config import env

    with running_server() as folder:
        address = f"postgresql://saphan@/{{}}?host={folder}"
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE letters TEMPLATE template0 LC_CTYPE 'C.UTF-8'")
        config = env.database({"SAPHAN_DATABASE": address.format("letters")})
        with as_default(config):
            return measured(rows)


def questions() -> dict[str, str]:
    """What is asked: words as often and as rarely as they stand in the texts, and pieces."""
    words = vocabulary()
    asked = {f"{script}, a common word": words[script][COMMON] for script in words}
    asked |= {f"{script}, a rare word": words[script][RARE] for script in ("Thai", "Burmese")}
    vietnamese = "".join(
        c
        for c in unicodedata.normalize("NFD", words["Vietnamese"][RARE])
        if c < "\u0300" or c > "\u036f"
    )
    asked["Vietnamese, a rare word without accents"] = vietnamese
    asked["two words"] = " ".join(words["Khmer"][COMMON : COMMON + 2])
    return asked | {
        "one letter, Thai": "ค",
        "two letters, Burmese": "ခန",
        "nothing there": "zzzzzz",
    }


def vocabulary() -> dict[str, list[str]]:
    """Invented words of each script, the same each time."""
    chance = random.Random(4)
    return {
        script: ["".join(chance.choices(some.split(), k=3)) for _ in range(VOCABULARY)]
        for script, some in SYLLABLES.items()
    }


def measured(rows: int) -> dict[str, Any]:
    """Milliseconds at the median for each question, with the index and without."""
    from django.core.management import call_command
    from django.db import connection

    from saphan.foundation.search import matching, ranked
    from saphan.foundation.trigrams import drop

    call_command("migrate", verbosity=0, skip_checks=True)
    began = time.perf_counter()
    fill(rows)
    filled = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told: dict[str, Any] = {"fill, seconds": round(filled, 1)}
    for name, text in questions().items():
        told[name] = {
            "found": matching("service", text, within=[]).count(),
            "ranked": median(lambda text=text: ranked("service", text, within=[])),  # type: ignore[misc]
            "counted": median(lambda text=text: matching("service", text, within=[]).count()),  # type: ignore[misc]
        }
    drop(connection, "foundation_searchtext")
    for name, text in questions().items():
        told[name]["counted without index"] = median(
            lambda text=text: matching("service", text, within=[]).count()  # type: ignore[misc]
        )
    return told


def fill(rows: int) -> None:
    """So many invented things, a thousand in one transaction as an import would."""
    from django.db import transaction

    from saphan.foundation.search import Entry, index

    chance, words = random.Random(5), vocabulary()
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    for start in range(0, rows, 1000):
        texts = [
            " ".join(chance.choices(words[chance.choice(list(words))], weights, k=LENGTH))
            for _ in range(1000)
        ]
        entries = [
            Entry("service", UUID(int=start + at + 1), None, {"": text})
            for at, text in enumerate(texts)
        ]
        with transaction.atomic():
            index(*entries)


def median(asked: Callable[[], object]) -> float:
    """Milliseconds at the median of several times."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        asked()
        taken.append(time.perf_counter() - began)
    return round(1000 * statistics.median(taken), 1)


if __name__ == "__main__":
    raise SystemExit(main())
