"""The command line: ``saphan audit | rules | run | demo | ...``; each command is a module here."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from saphan import __version__
from saphan.domain.refusals import Refused

#: The module that adds each command, in the order of the help text.
COMMANDS = {
    "demo": "demo",
    "run": "run",
    "migrate": "run",
    "audit": "audit",
    "mapping": "mapping",
    "form": "form",
    "rules": "rules",
    "directory": "directory",
    "care": "care",
    "notices": "notices",
    "publish": "publish",
    "members": "members",
    "backup": "backup",
    "restore": "backup",
}


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with a command, without the list of all its options."""

    def error(self, message: str) -> NoReturn:
        """End with code 2."""
        said = " ".join(message.split())
        self.exit(2, f"{self.prog}: {said} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 2 with one sentence when something was refused."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A path may hold what the console cannot show; that must not end a finished command.
        sys.stdout.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given).parse_args(given)
    try:
        return int(options.func(options))
    except Refused as refusal:
        from saphan.foundation.sentences import sentence

        sys.stderr.write(f"saphan: {sentence(refusal)}\n")
        return 2


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Only the module of the command that is asked for is loaded, so that each starts at once."""
    parser = _Parser(prog="saphan", description="A fair labour-migration programme")
    parser.add_argument("-V", "--version", action="version", version=f"saphan {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    known = COMMANDS.get(given[0]) if given else None
    for name in [known] if known else dict.fromkeys(COMMANDS.values()):
        import_module(f"saphan.cli.{name}").add(subparsers)
    return parser
