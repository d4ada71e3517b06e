"""No file names a machine, a package index or unfinished work."""

from __future__ import annotations

import re

import pytest

from .sources import ROOT, files, text_of

#: Words are written in two halves, so that this file does not report itself.
FORBIDDEN = {
    "a package index": r"py" r"pi\.org|pythonho" r"sted\.org|/simple/?[\"'\s]|--index-" r"url\s+\S",
    "a path of one machine": r"(?<![\w.])/(?:work/(?!flow)|roo"
    r"t/|home/[a-z]+/|Use"
    r"rs/|opt/py)",
    "unfinished work": r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b",
    "how it was written": r"(?i)\b(?:chat"
    r"gpt|clau"
    r"de|anthro"
    r"pic|open"
    r"ai|copi"
    r"lot|language mo"
    r"del)\b",
}
#: Texts of others, kept as they are.
OTHERS = ("vendor/", "LICENSE", "fonts/")


def reasons(text: str) -> list[str]:
    """What a text may not hold, as far as it holds it."""
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_no_file_tells_what_it_should_not() -> None:
    ours = [file for file in files() if not any(part in file.as_posix() for part in OTHERS)]
    texts = {str(file.relative_to(ROOT)): text_of(file) for file in ours}
    found = {name: reasons(text) for name, text in texts.items() if text}
    assert len(found) > 50
    assert not {name: told for name, told in found.items() if told}


@pytest.mark.parametrize(
    "text",
    ["https://py" + "pi.org/x", "in /wo" + "rk/main/src", "# TO" + "DO later", "said Chat" + "GPT"],
)
def test_such_a_text_is_noticed(text: str) -> None:
    assert len(reasons(text)) == 1


def test_plain_texts_pass() -> None:
    assert not reasons("A workflow/ and a network/; see docs/operating.md, /login/ and ~/.saphan")
