"""Files as they really arrive: damaged, packed too tightly, locked, far too long."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from xml.sax.saxutils import escape

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_NAMES}/spreadsheetml/2006/main"'
_LINKS = f"{_NAMES}/officeDocument/2006/relationships"


def change_part(path: Path, part: str, old: bytes, new: bytes, times: int = 1) -> None:
    """Replace bytes inside one part of a workbook; they must be there."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    [name] = [name for name in parts if name.endswith(part)]
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, times)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, content in parts.items():
            packed.writestr(one, content)


def write_bomb(path: Path) -> None:
    """A workbook of a few hundred kilobytes whose sheet unpacks to 400 megabytes."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            with packed.open(name, "w") as part:
                part.write(content)
                for _ in range(400 if name.endswith("sheet1.xml") else 0):
                    part.write(b" " * (1 << 20))


def write_locked(path: Path) -> None:
    """What a spreadsheet program saves when a password is set: an OLE file with one package."""
    path.write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024))


def write_plainly(
    path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Mapping[str, object]]]]
) -> None:
    """A workbook of plain texts and numbers, written much faster than a library would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        links, listed = [], []
        for number, (name, (headings, rows)) in enumerate(sheets.items(), start=1):
            target = f"worksheets/sheet{number}.xml"
            links.append(
                f'<Relationship Id="r{number}" Type="{_LINKS}/worksheet" Target="{target}"/>'
            )
            listed.append(f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>')
            packed.writestr(f"xl/{target}", _sheet(headings, rows))
        office = f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
        packed.writestr("_rels/.rels", _relations([office]))
        packed.writestr("xl/_rels/workbook.xml.rels", _relations(links))
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets>{"".join(listed)}</sheets></workbook>',
        )


def _relations(links: Iterable[str]) -> str:
    spaces = f'xmlns="{_NAMES}/package/2006/relationships"'
    return f"<Relationships {spaces}>{''.join(links)}</Relationships>"


def _sheet(headings: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    lines = [dict(zip(headings, headings, strict=True)), *rows]
    letters = ascii_uppercase[: len(headings)]
    return (
        f"<worksheet {_MAIN}><sheetData>"
        + "".join(
            f'<row r="{number}">'
            + "".join(
                _cell(f"{letter}{number}", row.get(heading))
                for letter, heading in zip(letters, headings, strict=True)
            )
            + "</row>"
            for number, row in enumerate(lines, start=1)
        )
        + "</sheetData></worksheet>"
    )


def _cell(place: str, value: object) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
