"""How each moment of a check-in looks: which texts, which buttons, in which order.

Owns the composition of the messages of a check-in, never their wording (texts/) and never what an answer means.
Every question offers back, skip, later, stop, and somebody to talk to.
"""

from __future__ import annotations

from datetime import datetime

from conversations.actions import Action as A
from conversations.aftercare.questions import (
    CALL_NUMBER,
    SCREEN,
    SCREEN_ITEMS,
    TALK_BEFORE,
    CareQuestion,
    View,
    handler_role,
    progress,
    question_of,
    view_of,
)
from conversations.aftercare.times import snooze_options
from conversations.effects import Button, Rows, Say
from conversations.moves import Setting, button, say
from conversations.questions import Kind
from conversations.snapshot import CheckIn, Snapshot
from conversations.snapshot import CheckInState as C


def ask(snapshot: Snapshot, setting: Setting, *notes: str, at: datetime | None = None) -> Say:
    """The prompt for the state that the snapshot is in, with these notes in front.

    `at` is only needed to offer this evening as a moment to come back.
    """
    assert snapshot.check_in is not None
    view = view_of(snapshot, snapshot.check_in, setting)
    if snapshot.state is C.INVITED:
        return _invitation(view, *notes)
    if snapshot.state is C.CONSENT:
        return _consent(view, *notes)
    if snapshot.state is C.LATER:
        return _later(view, at, *notes)
    if snapshot.state is C.STOPPING:
        return _stopping(view, *notes)
    if snapshot.state is C.DISCARDING:
        return _discarding(view, *notes)
    if view.check_in.question == CALL_NUMBER:
        return _call_number(view, *notes)
    return _question(view, *notes)


# ---- the invitation ---------------------------------------------------------------------------------------------


def _invitation(view: View, *notes: str) -> Say:
    check_in = view.check_in
    again = check_in.snoozed or check_in.reminded
    texts = [*notes] if notes else ["check-in-invite-again" if again else f"check-in-invite-{check_in.kind}"]
    texts.append("check-in-about-more" if check_in.joined else "check-in-about")
    return say(*texts, buttons=_invitation_buttons(), references=references(check_in))


def references(check_in: CheckIn) -> str:
    """The references of the reports that this check-in is about."""
    return ", ".join((check_in.reference, *(j.reference for j in check_in.joined)))


def _invitation_buttons() -> Rows:
    return (
        (button(A.BEGIN, "check-in-button-begin"),),
        (button(A.LATER, "check-in-button-later"), button(A.SKIP_CHECK_IN, "check-in-button-skip-this")),
        (_talk(),),
        (button(A.STOP_CHECK_INS, "check-in-button-stop-all"),),
    )


def _talk() -> Button:
    return button(A.TALK, "check-in-button-talk", anytime=True)


# ---- questions --------------------------------------------------------------------------------------------------


def _question(view: View, *notes: str) -> Say:
    question = question_of(view.check_in)
    assert question is not None
    number, total = progress(view)
    return Say(
        texts=(*notes, "check-in-progress", *_wording(question, view)),
        args={"number": number, "total": total, **_args(question, view)},
        buttons=(*_options(question, view), *navigation(view)),
    )


def _wording(question: CareQuestion, view: View) -> tuple[str, ...]:
    if question.id == SCREEN:
        return ("check-in-ask-screen", "check-in-screen-source")
    if question.id == SCREEN_ITEMS[0]:
        return ("check-in-ptsd-intro", "check-in-ask-ptsd-1")
    if question.id == "promises" and view.facts.wanted:
        return ("check-in-ask-promises-known",)
    return (f"check-in-ask-{question.id}",)


def _args(question: CareQuestion, view: View) -> dict[str, str | int]:
    handler = f"role-{handler_role(view.setting, view.left_out)}"
    if question.id == "talk":
        talk = TALK_BEFORE.get(view.check_in.kind, "third")
        return {
            "talk_key": f"check-in-talk-{talk}",
            "handler_key": handler,
            "handler_of": view.check_in.case_id,
        }
    if question.id == "called":
        return {"caller_key": f"role-{view.facts.caller}" if view.facts.caller else handler}
    if question.id in ("arranged", "promises") and view.facts.wanted:
        return {"wanted_keys": ",".join(f"check-in-arrange-{w}" for w in view.facts.wanted)}
    return {}


def _options(question: CareQuestion, view: View) -> Rows:
    chosen = view.check_in.chosen(question.id)
    buttons = [
        Button(label=question.label(o, view.setting), action=A.CHOOSE, argument=o, checked=o in chosen)
        for o in question.options(view)
    ]
    if question.id in SCREEN_ITEMS:
        return (tuple(buttons),)
    return tuple((b,) for b in buttons)


def navigation(view: View) -> Rows:
    """Next or skip, back, later and stop, and somebody to talk to: what every question offers."""
    question = question_of(view.check_in)
    here = view.check_in.question
    many = question is not None and question.kind is Kind.MANY
    answered = bool(
        view.check_in.texts(here) or view.check_in.files(here) or (many and view.check_in.chosen(here))
    )
    onward = button(A.NEXT, "button-next") if answered else button(A.SKIP, "button-skip")
    return ((onward, button(A.BACK, "button-back")), *_always())


def _always() -> Rows:
    return (
        (button(A.LATER, "check-in-button-later"), button(A.STOP, "button-stop")),
        (_talk(),),
    )


def noted(snapshot: Snapshot, setting: Setting, note: str) -> Say:
    """A message or a file was kept with this question: say so, and offer to go on."""
    assert snapshot.check_in is not None
    view = view_of(snapshot, snapshot.check_in, setting)
    return Say(texts=(note,), buttons=navigation(view), push=False)


def _call_number(view: View, *notes: str) -> Say:
    buttons = ((button(A.SKIP, "button-skip"), button(A.BACK, "button-back")),)
    return say(*notes, "check-in-ask-call-number", buttons=buttons)


# ---- consent, later, stopping -----------------------------------------------------------------------------------


def _consent(view: View, *notes: str) -> Say:
    screened = any(view.check_in.chosen(item) for item in SCREEN_ITEMS)
    empty = view.check_in.is_empty()
    options = ["answered", "nobody"] if empty else ["share", "answered", "nobody"]
    if screened:
        options = ["share-all", "share-without", "answered", "nobody"]
    rows = tuple(
        (Button(label=f"check-in-consent-{option}", action=A.SHARE, argument=option),) for option in options
    )
    return say(
        *notes,
        "check-in-consent",
        *(("check-in-consent-more",) if view.check_in.joined else ()),
        buttons=(*rows, (button(A.BACK, "button-back"),), *_always()),
        handler_key=f"role-{handler_role(view.setting, view.left_out)}",
        handler_of=view.check_in.case_id,
        references=references(view.check_in),
    )


def _later(view: View, at: datetime | None, *notes: str) -> Say:
    rows = tuple(
        (Button(label=f"check-in-snooze-{option}", action=A.SNOOZE, argument=option),)
        for option in snooze_options(at, view.setting.pack)
    )
    return say(*notes, "check-in-later", buttons=(*rows, (button(A.BACK, "button-back"),)))


def _stopping(view: View, *notes: str) -> Say:
    share: Rows = () if view.check_in.is_empty() else ((button(A.NEXT, "check-in-button-enough"),),)
    return say(
        *notes,
        "check-in-stopping",
        buttons=(
            *share,
            (button(A.STOP, "check-in-button-stop-this"),),
            (button(A.STOP_CHECK_INS, "check-in-button-stop-all"),),
            (button(A.BACK, "button-go-on"),),
            (_talk(),),
        ),
    )


def _discarding(view: View, *notes: str) -> Say:
    """Something was answered already: who may read it, or is it thrown away?"""
    return say(
        *notes,
        "check-in-discarding",
        buttons=(
            (button(A.NEXT, "check-in-button-who-reads"),),
            (button(A.DISCARD, "check-in-button-discard"),),
            (button(A.BACK, "button-go-on"),),
            (_talk(),),
        ),
    )
