"""Files of a case, bad input, erasing: nothing of a place stays, nothing is half kept."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from struct import pack
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings as house_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile, PngImagePlugin
from pytest_django import DjangoCaptureOnCommitCallbacks

from saphan.domain.care.casework import EvidenceKind
from saphan.domain.care.evidence import LARGEST
from saphan.domain.people.records import ErasureReason
from saphan.domain.refusals import Conflict, FileRefused, NotFound, Refused
from saphan.foundation.cleaned_pictures import without_place
from saphan.people.models import Tombstone, Worker
from saphan.pillars.care.actions.evidence import add_evidence, drop_evidence, open_evidence
from saphan.pillars.care.actions.members import erase_person
from saphan.pillars.care.forms.evidence import EvidenceForm
from saphan.pillars.care.models import Case, CaseMember, Contact, Evidence
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.evidence import evidence
from tests.apps.care.worlds import PAPER, World, on_disk
from tests.apps.records import AT, member
from tests.web.seen import seen

pytestmark = pytest.mark.django_db

#: Bangkok, as a camera writes it: degrees, minutes, seconds.
_GPS = {1: "N", 2: (13.0, 45.0, 22.5), 3: "E", 4: (100.0, 30.0, 6.25)}
_GPS_TAG, _DEVICE_TAG, _TURN_TAG = 0x8825, 0x0110, 0x0112
SIZE = (40, 24)


def shelf() -> Path:
    return Path(house_settings.EVIDENCE_HOME)


def picture(kind: str, *, turned: int = 1) -> bytes:
    """A small picture that says where and with what it was taken."""
    shot = Image.new("RGB", SIZE, (10, 200, 30))
    said = Image.Exif()
    said[_DEVICE_TAG], said[_TURN_TAG] = "Invented Phone 9", turned
    said[_GPS_TAG] = _GPS
    written = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Location", "Invented Street 13.756")
    more: dict[str, dict[str, Any]] = {
        "PNG": {"pnginfo": text},
        "WEBP": {"xmp": b"<x>Invented Street 13.756</x>"},
        "JPEG": {"comment": b"Invented Street 13.756"},
    }
    shot.save(written, kind, exif=said, **more[kind])
    return written.getvalue()


def hand_in(place: World, content: bytes, **more: Any) -> UUID:
    return add_evidence(
        by=place.counsellor,
        at=AT,
        case=place.keys["case"],
        content=content,
        kind=EvidenceKind.PHOTO,
        **more,
    )


def opened(place: World, key: UUID) -> bytes:
    return open_evidence(by=place.counsellor, at=AT, evidence=key).content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_place_and_device_and_keeps_its_size(kept: World, kind: str) -> None:
    before = picture(kind)
    with Image.open(io.BytesIO(before)) as shot:
        assert shot.getexif().get_ifd(_GPS_TAG)
    assert b"Invented Street" in before
    key = hand_in(kept, before)
    after = opened(kept, key)
    with Image.open(io.BytesIO(after)) as shot:
        assert (shot.format, shot.size, dict(shot.getexif())) == (kind, SIZE, {})
        assert shot.info.keys() & {"exif", "xmp", "comment", "Location", "photoshop"} == set()
    for word in (b"Invented", b"Exif", b"13.756", b"GPS"):
        assert word not in after
    row = next(one for one in evidence(kept.counsellor, case=kept.keys["case"]) if one.id == key)
    assert (row.cleaned, row.size) == (True, len(after))
    assert row.digest == hashlib.sha256(after).hexdigest()


def test_a_picture_stands_as_the_camera_held_it(kept: World) -> None:
    with Image.open(io.BytesIO(opened(kept, hand_in(kept, picture("JPEG", turned=6))))) as shot:
        assert shot.size == SIZE[::-1]


def test_a_file_is_kept_unreadable_and_told_apart(kept: World) -> None:
    content = PAPER + b"a salary of 9,000"
    key = hand_in(kept, content)
    row = Evidence.objects.get(pk=key)
    assert row.digest == row.digest_before == hashlib.sha256(content).hexdigest()
    written = (shelf() / row.stored).read_bytes()
    assert not any(part in written for part in (b"salary", b"%PDF", content[:8]))
    assert opened(kept, key) == content
    with pytest.raises(Conflict, match=r"evidence\.kept_already"):
        hand_in(kept, content)
    known = on_disk()
    (shelf() / row.stored).write_bytes(written[:-9] + b"AAAAAAAA=")
    with pytest.raises(Refused, match=r"vault\.unreadable"):
        opened(kept, key)
    (shelf() / row.stored).write_bytes((shelf() / _of(kept, "evidence")).read_bytes())
    with pytest.raises(Conflict, match=r"evidence\.changed"):
        opened(kept, key)
    assert on_disk() == known


def _of(place: World, what: str) -> str:
    return str(Evidence.objects.get(pk=place.keys[what]).stored)


def _bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says how many points wide and high it is."""
    head = b"IHDR" + pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 64)
    parts = (pack(">I", len(one) - 4) + one + pack(">I", zlib.crc32(one)) for one in (head, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + b"\0\0\0\0IEND\xaeB`\x82"


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty."),
    "kind_unknown": (lambda: b"MZ\x90 a program", "This kind of file is not taken."),
    "too_large": (lambda: bytes(LARGEST + 1), "The file is larger than 50"),
    "picture_too_large": (_bomb, "The picture has more points than can be worked on."),
    "picture_damaged": (lambda: picture("PNG")[:60], "The picture is damaged"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_file_leaves_nothing_behind(kept: World, code: str) -> None:
    make, sentence = REFUSED[code]
    before, rows = on_disk(), Evidence.objects.count()
    with pytest.raises(FileRefused, match=code):
        hand_in(kept, make())
    if code != "too_large":
        sent = {"kind": "photo", "file": SimpleUploadedFile("shot.png", make())}
        answer = staff(kept).post(reverse("care:evidence", args=[kept.codes["case"]]), sent)
        assert answer.status_code == 422
        assert sentence in seen(answer).text
    assert (on_disk(), Evidence.objects.count()) == (before, rows)


def test_a_refused_row_takes_its_file_with_it(kept: World) -> None:
    before = on_disk()
    with pytest.raises(NotFound, match=r"member\.unknown"):
        hand_in(kept, PAPER + b"another", member=kept.keys["case"])
    stranger = member(None)
    with pytest.raises(NotFound, match=r"case\.unknown"):
        add_evidence(
            by=stranger,
            at=AT,
            case=kept.keys["case"],
            content=PAPER + b"another",
            kind=EvidenceKind.OTHER,
        )
    assert on_disk() == before


class Large(SimpleUploadedFile):
    """Says that it is very large, and must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("a file that is too large is not read")


def test_two_hundred_megabytes_are_refused_by_their_size(kept: World) -> None:
    large = Large("recording.mp4", b"\0\0\0\x18ftypmp42")
    large.size = 200 * 1024 * 1024
    form = EvidenceForm({"kind": "recording"}, {"file": large}, people=[])
    assert not form.is_valid()
    assert form.errors["file"] == [
        "The file is larger than 50 MB; nothing of it was kept. Send a part of it."
    ]


def test_a_picture_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(_: object) -> None:
        raise AssertionError("a bomb is refused by what it says of itself")

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpacked)
    for side in (8_000, 10_000, 30_000):
        with pytest.raises(FileRefused, match="too_large"):
            without_place(_bomb(side))


def test_a_dropped_file_goes_when_that_is_certain(
    kept: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    key = hand_in(kept, PAPER + b"to be dropped")
    stored = Evidence.objects.get(pk=key).stored
    with django_capture_on_commit_callbacks(execute=True):
        drop_evidence(by=kept.counsellor, at=AT, evidence=key)
        assert stored in on_disk()
    assert stored not in on_disk()
    with pytest.raises(NotFound, match=r"evidence\.unknown"):
        opened(kept, key)


def staff(place: World) -> Client:
    client = Client()
    client.force_login(place.counsellor)
    return client


# Erasing


def _raw(words: dict[str, bytes]) -> set[str]:
    """Which of these stand in any column of any table, as they are."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor:
                text = repr(row).encode() + b" ".join(
                    one if isinstance(one, bytes) else str(one).encode() for one in row
                )
                found |= {name for name, word in words.items() if word in text}
    return found


def _tokens(place: World, worker: UUID) -> dict[str, bytes]:
    """Every encrypted value that is hers alone, as it stands in the database."""
    ids = {"worker_id": worker, "member_id": CaseMember.objects.get(worker=worker).pk}
    found: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            columns = {one.column for one in model._meta.concrete_fields}
            for column in ids.keys() & columns:
                table = model._meta.db_table
                key = ids[column].hex if connection.vendor == "sqlite" else ids[column]
                cursor.execute(f'SELECT * FROM "{table}" WHERE {column} = %s', [key])
                for number, row in enumerate(cursor):
                    for place_, value in enumerate(row):
                        token = value if isinstance(value, bytes) else str(value).encode()
                        if token.startswith(b"gAAAAA"):
                            found[f"{table}.{place_}.{number}"] = token
    return found


def test_an_erased_person_is_nowhere(
    kept: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker = kept.keys["worker"]
    row = Evidence.objects.get(pk=kept.keys["evidence"])
    plain = {one: one.encode() for one in kept.private}
    assert _raw(plain) == set(), "nothing private stands in the database in the clear"
    tokens = _tokens(kept, worker)
    code = Worker.objects.get(pk=worker).code
    tokens["code"] = code.encode()
    assert len(tokens) > 12
    assert _raw(tokens) == set(tokens)
    people = [one.number for one in members(kept.counsellor, case=kept.keys["case"])]
    contacts = Contact.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=kept.counsellor, at=AT, worker=worker, reason=ErasureReason.ASKED)
    assert _raw(tokens) == set()
    assert not Evidence.objects.filter(pk=row.pk).exists()
    assert row.stored not in on_disk()
    assert [one.number for one in members(kept.counsellor, case=kept.keys["case"])] == people
    assert Contact.objects.count() == contacts
    tomb = Tombstone.objects.get(worker_id=worker)
    assert {field.name for field in tomb._meta.concrete_fields} == {
        "worker_id",
        "organisation",
        "at",
        "by",
        "reason",
    }


# What is typed


BOMB = '<script>alert(1)</script><img src=x onerror="alert(2)">' + "<b>" * 12


def _arrival(**more: str | list[str]) -> dict[str, Any]:
    return {
        "many": "1",
        "checked": "yes",
        "on": "23.11.2026",
        "channel": "walk_in",
        "language": "my",
        "danger": "not_asked",
        "medium": "signature",
        "p1-reach": "phone",
        "p1-address": "+95 9 420 000 111",
        "p1-agrees": ["record"],
        "p1-own_name": "Invented",
    } | more


def test_markup_in_a_name_is_shown_as_it_was_typed(kept: World) -> None:
    client = staff(kept)
    said = _arrival(**{"p1-own_name": BOMB, "story": BOMB, "employer": BOMB})
    answer = client.post(reverse("care:intake"), said)
    assert answer.status_code == 302
    code = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    for name, *parts in (("case",), ("members",), ("member", 1), ("claims",), ("evidence",)):
        page = client.get(reverse(f"care:{name}", args=[code, *parts]))
        assert page.status_code == 200
        assert "<img src=x" not in page.content.decode()
        assert "<script>alert" not in page.content.decode()
    told = client.get(reverse("care:members", args=[code]))
    assert "&lt;script&gt;alert(1)" in told.content.decode()


def test_a_number_of_another_country_is_kept_as_typed(kept: World) -> None:
    client = staff(kept)
    answer = client.post(reverse("care:intake"), _arrival())
    assert answer.status_code == 302
    code = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    page = seen(client.post(reverse("care:contact", args=[code, 1])))
    assert page.first("input", name="address").attributes["value"] == "+95 9 420 000 111"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", "31.2.2569"),
        ("on", "1.1.2700"),
        ("on", "0.0.0"),
        ("p1-deadline", "30.2.2027"),
        ("p1-permit_expires", "2569-13-01"),
        ("p1-follow_up_on", "yesterday"),
        ("paid_on", "99.99.9999"),
        ("p1-amount", "a lot"),
        ("p1-known", "nobody"),
    ],
)
def test_what_cannot_be_is_refused_whole(kept: World, field: str, value: str) -> None:
    def counted() -> tuple[int, ...]:
        return tuple(one.objects.count() for one in (Worker, Contact, Case, CaseMember))

    before = counted()
    answer = staff(kept).post(reverse("care:intake"), _arrival(**{field: value}))
    assert answer.status_code == 422
    assert counted() == before
    page = seen(answer)
    assert page.first("input", name="p1-address").attributes["value"] == "+95 9 420 000 111"
