"""CSV files in the encodings and with the separators that offices really use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from saphan.cli import main
from tests.audit.conftest import Ended
from tests.audit.tables import INTERVIEWS, PAYMENTS, RATES, ROSTER, Tables, Written, as_csv, rate

AGENT = "บริษัทจัดหางาน ก. จำกัด"
Audit = Callable[..., Ended]
pytestmark = pytest.mark.usefixtures("unset")


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    """Audit four CSV files of one encoding: ``audit(encode)``."""

    def call(encode: Callable[[str], bytes], agent: str = AGENT) -> Ended:
        tables = Tables.of_amounts("1,000.50", 2000, 3000, more=1)
        for row in (*tables.interviews, *tables.roster):
            row["agent"] = agent
        tables.payments[2] |= {"currency": "USD", "amount": "10", "paid_on": "15/3/2567"}
        tables.rates = [rate("2567-03-01", "USD", "35.5", "ธนาคาร")]
        texts = {
            "interviews": as_csv(INTERVIEWS, tables.interviews),
            "payments": as_csv(PAYMENTS, tables.payments),
            "roster": as_csv(ROSTER, tables.roster),
            "rates": as_csv(RATES, tables.rates),
        }
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_bytes(encode(text))
        places = [tmp_path / f"{name}.csv" for name in ("interviews", "roster", "rates")]
        more = ["--payments", str(tmp_path / "payments.csv"), "--method", "individual"]
        code = main(Written(*places).arguments(tmp_path / "out", *more))
        said = capsys.readouterr()
        return Ended(code, said.out, said.err, tmp_path / "out")

    return call


def assert_read(ended: Ended) -> None:
    assert (ended.code, ended.error) == (0, "")
    assert ended.audit["rejected"] == []
    assert [one["agent"] for one in ended.audit["cohorts"]] == [AGENT]
    amounts = [one["amount_minor"] for one in ended.audit["plan"]["lines"]]
    assert amounts == [100_050, 200_000, 35_500]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "tis-620", "cp874", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_of_the_corridors(audit: Audit, encoding: str) -> None:
    assert_read(audit(lambda text: text.encode(encoding)))


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_orders_of_bytes_with_their_mark(audit: Audit, mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert_read(audit(lambda text: mark + text.encode(encoding)))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_every_separator(audit: Audit, separator: str, encoding: str) -> None:
    def encode(text: str) -> bytes:
        apart = text.replace('"1,000.50"', "1000.50").replace(",", separator)
        return apart.encode(encoding)

    assert_read(audit(encode))


def test_the_line_that_names_the_separator(audit: Audit) -> None:
    assert_read(audit(lambda text: b"sep=,\r\n" + text.encode("utf-8")))


@pytest.mark.parametrize("ends", ["\n", "\r"])
def test_lines_may_end_as_on_any_machine(audit: Audit, ends: str) -> None:
    assert_read(audit(lambda text: text.replace("\r\n", ends).encode("utf-8")))


@pytest.mark.parametrize(("encoding", "agent"), [("latin-1", "Agência Ícaro"), ("cp1258", "Công")])
def test_letters_that_would_have_to_be_guessed_are_refused(
    audit: Audit, encoding: str, agent: str
) -> None:
    def encode(text: str) -> bytes:
        return text.encode(encoding, "ignore")

    ended = audit(encode, agent)
    assert ended.code == 2
    assert ended.error == (
        "saphan: The letters in interviews.csv cannot be read; save it as UTF-8 or as XLSX.\n"
    )
    assert not ended.out.exists()
