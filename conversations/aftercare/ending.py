"""How a check-in ends, or waits: who may read it, later, skip, stop.

Owns the consent at the end. Shared answers are sealed for the case handlers; otherwise they are forgotten here, and
only the few facts stay that the next check-in asks about. A stop is a stop.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.actions import Action as A
from conversations.aftercare import rating
from conversations.aftercare.answers import IN_INVITATION
from conversations.aftercare.ptsd_screen import count_of
from conversations.aftercare.questions import (
    AGAIN_AFTER_DAYS,
    CONSENT,
    NOTHING_TO_ARRANGE,
    SCREEN,
    SCREEN_ITEMS,
    View,
    flow_of,
    handler_role,
    view_of,
)
from conversations.aftercare.steps import (
    SILENCE,
    aside_menu,
    case_ids,
    files_id,
    goodbye,
    left,
    off_calendar,
    open_check_in,
    remember,
    set_aside,
    show,
)
from conversations.aftercare.times import after_days, snoozed_until
from conversations.draft import Entry
from conversations.effects import (
    AdoptEvidence,
    Button,
    CancelCheckIns,
    ClearTimers,
    Effect,
    MoveCheckIn,
    PlanCheckIn,
    Rows,
    SealAnswers,
    TellCase,
)
from conversations.events import ButtonPressed, CheckInAnswered, Event
from conversations.moves import IllegalTransitionError, Setting, Transition, button, fresh_id
from conversations.snapshot import CareFacts, CheckIn, CheckInState, Snapshot

LAST_KINDS = ("third", "extra")
"""After one of these nothing is planned any more, unless the reporter asks for it."""

_SHARED = ("share", "share-all", "share-without")
_CONSENTS = (*_SHARED, "answered", "nobody")


# ---- consent ----------------------------------------------------------------------------------------------------


def share(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The reporter decided who may know: seal or forget, tell or stay silent, and close the check-in."""
    assert isinstance(event, ButtonPressed)
    check_in, consent = open_check_in(snapshot), event.argument
    if consent not in _CONSENTS or (consent in _SHARED and check_in.is_empty()):
        raise IllegalTransitionError("there is no such consent")
    view = view_of(snapshot, check_in, setting)
    again = () if check_in.ends_all else _another(view, event)
    done = left(remember(snapshot, facts_after(view)))
    effects: tuple[Effect, ...] = (
        *_sealed(check_in, consent),
        *off_calendar(check_in, "skipped" if check_in.is_empty() else "answered"),
        *_answered(check_in, consent, event, setting),
        *again,
    )
    if check_in.ends_all:
        done, stopped = _no_more(done, event, setting, case_ids(check_in), check_in.kind)
        effects = (*effects, *stopped)
    shared = Transition(snapshot=done, effects=(*effects, _thanks(done, view, consent, again)))
    over = check_in.ends_all or (check_in.kind in LAST_KINDS and not again)
    return rating.ask_once(shared, check_in.case_id) if over else shared


def _thanks(done: Snapshot, view: View, consent: str, again: tuple[PlanCheckIn, ...]) -> Effect:
    wanted = _wanted(view)
    unheard = bool(wanted) and consent not in _SHARED and not view.facts.call_case_id
    texts = [f"check-in-thanks-{'share' if consent in _SHARED else consent}"]
    rows: Rows = ()
    if unheard:
        texts.append("check-in-not-arranged")
        rows = ((button(A.TALK, "check-in-button-call", anytime=True),),)
    if view.check_in.ends_all:
        texts.append("check-in-stopped-all")
    args: dict[str, str | int] = {
        "handler_key": f"role-{handler_role(view.setting, view.left_out)}",
        "handler_of": view.check_in.case_id,
        "wanted_keys": ",".join(f"check-in-arrange-{w}" for w in wanted),
    }
    if again:
        texts.append("check-in-again-planned")
        args["again_at"] = again[0].due_at.isoformat()
    return goodbye(done, view.setting, *texts, rows=rows, **args)


def _sealed(check_in: CheckIn, consent: str) -> tuple[Effect, ...]:
    if consent not in _SHARED:
        return ()
    with_screen = consent == "share-all"
    answers = answers_of(check_in, with_screen=with_screen)
    files = tuple(a for a in check_in.files() if with_screen or a.step not in (SCREEN, *SCREEN_ITEMS))
    adopted = tuple(
        AdoptEvidence(draft_id=draft_id, case_id=check_in.case_id)
        for draft_id in dict.fromkeys(files_id(check_in, a.step) for a in files)
    )
    first = SealAnswers(
        check_in_id=check_in.check_in_id,
        case_id=check_in.case_id,
        kind=check_in.kind,
        answers=answers,
        files=files,
    )
    others = (
        SealAnswers(check_in_id=j.check_in_id, case_id=j.case_id, kind=check_in.kind, answers=answers)
        for j in check_in.joined
    )
    return (first, *others, *adopted)


def answers_of(check_in: CheckIn, *, with_screen: bool) -> dict[str, object]:
    """What the handler may read: each question that was asked, in order, with its choices and messages."""
    screen = (SCREEN, *SCREEN_ITEMS)
    asked = [IN_INVITATION, *(q.id for q in flow_of(check_in.kind) if q.id in check_in.path)]
    others = [q for q in check_in.entries if q not in asked]
    answers: dict[str, object] = {
        question: {
            "chosen": list(check_in.chosen(question)),
            "messages": [_message(e) for e in check_in.texts(question)],
        }
        for question in (*asked, *others)
        if (with_screen or question not in screen) and (check_in.chosen(question) or check_in.texts(question))
    }
    count = count_of(check_in)
    if with_screen and count is not None:
        answers["pc-ptsd-5"] = {"yes": count, "of": len(SCREEN_ITEMS)}
    return answers


def _message(entry: Entry) -> dict[str, str | None]:
    return {
        "text": entry.text,
        "at": entry.at.isoformat(),
        "edited_at": entry.edited_at.isoformat() if entry.edited_at else None,
        "forwarded_from": entry.forwarded_from,
    }


def _answered(check_in: CheckIn, consent: str, event: Event, setting: Setting) -> tuple[Effect, ...]:
    if consent == "nobody":
        return ()
    outcome = "skipped" if check_in.is_empty() else "answered"
    return tell(check_in, event, setting, outcome, shared=consent in _SHARED)


def tell(
    check_in: CheckIn, event: Event, setting: Setting, outcome: str, *, shared: bool = False
) -> tuple[Effect, ...]:
    """Tell the cases how a check-in ended, never what was answered."""
    ended = CheckInAnswered(
        at=event.at,
        nonce=event.nonce,
        by=setting.person.person_id,
        kind=check_in.kind,
        outcome=outcome,
        shared=shared,
    )
    return tuple(TellCase(case_id=case_id, event=ended) for case_id in case_ids(check_in))


def _another(view: View, event: Event) -> tuple[PlanCheckIn, ...]:
    """The further check-in that the reporter asked for."""
    chosen = view.check_in.chosen("again")
    if not chosen or chosen[0] not in AGAIN_AFTER_DAYS:
        return ()
    days = AGAIN_AFTER_DAYS[chosen[0]]
    return (
        PlanCheckIn(
            check_in_id=fresh_id(event, "check-in-extra"),
            case_id=view.check_in.case_id,
            reference=view.check_in.reference,
            person_id=view.setting.person.person_id,
            kind="extra",
            due_at=after_days(event.at, days, view.setting.pack),
            rule=f"asked for, {days} days later",
        ),
    )


# ---- what the next check-in has to know -------------------------------------------------------------------------


def _wanted(view: View) -> tuple[str, ...]:
    chosen = view.check_in.chosen("arrange")
    return tuple(option for option in chosen if option != NOTHING_TO_ARRANGE)


def facts_after(view: View) -> CareFacts:
    """What is remembered after this check-in: what is still to be arranged, and whether the call came."""
    facts = view.facts
    wanted = tuple(dict.fromkeys((*facts.wanted, *_wanted(view))))
    if view.chose("arranged", "yes") or view.chose("promises", "kept"):
        still: tuple[str, ...] = ()
    elif view.chose("arranged", "partly"):
        still = view.check_in.chosen("still-open") or wanted
    else:
        still = wanted
    done = (*facts.done, *(w for w in wanted if w not in still))
    called = facts.called or view.chose("called", "yes")
    return replace(facts, wanted=still, done=tuple(dict.fromkeys(done)), called=called)


# ---- later ------------------------------------------------------------------------------------------------------


def later(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Not now: when?"""
    return aside_menu(snapshot, event, setting, CheckInState.LATER)


def snooze(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Ask again at that moment, outside quiet hours; what was answered waits."""
    assert isinstance(event, ButtonPressed)
    check_in = open_check_in(snapshot)
    try:
        due_at = snoozed_until(event.argument, event.at, setting.pack)
    except KeyError:
        raise IllegalTransitionError("there is no such moment") from None
    sleeping = replace(
        check_in,
        snoozed=check_in.snoozed + 1,
        snoozed_until=due_at,
        touched_at=event.at,
        ends_all=False,
    )
    waiting = replace(left(snapshot), check_in=sleeping)
    move = MoveCheckIn(check_in_id=check_in.check_in_id, due_at=due_at, rule=f"snoozed: {event.argument}")
    clear = ClearTimers(subject_id=check_in.check_in_id, timer=SILENCE)
    bye = goodbye(waiting, setting, "check-in-snoozed", due_at=due_at.isoformat())
    return Transition(snapshot=waiting, effects=(move, clear, bye))


# ---- skip and stop ----------------------------------------------------------------------------------------------


def skip(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Not this one. The next one comes; nobody is told."""
    check_in = open_check_in(snapshot)
    done = left(snapshot)
    bye = goodbye(done, setting, "check-in-skipped", rows=_stop_all(check_in))
    return Transition(snapshot=done, effects=(*off_calendar(check_in, "skipped"), bye))


def stopping(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Stop: this one, or all of them, or share first what was said."""
    return aside_menu(snapshot, event, setting, CheckInState.STOPPING)


def stop_this(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Stop this check-in. When something was answered, ask once what has to happen with it."""
    check_in = open_check_in(snapshot)
    if not check_in.is_empty():
        return aside_menu(snapshot, event, setting, CheckInState.DISCARDING)
    return _end(snapshot, setting)


def discard(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Throw the answers away: nobody is told of them. The check-in stops, or all of them where that was asked."""
    check_in = open_check_in(snapshot)
    if check_in.ends_all:
        return _stop_cases(snapshot, event, setting, case_ids(check_in), check_in)
    return _end(snapshot, setting)


def _end(snapshot: Snapshot, setting: Setting) -> Transition:
    check_in = open_check_in(snapshot)
    done = left(snapshot)
    bye = goodbye(done, setting, "check-in-stopped-this", rows=_stop_all(check_in))
    return Transition(snapshot=done, effects=(*off_calendar(check_in, "stopped"), bye))


def _stop_all(check_in: CheckIn) -> Rows:
    stop = Button(
        label="check-in-button-stop-all", action=A.STOP_CHECK_INS, argument=check_in.case_id, anytime=True
    )
    return ((stop,),)


def enough(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Stop here, and decide who may read what was said so far."""
    check_in = open_check_in(snapshot)
    if check_in.is_empty():
        raise IllegalTransitionError("nothing was answered yet")
    if check_in.question == CONSENT:
        return show(snapshot, check_in, event, setting)
    asking = replace(check_in, question=CONSENT, path=(*check_in.path, check_in.question), returns_to=None)
    return show(snapshot, asking, event, setting)


def stop_all(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """No more check-ins about these reports, ever, unless the reporter asks for one."""
    assert isinstance(event, ButtonPressed)
    check_in = snapshot.check_in
    if check_in is not None and event.argument in ("", *case_ids(check_in)):
        if not check_in.is_empty() and snapshot.state is not CheckInState.DISCARDING:
            asking = replace(set_aside(snapshot), check_in=replace(check_in, ends_all=True))
            return aside_menu(asking, event, setting, CheckInState.DISCARDING)
        return _stop_cases(snapshot, event, setting, case_ids(check_in), check_in)
    if snapshot.filed_report(event.argument) is None:
        raise IllegalTransitionError("there is no such report")
    return _stop_cases(snapshot, event, setting, (event.argument,), None)


def _stop_cases(
    snapshot: Snapshot, event: Event, setting: Setting, ids: tuple[str, ...], check_in: CheckIn | None
) -> Transition:
    if check_in is None and all(snapshot.facts(i).stopped for i in ids):
        return Transition(snapshot=snapshot, effects=(goodbye(snapshot, setting, "check-in-stopped-all"),))
    ended = off_calendar(check_in, "stopped") if check_in else ()
    done = left(snapshot) if check_in else snapshot
    done, cancelled = _no_more(done, event, setting, ids, check_in.kind if check_in else "all")
    bye = goodbye(done, setting, "check-in-stopped-all")
    return rating.ask_once(Transition(snapshot=done, effects=(*ended, *cancelled, bye)), ids[0])


def _no_more(
    snapshot: Snapshot, event: Event, setting: Setting, ids: tuple[str, ...], kind: str
) -> tuple[Snapshot, tuple[Effect, ...]]:
    """Nothing is asked about these cases any more, and they hear only that."""
    for case_id in ids:
        snapshot = remember(snapshot, replace(snapshot.facts(case_id), stopped=True))
    told = CheckInAnswered(
        at=event.at, nonce=event.nonce, by=setting.person.person_id, kind=kind, outcome="stopped"
    )
    return snapshot, tuple(
        effect for i in ids for effect in (CancelCheckIns(case_id=i), TellCase(case_id=i, event=told))
    )
