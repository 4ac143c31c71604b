"""Answering a check-in: one question at a time, with buttons or in one's own words.

Owns what follows from each answer while a check-in is open: the next question, what is offered, and the few things
that a case must hear at once (a new threat, a talk that was held, a call). Which questions there are stands in
`aftercare.questions`; how a check-in begins and ends in `aftercare` and `aftercare.ending`.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.aftercare import calls
from conversations.aftercare.offers import NEW_THREAT, fitting, remarks
from conversations.aftercare.prompts import ask, noted
from conversations.aftercare.questions import (
    CALL_NUMBER,
    CONSENT,
    INVITATION,
    TALK_BEFORE,
    CareQuestion,
    View,
    following,
    question_of,
    view_of,
)
from conversations.aftercare.steps import (
    MAX_FILES,
    aside_menu,
    case_ids,
    files_id,
    is_full,
    open_check_in,
    show,
    silence_timer,
    state_of,
    touched,
    with_file,
    with_text,
)
from conversations.effects import Effect, FetchEvidence, Revise, Say, TellCase
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    CallMade,
    Event,
    MessageEdited,
    NewThreatReported,
    TalkHeld,
    TextReceived,
)
from conversations.moves import IllegalTransitionError, Setting, Transition, say
from conversations.questions import Kind
from conversations.snapshot import CheckIn, CheckInState, Snapshot

IN_INVITATION = "invitation"
_TALK_HELD = "talk-held"
_CALL_MADE = "call-made"
_REACTIONS = "reactions"


# ---- choosing ---------------------------------------------------------------------------------------------------


def choose(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """An option was tapped: the answer to a question with one, or a tick at a question with several."""
    assert isinstance(event, ButtonPressed)
    check_in = open_check_in(snapshot)
    question = question_of(check_in)
    if question is None or event.argument not in question.options(view_of(snapshot, check_in, setting)):
        raise IllegalTransitionError("this question has no such option")
    if question.kind is Kind.MANY:
        return _tick(snapshot, question, event, setting)
    return _answered(snapshot, _with_choice(check_in, question.id, (event.argument,)), event, setting)


def _with_choice(check_in: CheckIn, question: str, chosen: tuple[str, ...]) -> CheckIn:
    choices = {**check_in.choices, question: chosen}
    return replace(check_in, choices={k: v for k, v in choices.items() if v})


def _tick(snapshot: Snapshot, question: CareQuestion, event: ButtonPressed, setting: Setting) -> Transition:
    check_in = open_check_in(snapshot)
    chosen = _toggled(question, check_in.chosen(question.id), event.argument)
    changed = touched(snapshot, _with_choice(check_in, question.id, chosen), event.at, CheckInState.ASKING)
    prompt = ask(changed, setting)
    revise = Revise(prompt_id=event.prompt_id, texts=prompt.texts, args=prompt.args, buttons=prompt.buttons)
    return Transition(snapshot=changed, effects=(silence_timer(changed, setting), revise))


def _toggled(question: CareQuestion, before: tuple[str, ...], option: str) -> tuple[str, ...]:
    if option in before:
        return tuple(o for o in before if o != option)
    if option in question.alone:
        return (option,)
    return (*(o for o in before if o not in question.alone), option)


# ---- moving on --------------------------------------------------------------------------------------------------


def onward(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Next, or skip: to the question after this one."""
    check_in = open_check_in(snapshot)
    if check_in.question == CALL_NUMBER:
        return calls.no_number(snapshot, event, setting)
    return _answered(snapshot, check_in, event, setting)


def _answered(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> Transition:
    here = check_in.question
    view = view_of(snapshot, check_in, setting)
    offers = fitting(view, here)
    told, marks = _told(view, here, event, setting)
    to = following(view)
    if to == CONSENT and check_in.kind == "first" and _REACTIONS not in check_in.offers:
        marks = (*marks, _REACTIONS)
    before = (*told, *remarks(view, here, offers), *_word_on_reactions(marks))
    made = replace(check_in, offers=(*check_in.offers, *offers, *marks))
    if here == "call-when" and view.chose("call-when", *_call_times()):
        return _call(snapshot, made, event, setting, to, before)
    moved = replace(made, question=to, path=(*check_in.path, here))
    return show(snapshot, moved, event, setting, before=before)


def _call_times() -> tuple[str, ...]:
    return ("soon", "today", "tonight", "tomorrow")


def _word_on_reactions(marks: tuple[str, ...]) -> tuple[Say, ...]:
    return (Say(texts=("check-in-reactions",), push=False),) if _REACTIONS in marks else ()


def _call(
    snapshot: Snapshot,
    check_in: CheckIn,
    event: Event,
    setting: Setting,
    to: str,
    before: tuple[Effect, ...],
) -> Transition:
    """Who should call and when is known: ask for the call, then for a number."""
    urgent = "no" in check_in.chosen("safe")
    if calls.is_asked_already(snapshot, event, urgent=urgent):
        moved = replace(check_in, question=to, path=(*check_in.path, check_in.question))
        already = say("check-in-call-already", emergency=setting.pack.numbers.emergency)
        return show(snapshot, moved, event, setting, before=(already, *before))
    role, when = check_in.chosen("caller")[0], check_in.chosen("call-when")[0]
    asked, effects = calls.request_call(snapshot, event, setting, urgent=urgent, role=role, when=when)
    step = calls.side_step(check_in, returns_to=to)
    return show(asked, step, event, setting, before=(*effects, *before))


def _told(
    view: View, question: str, event: Event, setting: Setting
) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """What a case hears at once, whatever is shared later: a new threat, and that a talk was held or a call made."""
    check_in, by = view.check_in, setting.person.person_id
    if question == "new" and view.chose("new", "threat") and NEW_THREAT not in check_in.offers:
        threat = NewThreatReported(at=event.at, nonce=event.nonce, by=by)
        return tuple(TellCase(case_id=c, event=threat) for c in case_ids(check_in)), ()
    if question == "talk" and view.chose("talk", "yes") and _TALK_HELD not in check_in.offers:
        kind = TALK_BEFORE.get(check_in.kind, "third")
        held = TalkHeld(at=event.at, nonce=event.nonce, by=by, kind=kind)
        return (TellCase(case_id=check_in.case_id, event=held),), (_TALK_HELD,)
    if question == "called" and view.chose("called", "yes") and _CALL_MADE not in check_in.offers:
        made = CallMade(at=event.at, nonce=event.nonce, by=by)
        about = dict.fromkeys((view.facts.call_case_id, check_in.case_id))
        return tuple(TellCase(case_id=case_id, event=made) for case_id in about), (_CALL_MADE,)
    return (), ()


def back(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """One question back. A single choice that was made there is undone; ticks and words stay."""
    check_in = open_check_in(snapshot)
    if not check_in.path:
        raise IllegalTransitionError("there is nothing to go back to")
    before = replace(
        check_in, question=check_in.path[-1], path=check_in.path[:-1], returns_to=None, ends_all=False
    )
    question = question_of(before)
    if question is not None and question.kind is Kind.ONE:
        before = _with_choice(before, question.id, ())
    return show(snapshot, before, event, setting)


def resume(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """From the menu for later or stopping back to the question that stayed open."""
    return show(snapshot, replace(open_check_in(snapshot), ends_all=False), event, setting)


# ---- in one's own words -----------------------------------------------------------------------------------------


def text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message: kept with the question that is open; at the invitation it begins the check-in."""
    assert isinstance(event, TextReceived)
    check_in = open_check_in(snapshot)
    if snapshot.state is CheckInState.ASKING and check_in.question == CALL_NUMBER:
        return calls.number(snapshot, event, setting)
    if is_full(check_in):
        return Transition(snapshot=snapshot, effects=(say("check-in-too-many"),))
    kept = with_text(check_in, check_in.question or IN_INVITATION, event)
    return _kept(snapshot, kept, event, setting, "check-in-noted")


def file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A photo, a voice note or another file: kept with the question that is open, like words.

    It is fetched and sealed at once, and destroyed when the reporter decides that nobody may have it. Of an album only
    the first file is answered.
    """
    assert isinstance(event, AttachmentReceived)
    check_in = open_check_in(snapshot)
    if len(check_in.attachments) >= MAX_FILES:
        return Transition(snapshot=snapshot, effects=(say("check-in-too-many"),))
    question = check_in.returns_to if check_in.question == CALL_NUMBER else check_in.question
    kept = with_file(check_in, question or IN_INVITATION, event)
    attachment = kept.attachments[-1]
    fetch = FetchEvidence(
        attachment_id=attachment.attachment_id,
        message_id=event.message_id,
        draft_id=files_id(check_in, attachment.step),
        album_id=event.album_id,
    )
    if event.album_id and any(a.album_id == event.album_id for a in check_in.attachments):
        return Transition(snapshot=replace(snapshot, check_in=kept), effects=(fetch,))
    return _kept(snapshot, kept, event, setting, "check-in-file-noted").before(fetch)


def _kept(snapshot: Snapshot, kept: CheckIn, event: Event, setting: Setting, note: str) -> Transition:
    """Something was added to the answers: say so, and ask what was being asked."""
    if snapshot.state in (CheckInState.LATER, CheckInState.STOPPING, CheckInState.DISCARDING):
        waiting = replace(snapshot, check_in=kept)
        return aside_menu(waiting, event, setting, CheckInState(snapshot.state), note)
    if kept.question == INVITATION:
        return begin(snapshot, kept, event, setting, note)
    if kept.question in (CONSENT, CALL_NUMBER):
        return show(snapshot, kept, event, setting, note)
    moved = touched(snapshot, kept, event.at, state_of(kept))
    return Transition(snapshot=moved, effects=(silence_timer(moved, setting), noted(moved, setting, note)))


def begin(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting, *notes: str) -> Transition:
    """From the invitation to the first question."""
    first = following(view_of(snapshot, check_in, setting))
    begun = replace(check_in, question=first, path=(*check_in.path, INVITATION))
    return show(snapshot, begun, event, setting, *notes)


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message that is part of the open check-in was changed: so is the answer."""
    assert isinstance(event, MessageEdited)
    check_in = open_check_in(snapshot)
    for question, entries in check_in.entries.items():
        if any(e.message_id == event.message_id for e in entries):
            changed = tuple(
                replace(e, text=event.text, edited_at=event.at) if e.message_id == event.message_id else e
                for e in entries
            )
            edited = replace(check_in, entries={**check_in.entries, question: changed})
            return Transition(snapshot=replace(snapshot, check_in=edited), effects=(say("check-in-edited"),))
    if any(a.message_id == event.message_id for a in check_in.attachments):
        files = tuple(
            replace(a, caption=event.text) if a.message_id == event.message_id else a
            for a in check_in.attachments
        )
        edited = replace(check_in, attachments=files)
        return Transition(snapshot=replace(snapshot, check_in=edited), effects=(say("check-in-edited"),))
    raise IllegalTransitionError("this message is no part of the check-in")
