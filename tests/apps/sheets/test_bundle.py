"""A packed folder of text tables: read in one order, within limits, or refused."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from saphan.domain.refusals import FileRefused
from saphan.foundation.sheets import bundle, read_tables


def packed(folder: Path, parts: Mapping[str, str]) -> Path:
    path = folder / "tables.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_tables(path)
    return refused.value.code


def test_the_form_comes_before_its_repeats(tmp_path: Path) -> None:
    parts = {"f-paid.csv": "c,d\r\n3,4\r\n", "media/x.csv": "e\r\n5\r\n", "f.CSV": "a;b\r\n1;2\r\n"}
    main, repeat = read_tables(packed(tmp_path, parts))
    assert (main.name, main.headings, main.rows[0].cells) == ("f", ("a", "b"), ("1", "2"))
    assert (repeat.name, repeat.headings, repeat.rows[0].cells) == (
        "f-paid",
        ("c", "d"),
        ("3", "4"),
    )


def test_letters_of_another_encoding_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path, {})
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", "รหัส,ที่\r\n1,กรุงเทพ\r\n".encode("cp874"))
    [table] = read_tables(path)
    assert table.headings == ("รหัส", "ที่")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({f"{n}.csv": "a\r\n1\r\n" for n in range(51)}, "file.too_large"),
        ({"a.csv": "a,b\r\n" + "1,2\r\n" * 400}, "file.too_large"),
        ({"a.csv": "a,b\r\n\x01\x02,\x03\r\n"}, "file.not_a_spreadsheet"),
        ({"a.csv": "a,b\r\n"}, "file.no_rows"),
        ({"media/a.csv": "a\r\n1\r\n"}, "file.not_a_spreadsheet"),
    ],
)
def test_what_cannot_be_used_is_refused(
    parts: Mapping[str, str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 1000)
    assert refusal(packed(tmp_path, parts)) == code


def test_a_table_that_is_not_what_it_declares_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": "a,b\r\n" + "1,2\r\n" * 50})
    content = bytearray(path.read_bytes())
    content[60:70] = b"\xff" * 10
    path.write_bytes(bytes(content))
    assert refusal(path) in {"file.damaged", "file.zip_bomb"}
