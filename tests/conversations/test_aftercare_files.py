"""A photo or a voice note in a check-in: part of the answer, under the same consent, gone where nobody may have it."""

from __future__ import annotations

import pytest

from conversations.aftercare.steps import MAX_FILES, files_id
from conversations.effects import AdoptEvidence, DropEvidence, FetchEvidence, Say, SealAnswers
from conversations.events import AttachmentKind, EvidenceRefused, EvidenceStored
from conversations.snapshot import CheckIn, CheckInState
from tests.conversations.care_phone import (
    CASE,
    OTHER_CASE,
    OTHER_REFERENCE,
    CarePhone,
    answer,
    begun,
)

KEPT = f"{CASE}:first-cccc"


def check_in_of(phone: CarePhone) -> CheckIn:
    assert phone.snapshot.check_in is not None
    return phone.snapshot.check_in


def test_a_file_at_a_question_is_fetched_and_asks_nothing_twice() -> None:
    phone = begun("first")
    phone.take(phone.sent_file())
    (fetch,) = phone.of(FetchEvidence)
    assert fetch.draft_id == KEPT
    assert phone.question == "safe"
    assert phone.texts() == ["check-in-file-noted"]
    assert "button-next" in phone.labels()
    assert [a.step for a in check_in_of(phone).files()] == ["safe"]


def test_a_file_at_the_invitation_begins_the_check_in() -> None:
    phone = CarePhone().due()
    phone.take(phone.sent_file(AttachmentKind.PHOTO))
    assert phone.question == "safe"
    assert phone.texts()[0] == "check-in-file-noted"
    assert phone.prompts() == 1


@pytest.mark.parametrize(
    ("taps", "state"),
    [
        (("button-stop",), CheckInState.STOPPING),
        (("check-in-button-later",), CheckInState.LATER),
        (("check-in-safe-yes", "button-stop", "check-in-button-stop-this"), CheckInState.DISCARDING),
    ],
)
def test_a_file_in_a_menu_is_kept_and_the_menu_stays(taps: tuple[str, ...], state: CheckInState) -> None:
    phone = begun("first").tap(*taps)
    phone.take(phone.sent_file())
    assert phone.at(state)
    assert phone.of(FetchEvidence)


def test_a_file_at_the_phone_number_belongs_to_the_question_before() -> None:
    phone = begun("first").tap("check-in-button-talk")
    phone.take(phone.sent_file())
    assert [a.step for a in check_in_of(phone).files()] == ["safe"]
    assert "check-in-ask-call-number" in phone.texts()


def test_an_album_is_answered_once() -> None:
    phone = begun("first")
    phone.take(phone.sent_file(AttachmentKind.PHOTO, album_id="album"))
    assert phone.of(Say)
    phone.take(phone.sent_file(AttachmentKind.PHOTO, album_id="album"))
    assert (len(phone.of(FetchEvidence)), phone.of(Say)) == (1, [])
    assert len(check_in_of(phone).files()) == 2


def test_there_is_an_end_to_it() -> None:
    phone = begun("first")
    for _ in range(MAX_FILES):
        phone.take(phone.sent_file())
    phone.take(phone.sent_file())
    assert phone.texts() == ["check-in-too-many"]
    assert len(check_in_of(phone).files()) == MAX_FILES


def test_a_caption_that_is_changed_changes() -> None:
    phone = begun("first")
    phone.take(phone.sent_file(message_id=77)).edit(77, "dit is de stem")
    assert [a.caption for a in check_in_of(phone).files()] == ["dit is de stem"]
    phone.edit(77, "")  # a caption may be taken away
    assert [a.caption for a in check_in_of(phone).files()] == [""]


def test_stored_and_refused_reach_the_answer_and_a_refused_file_is_none() -> None:
    phone = begun("first")
    phone.take(phone.sent_file())
    (kept,) = check_in_of(phone).files()
    stored = EvidenceStored(
        at=phone.now,
        nonce=phone.nonce(),
        attachment_id=kept.attachment_id,
        size_bytes=900,
        sha256="ab" * 32,
        message_id=1,
    )
    assert check_in_of(phone.take(stored)).files()[0].sha256 == "ab" * 32
    refused = EvidenceRefused(
        at=phone.now, nonce=phone.nonce(), attachment_id=kept.attachment_id, reason="gone", message_id=1
    )
    assert check_in_of(phone.take(refused)).is_empty()
    assert "evidence-refused-gone" in phone.texts()


# ---- consent ----------------------------------------------------------------------------------------------------


def test_what_is_shared_goes_to_the_case_before_anything_is_dropped() -> None:
    phone = begun("first")
    phone.take(phone.sent_file())
    phone.tap("button-next")
    answer(phone, ["skip"] * 4).tap("check-in-consent-share")
    order = [type(e) for e in phone.effects if isinstance(e, SealAnswers | AdoptEvidence | DropEvidence)]
    assert order == [SealAnswers, AdoptEvidence, DropEvidence]
    assert phone.of(AdoptEvidence) == [AdoptEvidence(draft_id=KEPT, case_id=CASE)]
    assert [a.step for a in phone.of(SealAnswers)[0].files] == ["safe"]


@pytest.mark.parametrize("consent", ["answered", "nobody"])
def test_what_is_not_shared_is_dropped(consent: str) -> None:
    phone = begun("first")
    phone.take(phone.sent_file()).tap("button-next")
    answer(phone, ["skip"] * 4).tap(f"check-in-consent-{consent}")
    assert phone.of(AdoptEvidence) == []
    assert phone.of(DropEvidence) == [DropEvidence(draft_id=KEPT)]


def test_files_of_the_five_questions_can_be_left_out() -> None:
    phone = begun("third")
    while phone.question != "screen":
        phone.tap("button-skip")
    phone.tap("check-in-screen-yes")
    phone.take(phone.sent_file())
    apart = files_id(check_in_of(phone), "ptsd-1")
    assert [f.draft_id for f in phone.of(FetchEvidence)] == [apart]
    phone.tap("button-next")
    answer(phone, ["check-in-ptsd-no"] * 4)
    phone.take(phone.sent_file())
    main = files_id(check_in_of(phone))
    phone.tap("check-in-again-no", "check-in-consent-share-without")
    assert [e.draft_id for e in phone.of(AdoptEvidence)] == [main]
    assert [a.step for a in phone.of(SealAnswers)[0].files] == ["again"]
    assert {e.draft_id for e in phone.of(DropEvidence)} == {main, apart}


def test_two_reports_together_the_files_go_to_the_first() -> None:
    phone = CarePhone().due().due("first", OTHER_CASE, OTHER_REFERENCE).tap("check-in-button-begin")
    phone.take(phone.sent_file()).tap("button-next")
    answer(phone, ["skip"] * 4).tap("check-in-consent-share")
    sealed = {e.case_id: len(e.files) for e in phone.of(SealAnswers)}
    assert sealed == {CASE: 1, OTHER_CASE: 0}
