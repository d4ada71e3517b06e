"""Whatever a staff page says, it says in Thai as well, with every placeholder kept."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator

import polib
from django.utils.translation.template import templatize

from saphan.foundation.sentences import RUNNING, SENTENCES
from saphan.pillars.recruitment.extract import labels

from .sources import ROOT

SOURCES = ROOT / "src" / "saphan"
STAFF = ROOT / "words" / "th" / "LC_MESSAGES" / "django.po"
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
}
#: How a template's sentences look after Django prepared them for extraction.
IN_TEMPLATE = re.compile(r"\bn?gettext\((u(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


def of_code() -> Iterator[str]:
    """The first sentence of every call that asks for words."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def of_templates() -> Iterator[str]:
    """Every sentence of a template."""
    for path in SOURCES.rglob("*.html"):
        for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
            yield ast.literal_eval(found[1])


def of_refusals() -> set[str]:
    """What a refusal says on a page; who runs the installation reads English at a console."""
    return {text for code, text in SENTENCES.items() if code not in RUNNING}


def thai() -> dict[str, polib.POEntry]:
    """The Thai words of staff pages by their sentence."""
    return {entry.msgid: entry for entry in polib.pofile(str(STAFF))}


def said(entry: polib.POEntry) -> list[str]:
    """Its translations: one, or one for each number."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_sentence_of_a_staff_page_has_thai_words() -> None:
    known = thai()
    wanted = {*of_code(), *of_templates(), *of_refusals()}
    assert len(wanted) > 300
    assert not sorted(text for text in wanted if text not in known or not all(said(known[text])))


def test_every_code_of_the_fee_audit_has_thai_words() -> None:
    known = {
        entry.msgid
        for name in ("fee_audit", "papers")
        for entry in polib.pofile(str(STAFF.with_name(f"{name}.po")))
        if entry.msgstr
    }
    lists = [value for name, value in vars(labels).items() if name.isupper()]
    wanted = {text for words in lists if isinstance(words, dict) for text in words.values()}
    assert len(wanted) > 80
    assert not sorted(wanted - known)


def test_no_translation_lost_a_placeholder() -> None:
    for sentence, entry in thai().items():
        wanted = {name for pair in PLACEHOLDER.findall(sentence) for name in pair if name}
        for words in said(entry):
            kept = {name for pair in PLACEHOLDER.findall(words) for name in pair if name}
            assert kept == wanted, sentence


def test_every_translation_says_whether_it_was_reviewed() -> None:
    states = {"review: draft", "review: reviewed", "review: official"}
    assert not [text for text, entry in thai().items() if entry.comment not in states]


def test_the_glossary_has_one_word_for_each_thing() -> None:
    with (ROOT / "words" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    terms = [row["term"] for row in rows]
    assert terms == sorted(set(terms))
    assert len({row["th"] for row in rows}) == len(rows)
    assert not [row["term"] for row in rows if not all((row["meaning"], row["th"], row["review"]))]
    others = {word.strip() for row in rows for word in row["not"].split(",")}
    assert not others & set(terms)


def test_a_sentence_of_a_template_is_found() -> None:
    source = (
        '{% load i18n %}{% translate "One" %}{% blocktranslate %}Two {{ x }}{% endblocktranslate %}'
    )
    found = {ast.literal_eval(m[1]) for m in IN_TEMPLATE.finditer(templatize(source))}
    assert found == {"One", "Two %(x)s"}
