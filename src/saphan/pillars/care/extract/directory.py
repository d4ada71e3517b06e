"""The files of the directory: what they say when they come in, what is written when they go out."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from saphan.domain.care.hsds.checking import Checked, blank_rows, checked
from saphan.domain.care.hsds.columns import Rows
from saphan.domain.care.hsds.nesting import Nest
from saphan.domain.care.hsds.packing import package_files
from saphan.domain.care.hsds.raw import Laid, laid_flat, of_sheets
from saphan.domain.care.hsds.simple import is_simple, of_simple
from saphan.domain.care.hsds.tables import TABLES
from saphan.domain.care.reading import read_directory
from saphan.domain.care.records import Directory
from saphan.domain.refusals import FileRefused, RowRefused
from saphan.foundation.sheets.limits import MOST_BYTES
from saphan.foundation.sheets.package import is_package, read_package
from saphan.foundation.sheets.reading import read_tables
from saphan.rulebook.files import line_of, read, repeated_keys

#: The largest file that is read, in bytes.
LARGEST = 5 * 1024 * 1024
_SHIPPED = "th.yaml"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says, its SHA-256 in hex, and every mistake with its line."""

    directory: Directory
    digest: str
    faults: tuple[RowRefused, ...]


def shipped() -> Path:
    """The list that comes with the program: in the installed package, or in ``directory/``."""
    here = Path(__file__).resolve()
    packaged = here.parents[3] / "contacts" / _SHIPPED
    return packaged if packaged.is_file() else here.parents[5] / "directory" / _SHIPPED


def open_directory(path: Path) -> Opened:
    """Read a file and find everything that is wrong in it.

    Raises ``FileRefused`` with ``file.missing``, ``directory.too_large`` or the codes of
    unreadable YAML.
    """
    if not path.is_file():
        raise FileRefused("file.missing", file=path.name)
    if path.stat().st_size > LARGEST:
        raise FileRefused("directory.too_large", file=path.name)
    found = read_directory(read(path))
    twice = [
        RowRefused(path.name, "", line, "", "directory.field_twice", {"field": key})
        for line, key in repeated_keys(path)
    ]
    faults = [
        RowRefused(path.name, "", line_of(path, one.steps), "", one.code, one.facts)
        for one in found.faults
    ]
    return Opened(
        found.directory,
        hashlib.sha256(path.read_bytes()).hexdigest(),
        tuple(sorted([*twice, *faults], key=lambda one: one.row)),
    )


def usable_directory(path: Path) -> Opened:
    """Read a file without a single mistake.

    Raises as ``open_directory``, and ``FileRefused("directory.faulty", file, count)``.
    """
    opened = open_directory(path)
    if opened.faults:
        raise FileRefused("directory.faulty", file=path.name, count=len(opened.faults))
    return opened


@dataclass(frozen=True, slots=True)
class OpenedRows:
    """What a file of another directory says, and its SHA-256 in hex."""

    checked: Checked
    digest: str


def open_rows(path: Path, *, directory: str, name: str | None = None) -> OpenedRows:
    """Read HSDS as JSON, lines of JSON or a data package, or a plain list of services.

    ``directory`` is the list that it is for: rows of a plain list get their keys from it. Raises
    ``FileRefused`` with the codes of ``read_package``, ``read_tables`` and
    ``hsds.not_hsds``, ``hsds.page_of_many``.
    """
    shown = name or path.name
    if not path.exists():
        raise FileRefused("file.missing", file=shown)
    if path.is_dir() or (_bounded(path, shown) and is_package(path)):
        return _package(path, shown)
    start = path.read_bytes()[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        laid = _objects(path, shown)
    else:
        found = [table for table in read_tables(path, name=shown) if is_simple(table)]
        if not found:
            raise FileRefused("hsds.not_hsds", file=shown)
        laid = of_simple(found[0], directory=directory)
    return OpenedRows(checked(laid, file=shown), _digest([path]))


def packed(rows: Rows) -> bytes:
    """Rows as a packed data package; the same rows are the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package_files(rows, title=_TITLE).items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def write_package(folder: Path, rows: Rows) -> None:
    """Rows as a data package in a folder of its own.

    Raises ``FileRefused("file.exists")`` for a folder that holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileRefused("file.exists", file=folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in package_files(rows, title=_TITLE).items():
        (folder / name).write_bytes(text.encode("utf-8"))


def json_text(rows: Rows, services: Sequence[UUID], *, lines: bool = False) -> bytes:
    """Services with everything inside them: as one page, or each in a line of its own."""
    nest = Nest(rows)
    told = [nest.whole("service", key, without=frozenset({"service"})) for key in services]
    if lines:
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told).encode()
    page = {"total_items": len(told), "total_pages": 1, "page_number": 1, "size": len(told)}
    ends = {"first_page": True, "last_page": True, "empty": not told}
    return json.dumps({**page, **ends, "contents": told}, ensure_ascii=False, indent=1).encode()


_TITLE = "Services for migrant workers, after HSDS 3.1"


def _package(path: Path, shown: str) -> OpenedRows:
    found = read_package(path, name=shown)
    digest = _digest(sorted(path.glob("*.csv")) if path.is_dir() else [path])
    if found.faults:
        return OpenedRows(Checked(blank_rows(), found.faults, {}, ()), digest)
    stems = {Path(table.file).stem: table.name for table in TABLES.values()}
    tables = {stems.get(name, name): table for name, table in found.tables.items()}
    if "service" not in tables:
        raise FileRefused("hsds.not_hsds", file=shown)
    return OpenedRows(checked(of_sheets(tables), file=shown), digest)


def _objects(path: Path, shown: str) -> Laid:
    """The objects of a JSON file: one, a list, a page, or one in each line."""
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        told = _lines(path, shown, error)
    if isinstance(told, dict) and isinstance(told.get("contents"), list):
        pages = told.get("total_pages")
        if isinstance(pages, int) and pages > 1:
            facts = {"page": told.get("page_number"), "pages": pages}
            raise FileRefused("hsds.page_of_many", file=shown, **facts)
        told = told["contents"]
    objects = told if isinstance(told, list) else [told]
    laid = Laid()
    for number, one in enumerate(objects, start=1):
        laid_flat(_kind(one, shown), [one], laid, first=number)
    return laid


def _lines(path: Path, shown: str, error: Exception) -> list[object]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except UnicodeDecodeError as other:
        raise FileRefused("file.encoding", file=shown) from other
    except (ValueError, RecursionError):
        raise FileRefused("hsds.not_json", file=shown) from error


def _kind(found: object, shown: str) -> str:
    """Which object of HSDS it is."""
    if not isinstance(found, Mapping):
        raise FileRefused("hsds.not_hsds", file=shown)
    if "location" in found or "location_id" in found:
        return "service_at_location"
    if "status" in found or "organization" in found or "organization_id" in found:
        return "service"
    if "name" in found or "services" in found:
        return "organization"
    raise FileRefused("hsds.not_hsds", file=shown)


def _bounded(path: Path, shown: str) -> bool:
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused("directory.too_large", file=shown)
    return True


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()
