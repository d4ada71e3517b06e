"""A page as somebody sees it: headings, tables, forms, faults. Read from the HTML, no browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_SILENT = frozenset({"script", "style"})


@dataclass
class Node:
    """One element: its attributes and what lies in it, texts among the elements."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self, *tags: str, **attributes: str) -> Iterator[Node]:
        """Every element below of one of these tags with these attributes, in order."""
        for child in self.children:
            if isinstance(child, Node):
                fits = not tags or child.tag in tags
                if fits and attributes.items() <= child.attributes.items():
                    yield child
                yield from child.all(*tags, **attributes)

    def first(self, *tags: str, **attributes: str) -> Node:
        """The first of them; it must be there."""
        found = next(self.all(*tags, **attributes), None)
        assert found is not None, (tags, attributes)
        return found

    @property
    def text(self) -> str:
        """What can be read in it, blanks as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _SILENT:
                yield from child._texts()
                yield " " if child.tag in {"p", "li", "td", "th", "dt", "dd", "option"} else ""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        made = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        names = [node.tag for node in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def seen(response: Any) -> Node:
    """The page of a response of Django's test client."""
    return read(response.content.decode("utf-8"))


def read(html: str) -> Node:
    """The page that a text is."""
    builder = _Builder()
    builder.feed(html)
    return builder.root


def table(page: Node, caption: str) -> list[dict[str, str]]:
    """The rows of the table under this caption, each by heading; totals are not among them."""
    for one in page.all("table"):
        if one.first("caption").text == caption:
            headings = [th.text.rstrip(" ▲▼") for th in one.first("thead").all("th")]
            rows = [[cell.text for cell in row.all("th", "td")] for row in _rows(one, "tbody")]
            return [dict(zip(headings, row, strict=True)) for row in rows]
    raise AssertionError([one.text for one in page.all("caption")])


def totals(page: Node, caption: str) -> list[str]:
    """What stands below the table under this caption."""
    for one in page.all("table"):
        if one.first("caption").text == caption:
            return [cell.text for row in _rows(one, "tfoot") for cell in row.all("th", "td")]
    raise AssertionError(caption)


def _rows(one: Node, part: str) -> Iterator[Node]:
    return one.first(part).all("tr")


def summary(page: Node) -> dict[str, str]:
    """The first summary list: label and value."""
    rows = page.first("dl", **{"class": "summary"}).all("div")
    return {row.first("dt").text: row.first("dd").text for row in rows}


def faults(page: Node) -> list[tuple[str, str]]:
    """The error summary: the control each fault leads to (empty for none) and its sentence."""
    boxes = list(page.all("div", **{"class": "faults"}))
    assert len(boxes) <= 1
    found = []
    for item in (item for box in boxes for item in box.all("li")):
        link = next(item.all("a"), None)
        found.append((link.attributes["href"].removeprefix("#") if link else "", item.text))
    return found


def typed(page: Node) -> dict[str, str]:
    """What the controls of the page's own form hold, by name."""
    form = next(f for f in page.all("form") if "form" in f.attributes.get("class", "").split())
    held = {}
    for control in form.all("input", "select", "textarea"):
        name, kind = control.attributes.get("name", ""), control.attributes.get("type", "")
        if control.tag == "textarea":
            held[name] = control.text
        elif control.tag == "select":
            chosen = [o for o in control.all("option") if "selected" in o.attributes]
            options = chosen or list(control.all("option"))
            held[name] = options[0].attributes["value"]
        elif kind not in {"radio", "checkbox"} or "checked" in control.attributes:
            held[name] = control.attributes.get("value", "")
    held.pop("csrfmiddlewaretoken", None)
    return held
