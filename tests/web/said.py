"""What staff pages say: every sentence marked for translation, found in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_TRANSLATE = re.compile(r'{%\s*translate\s+"((?:[^"\\]|\\.)*)"')
_BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_PLACE = re.compile(r"{{\s*(\w+)\s*}}")
_MARKS = {"_", "gettext", "gettext_lazy"}
_PLURAL_MARKS = {"ngettext", "ngettext_lazy"}


def in_template(text: str) -> Iterator[str]:
    """The sentences of one template, as gettext knows them."""
    yield from _TRANSLATE.findall(text)
    for block in _BLOCK.findall(text):
        for form in _PLURAL.split(block):
            yield _PLACE.sub(r"%(\1)s", form)


def in_module(text: str) -> Iterator[str]:
    """The sentences of one module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = {**dict.fromkeys(_MARKS, 1), **dict.fromkeys(_PLURAL_MARKS, 2)}
            for argument in node.args[: count.get(node.func.id, 0)]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def sentences(folder: Path) -> set[str]:
    """Every sentence below a folder."""
    found: set[str] = set()
    for file in folder.rglob("*.html"):
        found.update(in_template(file.read_text("utf-8")))
    for file in folder.rglob("*.py"):
        found.update(in_module(file.read_text("utf-8")))
    return found
