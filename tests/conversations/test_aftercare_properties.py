"""Whatever somebody does with a check-in: it ends at most once, never at night, and a stop is a stop."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.actions import Action
from conversations.aftercare.questions import CALL_NUMBER, CONSENT, INVITATION, flow_of
from conversations.aftercare.schedule import is_quiet
from conversations.aftercare.steps import state_of
from conversations.blank import is_blank
from conversations.effects import (
    AdoptEvidence,
    BringCheckInForward,
    CountRating,
    DropEvidence,
    DropUnsent,
    Effect,
    FetchEvidence,
    FinishCheckIn,
    KeepRemark,
    MoveCheckIn,
    Say,
    SealAnswers,
    SubmitReport,
    SubmitSupplement,
    TellCase,
)
from conversations.events import PhoneGiven, Returned
from conversations.packs.pack import Pack
from conversations.snapshot import CheckInState, from_json, to_json
from tests.conversations.care_phone import CASE, OTHER_CASE, OTHER_REFERENCE, CarePhone
from tests.conversations.shipped_packs import PACKS

SECRET = "woorden van de melder"

# A step is what a person or the clock does; the number picks among the buttons that are on the screen.
STEPS = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("old"), st.integers(0, 200)),
    st.tuples(st.just("write"), st.integers(0, 2)),
    st.tuples(st.just("file"), st.integers(0, 2)),
    st.tuples(st.just("wait"), st.integers(1, 60)),
    st.tuples(st.just("ring"), st.just(0)),
    st.tuples(st.just("due"), st.integers(0, 5)),
    st.tuples(st.just("stop"), st.just(0)),
    st.tuples(st.just("return"), st.just(0)),
    st.tuples(st.just("command"), st.integers(0, 5)),
)
STARTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5)).map(lambda d: d.replace(tzinfo=UTC))
KINDS = ("first", "second", "third", "extra")


class Calendar:
    """The table of check-ins as the scheduler keeps it: claimed when due, and gone once it ended."""

    def __init__(self) -> None:
        self.ended: Counter[str] = Counter()

    def watch(self, phone: CarePhone) -> None:
        ids = [e.check_in_id for e in phone.of(FinishCheckIn)]
        self.ended.update(ids)
        for moved in phone.of(MoveCheckIn):
            assert moved.check_in_id not in self.ended
            assert not is_quiet(moved.due_at, phone.setting.pack)
            assert moved.due_at > phone.now


def act(phone: CarePhone, step: tuple[str, int], calendar: Calendar) -> None:
    what, number = step
    if what in ("tap", "old"):
        _tap(phone, number, old=what == "old")
    elif what == "write":
        phone.answered(phone.written((SECRET, "06 12345678", "ik wil dood")[number]))
    elif what == "file":
        phone.answered(phone.sent_file(album_id="album" if number == 2 else None))
    elif what == "wait":
        phone.wait(hours=number)
        phone.effects = ()
    elif what == "ring":
        phone.ring() if phone.snapshot.check_in else None
    elif what == "due":
        _due(phone, number, calendar)
    elif what == "stop":
        phone.command("stop")
    elif what == "return":
        phone.take(Returned(at=phone.now, nonce=phone.nonce()))
        assert [e.scope for e in phone.of(DropUnsent)] == [
            "check_in."
        ]  # what was never sent is asked only here
    else:
        phone.command(("check_in", "melden", "113", "menu", "mijn", "nood")[number])


def _tap(phone: CarePhone, number: int, *, old: bool) -> None:
    messages = phone.screen if old else phone.screen[-3:]
    buttons = [(m, b) for m in messages for row in m.buttons for b in row]
    if not buttons:
        return
    message, button = buttons[number % len(buttons)]
    scope = "" if button.anytime else message.scope
    phone.answered(phone.pressed(Action(button.action), button.argument, scope))


def _due(phone: CarePhone, number: int, calendar: Calendar) -> None:
    if is_quiet(phone.now, phone.setting.pack):
        return
    kind = KINDS[number % 4]
    case_id, reference = (CASE, "R-7F3K-QM") if number < 4 else (OTHER_CASE, OTHER_REFERENCE)
    check_in_id = f"{kind}-{case_id[:4]}"
    if calendar.ended[check_in_id] == 0 and not _is_claimed(phone, check_in_id):
        phone.due(kind, case_id, reference)


def _is_claimed(phone: CarePhone, check_in_id: str) -> bool:
    """Whether this check-in is with the reporter: the calendar does not give it out again then."""
    check_in = phone.snapshot.check_in
    if check_in is None:
        return False
    joined = [j.check_in_id for j in check_in.joined]
    asleep = check_in.snoozed_until is not None and check_in.snoozed_until <= phone.now
    return check_in_id in joined or (check_in.check_in_id == check_in_id and not asleep)


def _may_carry_words(effect: Effect) -> bool:
    """What is sealed, and what is typed as the answer to "on which number?" outside a check-in."""
    if isinstance(effect, TellCase):
        return isinstance(effect.event, PhoneGiven)
    return isinstance(effect, SealAnswers | SubmitReport | SubmitSupplement | KeepRemark)


def check(phone: CarePhone) -> None:
    snapshot = phone.snapshot
    assert from_json(to_json(snapshot)) == snapshot
    if isinstance(snapshot.state, CheckInState):
        check_in = snapshot.check_in
        assert check_in is not None
        known = {q.id for q in flow_of(check_in.kind)} | {INVITATION, CONSENT, CALL_NUMBER}
        assert {check_in.question, *check_in.path} <= known
        if snapshot.state not in (CheckInState.LATER, CheckInState.STOPPING, CheckInState.DISCARDING):
            assert snapshot.state is state_of(check_in)
    assert phone.prompts() <= 1
    assert not [e for e in phone.effects if SECRET in repr(e) and not _may_carry_words(e)]


class Files:
    """The files of check-ins: each is given to the case or destroyed, once its check-in has ended."""

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self.rated = 0

    def watch(self, phone: CarePhone) -> None:
        self.kept |= {e.draft_id for e in phone.of(FetchEvidence) if "-" in e.draft_id}
        self.kept -= {e.draft_id for e in phone.of(DropEvidence)}
        self.kept -= {e.draft_id for e in phone.of(AdoptEvidence)}
        self.rated += len(phone.of(CountRating))
        if phone.snapshot.check_in is None:
            assert self.kept == set()
        assert not phone.of(AdoptEvidence) or phone.of(SealAnswers)


def never_asked_after_a_stop(phone: CarePhone) -> None:
    if phone.snapshot.facts(CASE).stopped:
        check_in = phone.snapshot.check_in
        assert check_in is None or check_in.case_id != CASE


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    pack=st.sampled_from(sorted(PACKS)),
    start=STARTS,
    kind=st.sampled_from(KINDS),
    steps=st.lists(STEPS, max_size=60),
)
def test_any_use_of_a_check_in_ends_well(
    pack: str, start: datetime, kind: str, steps: list[tuple[str, int]]
) -> None:
    phone, calendar = CarePhone(_pack(pack), at=_awake(start, _pack(pack))), Calendar()
    files = Files()
    phone.due(kind)
    calendar.watch(phone)
    for step in steps:
        phone.effects = ()
        act(phone, step, calendar)
        calendar.watch(phone)
        files.watch(phone)
        check(phone)
        never_asked_after_a_stop(phone)
    assert all(times == 1 for times in calendar.ended.values())
    assert files.rated <= 2  # two reports, each counted once at most
    assert not [e for e in phone.ever(BringCheckInForward) if e.case_id not in (CASE, OTHER_CASE)]


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(KINDS), taps=st.lists(st.integers(0, 20), max_size=14))
def test_left_alone_every_check_in_comes_to_an_end(kind: str, taps: list[int]) -> None:
    phone, calendar = CarePhone().due(kind), Calendar()
    for number in taps:
        phone.effects = ()
        act(phone, ("tap", number), calendar)
        calendar.watch(phone)
    for _ in range(12):
        check_in = phone.snapshot.check_in
        if check_in is None:
            break
        if check_in.snoozed_until is not None:
            phone.now = max(phone.now, check_in.snoozed_until)
            phone.due(kind)
        phone.ring()
        calendar.watch(phone)
    assert phone.snapshot.check_in is None
    assert calendar.ended[f"{kind}-{CASE[:4]}"] == 1


@settings(max_examples=80, deadline=None)
@given(kind=st.sampled_from(KINDS), numbers=st.lists(st.integers(0, 30), max_size=16))
def test_back_undoes_exactly_one_question_wherever_one_is(kind: str, numbers: list[int]) -> None:
    phone = CarePhone().due(kind).tap("check-in-button-begin")
    for number in numbers:
        if phone.question in (CONSENT, CALL_NUMBER):
            break
        before = phone.snapshot.check_in
        assert before is not None
        options = [
            (m, b)
            for m in phone.screen[-1:]
            for row in m.buttons
            for b in row
            if b.action in ("choose", "next", "skip")
        ]
        message, button = options[number % len(options)]
        phone.press(Action(button.action), button.argument, message.scope)
        after = phone.snapshot.check_in
        if after is None or after.question == before.question or after.question == CALL_NUMBER:
            continue
        forward = phone.snapshot
        phone.press(Action.BACK)
        undone = phone.snapshot.check_in
        assert undone is not None
        assert (undone.question, undone.path, undone.choices) == (
            before.question,
            before.path,
            before.choices,
        )
        phone.snapshot = forward
        prompts = [e for e in phone.screen if isinstance(e, Say) and e.scope.endswith(f":{after.question}")]
        phone.screen = [*prompts[-1:]]


@settings(max_examples=200, deadline=None)
@given(words=st.text(max_size=400))
def test_no_text_can_stop_the_conversation(words: str) -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    phone.answered(phone.written(words))
    assert phone.snapshot.check_in is not None
    kept = [e.text for e in phone.snapshot.check_in.texts("safe")]
    assert kept == ([] if is_blank(words) else [words])
    assert phone.texts()


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200d\u2060\ufeff", " \n\t", "\u3164", "\u2800\u2800", "\u00ad", ""]
)
def test_a_message_that_nobody_can_see_is_no_answer(unseen: str) -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    before = phone.snapshot
    phone.answered(phone.written(unseen))
    assert phone.texts()[0] == "nothing-written"
    assert phone.snapshot == before
    elsewhere = CarePhone()
    elsewhere.answered(elsewhere.written(unseen))
    assert elsewhere.snapshot.draft is None


@pytest.mark.parametrize("seen", ["a", ".", "\U0001f622", "\u200b!", "\u0627\u0644"])
def test_anything_that_can_be_seen_is(seen: str) -> None:
    assert not is_blank(seen)


def _pack(name: str) -> Pack:
    return PACKS[name]


def _awake(at: datetime, pack: Pack) -> datetime:
    while is_quiet(at, pack):
        at += timedelta(hours=1)
    return at
