"""Files of consent: what shows how somebody agreed is kept unreadable, and goes with her."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from struct import pack
from uuid import UUID

import pytest
from django.conf import settings as house_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from saphan.domain.care.evidence import LARGEST, media_type
from saphan.domain.people.consent import Answer, Medium, Purpose, check_file
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict, FileRefused, NotFound, Refused
from saphan.foundation.audit import entries_about
from saphan.people.actions.consent import record_consent
from saphan.people.actions.consent_files import (
    add_consent_file,
    drop_consent_file,
    open_consent_file,
)
from saphan.people.models import Consent, ConsentFile, Member
from saphan.people.queries import consent_sittings, consents_without_file
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.members import erase_person
from saphan.pillars.care.forms.consent_files import ConsentFileForm
from saphan.pillars.care.models import CaseMember
from tests.apps.care.test_evidence import Large, picture
from tests.apps.care.worlds import PAPER, World, on_disk
from tests.apps.records import AT, house, member
from tests.web.seen import seen

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
VOICE = b"OggS invented voice"


def staff(who: Member) -> Client:
    client = Client()
    client.force_login(who)
    return client


def second(place: World) -> tuple[UUID, UUID]:
    """The second person of the case and the answers that she signed at the intake."""
    worker = CaseMember.objects.get(case=place.keys["case"], number=2).worker_id
    assert worker
    (sitting,) = consent_sittings(place.counsellor, worker=worker)
    return worker, sitting.key


def said(place: World, worker: UUID, medium: Medium, purpose: Purpose = Purpose.PHOTO) -> UUID:
    """One more answer; gives its key."""
    record_consent(
        by=place.counsellor,
        at=AT + timedelta(hours=1),
        worker=worker,
        purpose=purpose,
        party=place.here,
        answer=Answer.GIVEN,
        language="my",
        medium=medium,
        witness="M-1" if medium is Medium.WITNESSED else "",
    )
    return Consent.objects.get(worker_id=worker, purpose=purpose).pk


def at(name: str, place: World, key: UUID, number: int = 2) -> str:
    return reverse(f"care:{name}", args=[place.codes["case"], number, key])


def hint(place: World) -> str:
    """What the case says about its people; one question to the answers of all of them."""
    with CaptureQueriesContext(connection) as asked:
        page = staff(place.counsellor).get(reverse("care:case", args=[place.codes["case"]]))
    told = [one for one in asked.captured_queries if 'FROM "people_consent"' in one["sql"]]
    assert len(told) == 1
    return seen(page).text


def test_one_signature_stands_under_all_that_was_answered_with_it(
    kept: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker, key = second(kept)
    client, own = staff(kept.counsellor), reverse("care:member", args=[kept.codes["case"], 2])
    assert "signature missing" in hint(kept)
    assert at("add_consent_file", kept, key) in client.get(own).content.decode()
    shot = SimpleUploadedFile("signature.png", picture("PNG"))
    answer = client.post(at("add_consent_file", kept, key), {"file": shot})
    assert (answer.status_code, answer["Location"]) == (302, own)
    assert consents_without_file(kept.counsellor, workers=[worker]) == {}
    rows = ConsentFile.objects.filter(consent__worker_id=worker)
    assert len(rows) == 3
    assert len({row.stored for row in rows}) == 1
    written = (Path(house_settings.EVIDENCE_HOME) / rows[0].stored).read_bytes()
    assert not any(part in written for part in (b"PNG", b"Invented", b"IHDR"))
    page = client.get(own).content.decode()
    for name in ("consent_file", "drop_consent_file"):
        assert f'"{at(name, kept, key)}"' in page
    shown = client.get(at("consent_file", kept, key))
    assert shown["Content-Type"] == "image/png"
    assert "no-store" in shown["Cache-Control"]
    assert hashlib.sha256(shown.content).hexdigest() == rows[0].digest
    assert b"Invented" not in shown.content
    with Image.open(io.BytesIO(shown.content)) as drawn:
        assert dict(drawn.getexif()) == {}
    told = [one.action for one in entries_about("worker", worker) if "consent_file" in one.action]
    assert told == ["people.add_consent_file", "people.open_consent_file"]
    with pytest.raises(Conflict, match=r"consent\.file_kept"):
        keep(kept, worker, key, PAPER)
    stored = rows[0].stored
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(at("drop_consent_file", kept, key))
        assert stored in on_disk()
    assert (answer.status_code, rows.all().count(), stored in on_disk()) == (302, 0, False)
    assert "signature missing" in hint(kept)


def keep(place: World, worker: UUID, key: UUID, content: bytes) -> None:
    add_consent_file(by=place.counsellor, at=AT, worker=worker, answer=key, content=content)


REFUSED = [
    (Medium.SIGNATURE, VOICE, "A signature needs a picture (JPEG, PNG, WebP or GIF) or a PDF."),
    (Medium.THUMB_PRINT, PAPER, "A thumb print needs a picture: JPEG, PNG, WebP or GIF."),
    (Medium.AUDIO, picture("JPEG"), "This answer was recorded, so it needs a recording"),
    (Medium.THUMB_PRINT, picture("PNG")[:60], "The picture is damaged"),
    (Medium.SIGNATURE, b"<script>alert(1)</script>", "This kind of file is not taken."),
    (Medium.AUDIO, b"", "The file is empty."),
]


@pytest.mark.parametrize(("medium", "content", "sentence"), REFUSED)
def test_another_file_than_the_answer_needs_is_refused_whole(
    kept: World, medium: Medium, content: bytes, sentence: str
) -> None:
    worker, _ = second(kept)
    key, before = said(kept, worker, medium), on_disk()
    with pytest.raises(FileRefused):
        keep(kept, worker, key, content)
    sent = {"file": SimpleUploadedFile("named.png", content)}
    answer = staff(kept.counsellor).post(at("add_consent_file", kept, key), sent)
    assert answer.status_code == 422
    assert sentence in seen(answer).text
    assert on_disk() == before
    assert not ConsentFile.objects.filter(consent=key).exists()


def test_two_hundred_megabytes_are_refused_by_their_size() -> None:
    large = Large("voice.ogg", VOICE)
    large.size = 200 * 1024 * 1024
    form = ConsentFileForm({}, {"file": large}, medium=Medium.AUDIO)
    assert form.errors["file"] == [
        "The file is larger than 50 MB; nothing of it was kept. Send a part of it."
    ]
    with pytest.raises(FileRefused, match="too_large"):
        media_type(bytes(LARGEST + 1))


def test_a_witness_is_proof_enough(kept: World) -> None:
    worker, _ = second(kept)
    key = said(kept, worker, Medium.WITNESSED)
    with pytest.raises(FileRefused, match=r"consent\.no_file_needed"):
        keep(kept, worker, key, PAPER)
    assert staff(kept.counsellor).get(at("add_consent_file", kept, key)).status_code == 404


def _mp4(*tracks: bytes) -> bytes:
    """An MP4 of the brand that telephones write for pictures and voices alike."""

    def box(kind: bytes, inside: bytes) -> bytes:
        return pack(">I", len(inside) + 8) + kind + inside

    heads = b"".join(box(b"hdlr", bytes(8) + one + bytes(13)) for one in tracks)
    data = box(b"mdat", b"hdlr" + bytes(8) + b"vide")
    return box(b"ftyp", b"mp42" + bytes(4)) + data + box(b"moov", box(b"trak", heads))


def test_a_voice_memo_of_a_telephone_is_a_recording() -> None:
    assert media_type(_mp4(b"soun")) == "audio/mp4"
    assert media_type(_mp4(b"soun", b"vide")) == media_type(_mp4()) == "video/mp4"
    check_file(Medium.AUDIO, media_type(_mp4(b"soun")))
    check_file(Medium.AUDIO, media_type(b"\xff\xf1\x50 invented"))
    with pytest.raises(FileRefused, match=r"consent\.recording_needed"):
        check_file(Medium.AUDIO, "video/mp4")


def test_who_may_not_record_or_read_gets_nothing(kept: World) -> None:
    worker, key = second(kept)
    keep(kept, worker, key, PAPER + b"signed")
    strangers = [member(house("Lotus"), *Role), member(kept.here, Role.ANALYST)]
    ask = {"worker": worker, "answer": key}
    for who in strangers:
        client = staff(who)
        for name in ("add_consent_file", "consent_file", "drop_consent_file"):
            for answer in (client.get(at(name, kept, key)), client.post(at(name, kept, key))):
                assert answer.status_code in {403, 404, 405}, name
                assert b"signed" not in answer.content
        for act in (open_consent_file, drop_consent_file):
            with pytest.raises(NotFound, match=r"worker\.unknown"):
                act(by=who, at=AT, **ask)
        with pytest.raises(NotFound, match=r"worker\.unknown"):
            add_consent_file(by=who, at=AT, content=PAPER, **ask)
        with pytest.raises(NotFound, match=r"worker\.unknown"):
            consent_sittings(who, worker=worker)
        assert consents_without_file(who, workers=[worker, kept.keys["alone"]]) == {}
    assert staff(strangers[0]).get(at("consent_file", kept, key)).status_code == 404
    interviewer = member(kept.here, Role.INTERVIEWER)
    assert consent_sittings(interviewer, worker=worker)
    with pytest.raises(NotFound, match=r"worker\.unknown"):
        open_consent_file(by=interviewer, at=AT, **ask)
    other = kept.keys["worker"]
    for act in (open_consent_file, drop_consent_file):
        with pytest.raises(NotFound, match=r"consent\.file_unknown"):
            act(by=kept.counsellor, at=AT, worker=other, answer=key)
    with pytest.raises(NotFound, match=r"consent\.unknown"):
        keep(kept, other, key, PAPER)
    assert ConsentFile.objects.filter(consent=key).exists()


def test_it_outlives_the_withdrawal_and_not_the_person(
    kept: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker, key = second(kept)
    voice = said(kept, worker, Medium.AUDIO)
    keep(kept, worker, key, PAPER + b"signed")
    withdraw(
        by=kept.counsellor,
        at=LATER,
        worker=worker,
        purpose=Purpose.RECORD,
        party=kept.here,
        language="my",
        medium=Medium.SIGNATURE,
    )
    found = open_consent_file(by=kept.counsellor, at=LATER, worker=worker, answer=key)
    assert found.content == PAPER + b"signed"
    before = on_disk()
    with pytest.raises(Refused, match=r"consent\.record_needed"):
        keep(kept, worker, voice, VOICE)
    assert on_disk() == before
    stored = ConsentFile.objects.get(consent=key).stored
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=kept.counsellor, at=LATER, worker=worker, reason=ErasureReason.ASKED)
        assert stored in on_disk()
    assert stored not in on_disk()
    assert not ConsentFile.objects.filter(consent__worker_id=worker).exists()
    assert Consent.objects.filter(worker_id=worker).exists()
