"""Words and files after they were sent: corrections, files beside a message, and until when somebody stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.casework.files import MOST_FILES
from conversations.casework.model import ActionState, case_to_json
from conversations.casework.written import MOST_WRITTEN
from conversations.days import coming_day
from conversations.effects import Bring, KeepFile, NameStandIn, Say, TellCase
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    CaseStepTaken,
    Event,
    EvidenceRefused,
    EvidenceStored,
    MessageEdited,
    Step,
    TextReceived,
    TimerRang,
)
from conversations.machine import advance, respond
from conversations.moves import IllegalTransitionError
from conversations.snapshot import CaseWorkState, Snapshot, from_json, to_json
from tests.conversations.case_desk import COLLEAGUE, DEPUTY, HANDLER, REPORTER, TUESDAY, Desk, desk, opened
from tests.conversations.moments import AT, CASE, nonce, setting, snapshot_in

WORDS = "Hij belde vannacht weer, en mijn zoon nam op"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def brought(at: Desk) -> list[tuple[str, str, str]]:
    return [(e.say.to, e.say.texts[-1], e.text) for e in at.effects if isinstance(e, Bring)]


def correct(at: Desk, by: str, step: str, about: str = "", text: str = WORDS) -> Desk:
    value = f"{TUESDAY.isoformat()} {about}".strip()
    return at.step(by, Step.CORRECTION, step, value, text)


# ---- corrections in the case ------------------------------------------------------------------------------------


def test_a_changed_message_reaches_the_other_side_as_a_correction_and_is_sealed() -> None:
    at = correct(opened(), REPORTER, "message")
    assert brought(at) == [(HANDLER, "case-correction-from-reporter", WORDS)]
    assert [(s.part, s.kind, s.corrects) for s in at.sealed()] == [
        ("message", "correction", TUESDAY.isoformat())
    ]
    at = correct(opened(), HANDLER, "message")
    assert brought(at) == [(REPORTER, "case-correction-from-handler", WORDS)]


@pytest.mark.parametrize(("step", "part"), [("note", "note"), ("police-note", "note"), ("damage", "damage")])
def test_a_changed_note_is_sealed_and_shown_to_nobody(step: str, part: str) -> None:
    at = correct(opened(), HANDLER, step, "d1")
    assert (brought(at), at.said(REPORTER)) == ([], [])
    assert [(s.part, s.kind, s.about) for s in at.sealed()] == [(part, "correction", "d1")]
    assert at.said(HANDLER) == ["case-correction-sealed"]


def test_nobody_corrects_what_only_the_other_side_writes() -> None:
    for by, step in ((REPORTER, "note"), (REPORTER, "propose"), (HANDLER, "question"), (HANDLER, "nonsense")):
        with pytest.raises(IllegalTransitionError):
            correct(opened(), by, step)
    with pytest.raises(IllegalTransitionError):
        correct(opened(), COLLEAGUE, "message")


def test_a_yes_does_not_outlive_the_explanation_that_it_was_given_to() -> None:
    at = opened().step(HANDLER, Step.PROPOSE, "order-talk", text="Een gesprek met de wijkagent erbij.")
    action = at.case.actions[-1].action_id
    at.step(REPORTER, Step.YES, action)
    correct(at, HANDLER, "propose", "order-talk", "Een gesprek met de burgemeester, alleen.")
    assert at.case.action(action).state is ActionState.PROPOSED
    texts = [e.say.texts for e in at.effects if isinstance(e, Bring)]
    assert texts == [("action-yes-anew", "case-correction-from-handler")]
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.toasts() == ["toast-locked"]


def test_an_explanation_that_nobody_answered_yet_is_only_corrected() -> None:
    at = opened().step(HANDLER, Step.PROPOSE, "order-talk", text="Een gesprek.")
    correct(at, HANDLER, "propose", "order-talk")
    assert [e.say.texts for e in at.effects if isinstance(e, Bring)] == [("case-correction-from-handler",)]


def test_no_corrected_words_stay_in_the_case() -> None:
    at = correct(opened(), REPORTER, "message")
    assert "vannacht" not in case_to_json(at.case).decode()


# ---- corrections in the chat ------------------------------------------------------------------------------------


def wrote(kind: str, step: Step = Step.MESSAGE, subject: str = "") -> Snapshot:
    """A snapshot after message 21 was written for the case."""
    writing = replace(
        snapshot_in(CaseWorkState.WRITING), writing=f"{step}:{subject}", writing_at=AT, filed=()
    )
    text = "300" if step is Step.AMOUNT else "Zo zat het."
    sent = TextReceived(at=AT, nonce=nonce(1), message_id=21, text=text)
    return from_json(to_json(advance(writing, sent, setting(kind)).snapshot))


def told(effects: tuple[object, ...]) -> CaseStepTaken:
    (found,) = [e.event for e in effects if isinstance(e, TellCase)]
    assert isinstance(found, CaseStepTaken)
    return found


@pytest.mark.parametrize("kind", ["reporter", "case_handler"])
def test_an_edit_goes_where_the_message_went(kind: str) -> None:
    edited = MessageEdited(at=AT + timedelta(hours=3), nonce=nonce(2), message_id=21, text="Zo zat het niet.")
    event = told(advance(wrote(kind), edited, setting(kind)).effects)
    assert (event.step, event.subject, event.value) == (Step.CORRECTION, "message", AT.isoformat())
    assert event.text == "Zo zat het niet."


def test_an_edited_amount_is_the_new_amount() -> None:
    before = wrote("case_handler", Step.AMOUNT, "d1")
    edited = MessageEdited(at=AT, nonce=nonce(2), message_id=21, text="€ 350")
    event = told(advance(before, edited, setting("case_handler")).effects)
    assert (event.step, event.subject, event.value, event.text) == (Step.AMOUNT, "d1", "35000", "")
    unclear = replace(edited, text="veel")
    (shown,) = advance(before, unclear, setting("case_handler")).effects
    assert isinstance(shown, Say)
    assert shown.texts == ("write-amount-unclear",)


def test_an_edit_of_any_other_message_of_a_handler_is_no_correction() -> None:
    edited = MessageEdited(at=AT, nonce=nonce(2), message_id=99, text="Iets anders")
    with pytest.raises(IllegalTransitionError):
        advance(wrote("case_handler"), edited, setting("case_handler"))
    assert respond(wrote("case_handler"), edited, setting("case_handler")).effects


def test_only_the_latest_messages_are_remembered_and_no_word_of_them() -> None:
    here = replace(snapshot_in(CaseWorkState.WRITING), writing="message:", filed=())
    for number in range(MOST_WRITTEN + 5):
        sent = TextReceived(at=AT, nonce=nonce(number), message_id=number, text="vannacht")
        here = advance(here, sent, setting()).snapshot
    assert [w.message_id for w in here.written] == list(range(5, MOST_WRITTEN + 5))
    assert b"vannacht" not in to_json(here)
    late = TextReceived(at=AT + timedelta(days=5), nonce=nonce(1), message_id=900, text="weer")
    later = advance(replace(here, writing_at=late.at), late, setting()).snapshot
    assert [w.message_id for w in later.written] == [900]


# ---- files ------------------------------------------------------------------------------------------------------


def photo(caption: str | None = None) -> AttachmentReceived:
    return AttachmentReceived(
        at=AT,
        nonce=nonce(5),
        message_id=31,
        kind=AttachmentKind.PHOTO,
        size_bytes=10,
        caption=caption,
        album_id=None,
    )


def with_file(kind: str, writing: str = "message:") -> tuple[Snapshot, CaseStepTaken]:
    here = replace(snapshot_in(CaseWorkState.WRITING), writing=writing, filed=())
    after = advance(here, photo("Zijn auto"), setting(kind))
    return after.snapshot, told(after.effects)


@pytest.mark.parametrize("kind", ["reporter", "case_handler"])
def test_a_file_goes_to_the_case_and_its_fate_follows_it(kind: str) -> None:
    after, event = with_file(kind)
    assert (event.step, event.value, event.text) == (Step.FILE, "message", "Zijn auto")
    assert after.state is CaseWorkState.WRITING
    stored = EvidenceStored(
        at=AT, nonce=nonce(6), attachment_id=event.subject, size_bytes=10, sha256="0" * 64, message_id=31
    )
    kept = advance(after, stored, setting(kind)).effects
    assert [e.texts for e in kept if isinstance(e, Say)] == [("evidence-safe",)]
    assert (told(kept).step, told(kept).subject, told(kept).value) == (
        Step.FILE_KEPT,
        event.subject,
        "message",
    )
    assert advance(after, replace(stored, quiet=True), setting(kind)).effects == ()
    refused = EvidenceRefused(
        at=AT, nonce=nonce(7), attachment_id=event.subject, reason="too-large", message_id=31
    )
    (shown,) = advance(after, refused, setting(kind)).effects
    assert isinstance(shown, Say)
    assert (shown.texts, shown.reply_to) == (("evidence-refused-too-large",), 31)


def test_a_file_of_something_else_is_nothing_of_a_case() -> None:
    event: Event = EvidenceStored(
        at=AT, nonce=nonce(6), attachment_id="a" * 32, size_bytes=1, sha256="0" * 64, message_id=3
    )
    with pytest.raises(IllegalTransitionError):
        advance(Snapshot(), event, setting("case_handler"))
    assert [e.texts for e in advance(Snapshot(), event, setting()).effects if isinstance(e, Say)] == [
        ("evidence-safe",)
    ]


def test_a_file_long_after_the_last_words_is_not_for_the_case() -> None:
    here = replace(snapshot_in(CaseWorkState.WRITING), writing_at=AT - timedelta(hours=2), filed=())
    handler = advance(here, photo(), setting("case_handler"))
    assert [e.texts for e in handler.effects if isinstance(e, Say)] == [("write-lapsed",)]
    reporter = advance(here, photo(), setting())
    assert reporter.snapshot.draft is not None
    assert not [e for e in reporter.effects if isinstance(e, TellCase)]


def test_the_other_side_hears_of_a_file_when_it_is_safe_and_where_it_is_opened() -> None:
    at = opened().step(REPORTER, Step.FILE, "f1", "message", "Zijn auto")
    assert [e.attachment_id for e in at.effects if isinstance(e, KeepFile)] == ["f1"]
    assert brought(at) == [(HANDLER, "case-message-from-reporter", "Zijn auto")]
    assert at.said(REPORTER) == ["case-file-coming"]
    at.step(REPORTER, Step.FILE_KEPT, "f1", "message")
    assert at.said(HANDLER) == ["notice-file"]
    assert "button-open-dossier" in at.buttons(HANDLER)
    at.step(HANDLER, Step.FILE, "f2", "message").step(HANDLER, Step.FILE_KEPT, "f2", "message")
    assert at.said(REPORTER) == ["case-file-you"]
    assert at.case.heard_at is not None
    assert [(e.what, e.about) for e in at.case.ledger][-2:] == [("file", "f1"), ("file", "f2")]
    assert "auto" not in case_to_json(at.case).decode()


def test_a_file_with_a_note_is_the_handlers_own() -> None:
    at = opened().step(HANDLER, Step.FILE, "f1", "note", "Brief")
    assert [type(e) for e in at.effects].count(KeepFile) == 1
    assert brought(at) == []
    at.step(HANDLER, Step.FILE_KEPT, "f1", "note")
    assert at.effects == ()


def test_there_is_an_end_to_how_many_files_a_case_takes() -> None:
    at = opened()
    for number in range(MOST_FILES):
        at.step(REPORTER, Step.FILE, f"f{number}", "message")
    at.step(REPORTER, Step.FILE, "one-more", "message")
    assert at.said(REPORTER) == ["case-files-full"]
    assert not [e for e in at.effects if isinstance(e, KeepFile)]


def test_nobody_else_can_put_a_file_in_a_case() -> None:
    for by in (COLLEAGUE, "vreemd"):
        with pytest.raises(IllegalTransitionError):
            opened().step(by, Step.FILE, "f1", "message")


# ---- until when somebody stands in ------------------------------------------------------------------------------


def named(at: Desk) -> list[tuple[str, datetime]]:
    return [(e.deputy_id, e.until_at.astimezone(AMSTERDAM)) for e in at.effects if isinstance(e, NameStandIn)]


def morning(day: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=AMSTERDAM)


def test_a_stand_in_is_for_a_week_until_another_day_is_chosen() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, DEPUTY)
    assert named(at) == [(DEPUTY, morning(1))]
    assert {"button-until-tomorrow", "button-until-week", "button-until-other"} <= at.buttons(HANDLER)
    assert named(at.step(HANDLER, Step.STAND_IN_UNTIL, value="tomorrow")) == [(DEPUTY, morning(25, 11))]
    assert named(at.step(HANDLER, Step.STAND_IN_UNTIL, value="two-weeks")) == [(DEPUTY, morning(8))]
    other = morning(24).astimezone(UTC).isoformat()
    assert named(at.step(HANDLER, Step.STAND_IN_UNTIL, value=other)) == [(DEPUTY, morning(24))]
    assert at.said(DEPUTY) == []


@pytest.mark.parametrize("value", ["", "ooit", "2026-11-01T08:00:00+00:00", "2027-01-01T08:00:00"])
def test_a_day_that_is_none_or_over_is_refused(value: str) -> None:
    at = opened().step(HANDLER, Step.STAND_IN, DEPUTY)
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.STAND_IN_UNTIL, value=value)


def test_without_anybody_who_stands_in_there_is_no_day_to_choose() -> None:
    at = opened().step(HANDLER, Step.STAND_IN_UNTIL, value="week")
    assert (at.toasts(), named(at)) == (["toast-no-stand-in"], [])


def test_the_day_can_be_written() -> None:
    here = replace(snapshot_in(CaseWorkState.WRITING), writing="stand-in-until:", filed=())
    sent = TextReceived(at=AT, nonce=nonce(1), message_id=3, text="over drie weken")
    after = advance(here, sent, setting("case_handler"))
    assert told(after.effects).value == morning(12).astimezone(UTC).isoformat()
    assert told(after.effects).text == ""
    (shown,) = advance(here, replace(sent, text="ooit"), setting("case_handler")).effects
    assert isinstance(shown, Say)
    assert shown.texts == ("write-stand-in-until-unclear",)


@pytest.mark.parametrize("kind", ["case_handler", "informed_officer"])
def test_only_its_own_timer_ends_it(kind: str) -> None:
    rang = TimerRang(at=AT, nonce=nonce(1), timer="stand-in", subject_id="gerda")
    (effect,) = advance(Snapshot(), rang, setting(kind)).effects
    assert effect.__class__.__name__ == "EndStandIn"
    with pytest.raises(IllegalTransitionError):
        advance(Snapshot(), replace(rang, timer="something-else"), setting(kind))


TUESDAY_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("morgen", date(2026, 11, 25)),
        ("Tomorrow.", date(2026, 11, 25)),
        ("overmorgen", date(2026, 11, 26)),
        ("maandag", date(2026, 11, 30)),
        ("dinsdag", date(2026, 12, 1)),
        ("friday", date(2026, 11, 27)),
        ("over een week", date(2026, 12, 1)),
        ("over drie weken", date(2026, 12, 15)),
        ("in 10 days", date(2026, 12, 4)),
        ("3 januari", date(2027, 1, 3)),
        ("tot en met 4 december", date(2026, 12, 4)),
        ("ik ben er weer op 1-12", date(2026, 12, 1)),
        ("January 5", date(2027, 1, 5)),
    ],
)
def test_a_coming_day_is_read(words: str, day: date) -> None:
    assert coming_day(words, TUESDAY_NOON, AMSTERDAM) == day


@pytest.mark.parametrize(
    "words", ["", "ooit", "gisteren", "vandaag", "24 november", "5", "2 uur", "4 december 2029", "x" * 80]
)
def test_what_is_no_coming_day_is_asked_again(words: str) -> None:
    assert coming_day(words, TUESDAY_NOON, AMSTERDAM) is None


def test_the_case_of_these_tests_is_the_one_that_is_written_for() -> None:
    assert snapshot_in(CaseWorkState.WRITING).about == CASE
    assert desk().case.told == (HANDLER,)
