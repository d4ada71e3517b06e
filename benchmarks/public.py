"""The charge checker's answer against an empty view, on one server in one run.

A server as ``saphan run`` starts it (one process, the same threads) answers on this machine only;
a second process asks. Two loads: a burst, as after an announcement, in which everybody asks one of
420 questions; and the worst case, in which nobody asks what somebody asked before: languages,
countries, channels, months of a year, items, payees and amounts by chance. The limit is the static
edition, whose files any server can hand out: here whitenoise in the same server, and the file
server of Python.

    python benchmarks/public.py [--seconds 5] [--rounds 3] [--save]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from machine import machine

RESULTS = Path(__file__).with_name("results") / "public.json"
#: What the project promises: a share of the empty view's rate, milliseconds at a steady rate.
GOAL_SHARE, GOAL_P99, STEADY = 0.5, 50.0, 200
AT_ONCE = 8
LANGUAGES = ("my", "km", "lo", "th", "vi", "en")
_HERE = "127.0.0.1"
_HEAD = "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n"


# The server -----------------------------------------------------------------------------------


def serve(port: int) -> None:
    """The installation with one more address, ``/empty/``, that answers nothing."""
    from saphan.cli.run import prepare, server_settings, settle

    prepare()
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from waitress.server import create_server

    from saphan.config import urls
    from saphan.config.wsgi import application

    def empty(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    urls.urlpatterns.insert(0, path("empty/", empty))
    server = create_server(application, **server_settings(host=_HERE, port=port, threads=8))
    settle()
    server.run()


@contextmanager
def running(command: Sequence[str], home: Path, port: int) -> Iterator[int]:
    """A server of its own process, ended at the end; its number, once its port answers."""
    around = {**os.environ, "SAPHAN_HOME": str(home)}
    with subprocess.Popen(
        command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            for _ in range(600):
                with socket.socket() as asked:
                    if asked.connect_ex((_HERE, port)) == 0:
                        break
                time.sleep(0.1)
            yield child.pid
        finally:
            child.terminate()


def processor_seconds(pid: int) -> float:
    """What a process took of the processor so far, whatever else was going on. Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as asked:
        asked.bind((_HERE, 0))
        return int(asked.getsockname()[1])


# Asking ---------------------------------------------------------------------------------------


class Line:
    """One connection that stays open; opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str) -> int:
        """The bytes of the answer's body. Raises ``SystemExit`` for another answer than 200."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(_HERE, self.port)
        reader, writer = self.streams
        writer.write(_HEAD.format(path=path, host=f"{_HERE}:{self.port}").encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head.split("\r\n")[0]:
            raise SystemExit(f"{path}: {head.splitlines()[0]}")
        length = int(head.partition("content-length:")[2].split("\r\n")[0])
        await reader.readexactly(length)
        if head.startswith("http/1.0") or "connection: close" in head:
            self.close()
        return length

    def close(self) -> None:
        """Hang up."""
        if self.streams:
            self.streams[1].close()
        self.streams = None


async def rate(port: int, paths: Sequence[str], seconds: float) -> tuple[float, int]:
    """Answers a second, and all, with ``AT_ONCE`` people who ask again once they have an answer."""
    waiting, answered = cycle(paths), 0
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal answered
        line = Line(port)
        while time.perf_counter() < end:
            await line.ask(next(waiting))
            answered += 1
        line.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return answered / (time.perf_counter() - began), answered


async def steady(port: int, paths: Sequence[str], seconds: float) -> list[float]:
    """Milliseconds from the moment each answer was due to be asked for, at ``STEADY`` a second."""
    waiting, free = cycle(paths), asyncio.Queue[Line]()
    for _ in range(4 * AT_ONCE):
        free.put_nowait(Line(port))
    found: list[float] = []

    async def one(due: float) -> None:
        line = await free.get()
        await line.ask(next(waiting))
        found.append((time.perf_counter() - due) * 1000)
        free.put_nowait(line)

    began, asked = time.perf_counter() + 0.1, []
    for number in range(int(STEADY * seconds)):
        due = began + number / STEADY
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due)))
    await asyncio.gather(*asked)
    while not free.empty():
        free.get_nowait().close()
    return found


# What is asked --------------------------------------------------------------------------------


COUNTRIES = ("MM", "KH", "LA", "VN")
CHANNELS = ("mou", "registration", "border_pass")


def charge_questions(count: int = 420) -> list[str]:
    """Questions for every language, country and channel, about two payments each."""
    items = ("visa", "work_permit", "medical_test", "service_fee", "passport", "travel", "bribe")
    month, found = f"{datetime.now(UTC):%Y-%m}", []
    for number in range(count):
        one, two = items[number % 7], items[(number + 3) % 7]
        paid = ((one, "thai_agency", 500 + number), (two, "sub_agent", 900 + number))
        asked = COUNTRIES[number % 4], CHANNELS[number % 3], month
        found.append(_question(LANGUAGES[number % 6], *asked, paid))
    return found


def new_questions(count: int, seed: int) -> list[str]:
    """Questions by chance about two payments each; hardly two are the same."""
    from saphan.domain.recruitment.codes import Item, Payee

    chance, year = Random(seed), datetime.now(UTC).year
    months = [f"{year - 1}-{month:02d}" for month in range(1, 13)]
    found = []
    for _ in range(count):
        paid = [
            (item.value, chance.choice(list(Payee)).value, chance.randint(100, 30_000))
            for item in chance.sample(list(Item), 2)
        ]
        asked = chance.choice(COUNTRIES), chance.choice(CHANNELS), chance.choice(months)
        found.append(_question(chance.choice(LANGUAGES), *asked, paid))
    return found


def _question(
    language: str, origin: str, scheme: str, month: str, paid: Iterable[tuple[str, str, int]]
) -> str:
    asked = [("from", origin), ("scheme", scheme), ("when", month)]
    for item, payee, amount in paid:
        asked += [("item", item), (item, str(amount)), (f"{item}-to", payee)]
    return f"/{language}/charge/?{urlencode([*asked, ('answer', '1')])}"


def edition_files(folder: Path) -> list[str]:
    """Answers of the edition as their addresses."""
    files = sorted((folder / "lo" / "charge").glob("*/index.html"))
    return [f"/{file.relative_to(folder).as_posix()}" for file in files]


def made(home: Path) -> Path:
    """An installation with the list of services, and its edition in one language."""
    edition = home / "edition"
    for given in (
        ["migrate"],
        ["directory", "import"],
        ["publish", str(edition), "--language", "lo"],
    ):
        command = [sys.executable, "-m", "saphan.cli", *given]
        around = {**os.environ, "SAPHAN_HOME": str(home)}
        subprocess.run(command, env=around, check=True, stdout=subprocess.DEVNULL)
    return edition


# Measuring ------------------------------------------------------------------------------------


def measured(home: Path, seconds: float, rounds: int) -> dict[str, object]:
    """Rates by turns, so that all meet the same machine; then the waiting at a steady rate."""
    edition = made(home)
    port, plain = free_port(), free_port()
    asked: dict[str, tuple[int, list[str]]] = {
        "empty view": (port, ["/empty/"]),
        "charge answer, burst": (port, charge_questions()),
        "charge answer, never asked before": (port, new_questions(40_000, seed=1)),
        "directory": (port, [f"/{one}/help/wages/" for one in LANGUAGES]),
        "static file, same server": (port, ["/static/public/public.css"]),
        "static edition, http.server": (plain, edition_files(edition)),
    }
    files = [sys.executable, "-m", "http.server", str(plain), "--bind", _HERE]
    with (
        running([sys.executable, __file__, "--serve", str(port)], home, port) as ours,
        running([*files, "--directory", str(edition)], home, plain) as theirs,
    ):
        for where, paths in asked.values():
            asyncio.run(rate(where, paths[:420], 3.0))
        rates: dict[str, list[float]] = {name: [] for name in asked}
        costs: dict[str, list[float]] = {name: [] for name in asked}
        for at in range(rounds):
            for name, (where, paths) in asked.items():
                here = paths[at * len(paths) // rounds :] + paths[: at * len(paths) // rounds]
                server = ours if where == port else theirs
                before = processor_seconds(server)
                a_second, answered = asyncio.run(rate(where, here, seconds))
                rates[name].append(a_second)
                costs[name].append((processor_seconds(server) - before) * 1000 / answered)
        waits = {
            "burst": asyncio.run(steady(port, charge_questions(), max(seconds, 5.0))),
            "never asked before": asyncio.run(
                steady(port, new_questions(8_000, seed=2), max(seconds, 5.0))
            ),
        }
    return told(rates, costs, waits)


def told(
    rates: dict[str, list[float]], costs: dict[str, list[float]], waits: dict[str, list[float]]
) -> dict[str, object]:
    """The figures with what they were held against."""
    middle = {name: statistics.median(found) for name, found in rates.items()}
    return {
        "machine": machine(),
        "answers_a_second": {name: round(value, 1) for name, value in middle.items()},
        "share_of_empty_view": {
            name: round(value / middle["empty view"], 2) for name, value in middle.items()
        },
        "processor_milliseconds_an_answer": {
            name: round(statistics.median(found), 2) for name, found in costs.items()
        },
        "goal_share": GOAL_SHARE,
        "steady_rate": STEADY,
        "milliseconds": {
            name: {
                "median": round(statistics.median(found), 1),
                "p99": round(statistics.quantiles(found, n=100)[98], 1),
                "most": round(max(found), 1),
            }
            for name, found in waits.items()
        },
        "goal_p99": GOAL_P99,
    }


def main() -> None:
    """Measure, print, and with ``--save`` keep the figures beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--serve", type=int, metavar="PORT", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    seconds, rounds = min(options.seconds, 30.0), min(options.rounds, 9)
    with tempfile.TemporaryDirectory(prefix="saphan-bench-") as place:
        found = measured(Path(place), seconds, rounds)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    if options.save:
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
