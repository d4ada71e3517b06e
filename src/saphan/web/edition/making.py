"""Making the edition: every page, the files they need, the worker, the manifest."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, OWN_NAMES, Words, date_both_eras, words_folder
from saphan.web.edition.folder import Written, replacing
from saphan.web.edition.links import standing_alone
from saphan.web.edition.pages import Contents, contents
from saphan.web.edition.places import INDEX, file_of
from saphan.web.public import kept, worker
from saphan.web.public.addresses import ANSWERS
from saphan.web.public.asked_often import Common
from saphan.web.public.offline_charge import CATALOGUES
from saphan.web.public.offline_data import answers_script, rules_as_of
from saphan.web.public.recordings import recording_of
from saphan.web.public.rendering import page_at, page_from

#: Told after each page: how many are done, how many there are.
Tell = Callable[[int, int], None]
_WORKER = "/sw.js"
_MADE = "This copy was made on {day}, from the rules as of {rules}. It works without a network."
_NO_FORM = "In this copy you cannot choose more exactly. Choose what you need help with."
_NO_SCRIPT = "The form needs JavaScript in this copy. Without it, choose one of these answers."
_COMMON = "Answers that many people need"
_MISSING = "This page is not in this copy. Begin again in your language."
_QUESTIONS = {"charge": "Is this charge legal?", "pay": "Is my pay right?"}


@dataclass(frozen=True, slots=True)
class Edition:
    """What was written: its day, the day of its rules, how many pages and bytes."""

    made: date
    rules: date
    pages: int
    size: int


def publish(folder: Path, *, languages: Sequence[str] = LANGUAGES, tell: Tell) -> Edition:
    """Write the edition into a folder, whole or not at all. Errors: those of ``replacing``."""
    on = timezone.localdate()
    with replacing(folder) as new:
        found = tuple(contents(language, on=on) for language in languages)
        maker = _Maker(Written(new), on, found)
        return maker.whole(tell)


@dataclass(slots=True)
class _Maker:
    """Writes one edition."""

    written: Written
    on: date
    contents: tuple[Contents, ...]
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.known = frozenset(self._known())

    def _known(self) -> Iterator[str]:
        yield _WORKER
        for one in self.contents:
            yield from one.addresses
            yield from (f"/{one.language}/{name}" for name in ANSWERS.values())
            yield from kept.files(one.language)
            yield from (_heard_at(one.language, path) for path in _recordings(one.language))

    def whole(self, tell: Tell) -> Edition:
        """Every file, the manifest last."""
        total = sum(len(one.addresses) for one in self.contents)
        done = 0
        for one in self.contents:
            for address in one.addresses:
                self._page(address, one)
                done += 1
                tell(done, total)
            for checker, name in ANSWERS.items():
                script = answers_script(one.language, checker, on=self.on)
                self._file(f"{one.language}/{name}", script)
            for path in _recordings(one.language):
                name = _heard_at(one.language, path).removeprefix("/")
                self.written.write(name, path.read_bytes())
        for name in sorted(name for name in self.known if name.startswith(kept.STATIC)):
            self.written.write(name.removeprefix("/"), kept.static_file(name).read_bytes())
        self._tongues(INDEX, "")
        self._tongues("404.html", _MISSING)
        self._file(_WORKER.removeprefix("/"), self._worker())
        told = {"made": self.on.isoformat(), "rules": rules_as_of(self.on).isoformat()}
        languages = [one.language for one in self.contents]
        self.written.close({**told, "law_book": law_book().digest, "languages": languages})
        return Edition(self.on, rules_as_of(self.on), total, self.written.size)

    def _file(self, path: str, text: str) -> None:
        self.written.write(path, text.encode("utf-8"))

    def _page(self, address: str, of: Contents) -> None:
        words = Words(of.language, *CATALOGUES)
        text = self._question(address, of, words) or page_at(address)
        text = with_recordings(text, of.language, _recordings(of.language))
        form = f"<p>{html.escape(words.say(_NO_FORM))}</p>" if "/help/" in address else ""
        alone = standing_alone(text, address=address, kept=self.known, form=form)
        end = f"{self._foot(words)}\n</footer>"
        self._file(file_of(address), alone.replace("</footer>", end, 1))

    def _question(self, address: str, of: Contents, words: Words) -> str:
        """The first page of a checker: a form for the script, and the common answers."""
        checker = next((one for one in _QUESTIONS if address == f"/{of.language}/{one}/"), None)
        if checker is None:
            return ""
        home = f"/{of.language}/"
        common = {"charge": of.charges, "pay": of.pay}[checker]
        told: dict[str, object] = {
            "heading": words.say(_QUESTIONS[checker]),
            "styles": sorted(kept.styles_of(page_at(address)) - kept.styles_of(page_at(home))),
            "without": words.say(_NO_SCRIPT),
            "common": words.say(_COMMON),
            "groups": _grouped(common),
        }
        return page_from("web/public/edition_question.html", told, address=address)

    def _foot(self, words: Words) -> str:
        made = date_both_eras(self.on, words.language)
        rules = date_both_eras(rules_as_of(self.on), words.language)
        return f"<p>{html.escape(words.say(_MADE, day=made, rules=rules))}</p>"

    def _tongues(self, path: str, said: str) -> None:
        """A page in every language, from which one is chosen."""
        tongues = [
            (one.language, OWN_NAMES[one.language], _in(one.language, said))
            for one in self.contents
        ]
        text = render_to_string("web/public/edition_tongues.html", {"tongues": tongues})
        alone = standing_alone(text, address=f"/{path}", kept=self.known, form="")
        self._file(path, alone)

    def _worker(self) -> str:
        """The service worker of the edition; its version is that of everything written so far."""
        languages = [one.language for one in self.contents]
        return worker.script_keeping(languages, version=self.written.digest()[:16], index=INDEX)


def _recordings(language: str) -> list[Path]:
    """What somebody recorded in the language."""
    found = (words_folder() / language / "recordings").glob("*.*")
    return sorted(path for path in found if recording_of(language, path.stem) == path)


def _heard_at(language: str, path: Path) -> str:
    return f"/{language}/recordings/{path.name}"


def with_recordings(page: str, language: str, recordings: Iterable[Path]) -> str:
    """The page with each recording under the name of its file."""
    for path in recordings:
        played = f'src="/{language}/recordings/{path.stem}/"'
        page = page.replace(played, f'src="{_heard_at(language, path)}"')
    return page


def _grouped(common: Sequence[Common]) -> list[tuple[str, list[Common]]]:
    return [(group, list(found)) for group, found in groupby(common, key=lambda one: one.group)]


def _in(language: str, said: str) -> str:
    return str(Words(language, "offline").say(said)) if said else ""
