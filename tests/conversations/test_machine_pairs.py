"""Every state with every trigger: in a table, or refused with the snapshot unchanged; and always an answer."""

from __future__ import annotations

import pytest

from conversations.actions import Action as A
from conversations.administrator import FOR_ADMINISTRATORS
from conversations.effects import (
    Effect,
    FetchEvidence,
    Revise,
    Say,
    ShowAftercare,
    ShowCases,
    ShowClosedCases,
    TellCase,
    Toast,
    WipeChat,
)
from conversations.events import (
    ButtonPressed,
    Event,
    TextReceived,
)
from conversations.machine import (
    BY_ASKING_ONLY,
    FOR_BOTH_KINDS,
    FOR_EVERYONE,
    FOR_HANDLERS,
    FOR_REPORTERS,
    NOT_BY_A_PERSON,
    TABLE,
    advance,
    respond,
)
from conversations.moves import IllegalTransitionError, Setting, StaleButtonError, Trigger, trigger_of
from conversations.snapshot import (
    CheckInState,
    MenuState,
    ReportState,
    Snapshot,
    State,
    from_json,
    scope_of,
    to_json,
)
from tests.conversations.moments import AT, BOTH, STATES, events, nonce, setting, snapshot_in

KINDS = ("reporter", "case_handler", "informed_officer", BOTH, "administrator")
each_state = pytest.mark.parametrize("state", STATES)
each_kind = pytest.mark.parametrize("kind", KINDS)

DEAD: dict[State, set[Trigger]] = {
    CheckInState.STOPPING: {A.NEXT},
    CheckInState.DISCARDING: {A.NEXT},
    MenuState.IDLE: {A.RESUME},
}
"""Rows that need more than the plain snapshot of the tests: a draft that waits, an answer to share."""

BY_ITSELF = NOT_BY_A_PERSON
"""Events that nobody waits for an answer to."""


def is_known(state: State, trigger: Trigger, kind: str) -> bool:
    """Whether a table has this pair for this kind of person."""
    own = {
        "reporter": {*FOR_REPORTERS},
        BOTH: {*FOR_REPORTERS, *FOR_HANDLERS},
        "administrator": {*FOR_ADMINISTRATORS},
    }.get(kind, {*FOR_HANDLERS})
    in_table = (state, trigger) in TABLE and (kind in ("reporter", BOTH) or isinstance(state, FOR_BOTH_KINDS))
    if kind == BOTH and (state, trigger) in BY_ASKING_ONLY:
        in_table = False
    return in_table or trigger in own or trigger in FOR_EVERYONE


def trigger_or_none(event: Event) -> Trigger | None:
    try:
        return trigger_of(event)
    except IllegalTransitionError:
        return None


def is_answer(effects: tuple[Effect, ...]) -> bool:
    """Whether the person notices anything: a file is ticked later, a wiped chat and a case answer for themselves."""
    answers = Say | Revise | Toast | FetchEvidence | WipeChat | TellCase | ShowCases | ShowClosedCases
    answers |= ShowAftercare
    return any(isinstance(effect, answers) for effect in effects)


@each_kind
@each_state
def test_every_pair_is_in_a_table_or_refused_with_the_snapshot_unchanged(state: State, kind: str) -> None:
    snapshot, where = snapshot_in(state), setting(kind)
    before = to_json(snapshot)
    for event in events(state):
        trigger = trigger_or_none(event)
        known = trigger is not None and is_known(state, trigger, kind)
        try:
            transition = advance(snapshot, event, where)
        except IllegalTransitionError:
            pass
        else:
            assert known, f"{trigger} does something at {state}, but stands in no table"
            assert from_json(to_json(transition.snapshot)) == transition.snapshot
        assert to_json(snapshot) == before


@each_state
def test_every_row_of_the_table_does_something_for_a_reporter(state: State) -> None:
    wanted = {trigger for at, trigger in TABLE if at == state}
    done: set[Trigger] = set()
    for event in events(state):
        try:
            advance(snapshot_in(state), event, setting())
        except IllegalTransitionError:
            continue
        done.add(trigger_of(event))
    assert wanted - done == DEAD.get(state, set())


@each_kind
@each_state
def test_respond_never_raises_and_never_answers_with_nothing(state: State, kind: str) -> None:
    snapshot, where = snapshot_in(state), setting(kind)
    for event in events(state):
        transition = respond(snapshot, event, where)
        if not isinstance(event, BY_ITSELF):
            assert is_answer(transition.effects), f"{trigger_or_none(event)} at {state}: silence"


@each_state
def test_what_does_not_fit_changes_nothing_for_respond_either(state: State) -> None:
    snapshot, where = snapshot_in(state), setting()
    for event in events(state):
        try:
            advance(snapshot, event, where)
        except IllegalTransitionError:
            assert respond(snapshot, event, where).snapshot == snapshot


@each_state
def test_a_button_of_another_moment_is_refused_everywhere(state: State) -> None:
    snapshot, where = snapshot_in(state), setting()
    for action in A:
        stale = ButtonPressed(
            at=AT, nonce=nonce(1), prompt_id="p" * 33, action=action, scope="report.when:somewhere-else"
        )
        with pytest.raises(StaleButtonError):
            advance(snapshot, stale, where)


@each_state
def test_every_message_says_which_moment_its_buttons_belong_to(state: State) -> None:
    snapshot, where = snapshot_in(state), setting()
    for event in events(state):
        transition = respond(snapshot, event, where)
        for effect in transition.effects:
            if isinstance(effect, Say | Revise) and effect.to == "":
                assert effect.scope == scope_of(transition.snapshot)


def test_a_second_tap_gets_a_toast_and_no_lecture() -> None:
    where, first = setting(), snapshot_in(ReportState.SAFETY)
    tap = ButtonPressed(at=AT, nonce=nonce(1), prompt_id="p" * 33, action=A.SAFE, scope=scope_of(first))
    after = respond(first, tap, where).snapshot
    assert respond(after, tap, where).effects == (Toast(text="toast-already"),)


def test_a_reporter_cannot_do_what_is_for_case_handlers() -> None:
    for action in (A.CONFIRM_RECEIPT, A.MARK_OPENED, A.SHOW_CONTACT, A.MY_CASES, A.SHOW_CASE):
        event = ButtonPressed(at=AT, nonce=nonce(1), prompt_id="p" * 33, action=action, argument="c")
        with pytest.raises(IllegalTransitionError):
            advance(Snapshot(), event, setting())


@pytest.mark.parametrize("kind", ["case_handler", BOTH])
def test_a_case_handler_starts_no_report_by_typing(kind: str) -> None:
    typed = TextReceived(at=AT, nonce=nonce(1), message_id=1, text="Ik bel haar zo.")
    handler: Setting = setting(kind)
    with pytest.raises(IllegalTransitionError):
        advance(Snapshot(), typed, handler)
    assert respond(Snapshot(), typed, handler).snapshot == Snapshot()
