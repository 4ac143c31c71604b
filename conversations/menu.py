"""What is possible at any moment: the menu, advice, numbers, privacy, language, and help for what fits nothing.

Owns the doors around the conversations. None of these moves changes an answer; most do not change the state.
"""

from __future__ import annotations

from conversations import administrator, draft_keeping, prompts
from conversations.actions import Action as A
from conversations.aftercare.close_ones import close_button
from conversations.effects import Button, ChangeLanguage, Effect, Rows, Say, ShowCases, TellCase, Toast
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    CaseEvent,
    CaseShown,
    CommandGiven,
    ContactAsked,
    DossierOpened,
    Event,
    MessageEdited,
    ReceiptConfirmed,
    UnknownButtonPressed,
    UnsupportedReceived,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    NothingWrittenError,
    Setting,
    StaleButtonError,
    Transition,
    button,
    say,
)
from conversations.packs.model import Situation
from conversations.packs.routing import route
from conversations.snapshot import CheckInState, MenuState, ReportState, Snapshot
from conversations.texts import LANGUAGES


def show_menu(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The menu, with what is still open on top. Words for a case, a number, a withdrawal: whatever else was being
    asked ends here, because the menu invites to tell what happened."""
    if not isinstance(snapshot.state, MenuState | ReportState | CheckInState):
        snapshot = draft_keeping.set_aside(snapshot)
    text = "menu-handler" if setting.person.handles else "menu"
    if setting.person.administers:
        text = "menu-administrator"
    if setting.person.registers:
        text = "menu-registrar"
    shown = say(text, buttons=prompts.menu_buttons(snapshot, setting))
    return Transition(snapshot=snapshot, effects=(shown,))


def welcome(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The first screen after enrolment: what this is, who reads it, the honest limit, and the other route."""
    person, pack = setting.person, setting.pack
    if person.administers:
        organisation = setting.organisation or pack.name
        hello = say("welcome-administrator", buttons=administrator.menu_buttons(), organisation=organisation)
        return Transition(snapshot=snapshot, effects=(hello,))
    if person.registers:
        hello = say(
            "welcome-registrar", buttons=prompts.menu_buttons(snapshot, setting), organisation=pack.name
        )
        return Transition(snapshot=snapshot, effects=(hello,))
    first = route(pack, person.office).handlers[0] if person.reports else next(iter(pack.roles))
    own = ("welcome-own-report",) if person.reports else ()
    texts = ("welcome-handler", *own) if person.handles else ("welcome-reporter", "welcome-honest")
    shown = Say(
        texts=texts,
        args={"handler_key": f"role-{first}", "organisation": setting.organisation or setting.pack.name},
        buttons=prompts.menu_buttons(snapshot, setting),
    )
    return Transition(snapshot=snapshot, effects=(shown,))


def emergency(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The emergency card, without leaving the conversation."""
    call_now = ((button(A.TALK_NOW, "button-call-me", anytime=True),),)
    shown = Say(
        texts=prompts.emergency_texts(setting),
        args=prompts.emergency_args(setting),
        buttons=call_now if setting.person.reports else (),
    )
    return Transition(snapshot=snapshot, effects=(shown,))


def report_elsewhere(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Somebody whose part here has no report of their own is threatened: who helps them now."""
    numbers = setting.pack.numbers
    shown = say("report-elsewhere", emergency=numbers.emergency, support_team=numbers.support_team)
    return Transition(snapshot=snapshot, effects=(shown,))


def unsafe_feeling(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """I feel unsafe, nothing has happened yet: the support team, in confidence (Maassluis, 4.6)."""
    shown = say(
        "unsafe-feeling",
        buttons=(
            (button(A.TALK, "button-talk", anytime=True),),
            (button(A.EMERGENCY, "button-emergency", anytime=True),),
        ),
        support_team=setting.pack.numbers.support_team,
    )
    return Transition(snapshot=snapshot, effects=(shown,))


# ---- advice -----------------------------------------------------------------------------------------------------


def advice(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The situations that the pack gives advice for."""
    rows = tuple(
        (Button(label=f"situation-{s.id}", action=A.SITUATION, argument=s.id, anytime=True),)
        for s in setting.pack.advice
    )
    rows = (*rows, (button(A.PROTOCOL, "button-protocol", anytime=True),))
    return Transition(snapshot=snapshot, effects=(say("advice-which", buttons=rows),))


def situation(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The advice for one situation, with its numbers."""
    assert isinstance(event, ButtonPressed)
    try:
        found = setting.pack.situation(event.argument)
    except KeyError:
        raise IllegalTransitionError("the pack has no such situation") from None
    return Transition(snapshot=snapshot, effects=(_advice_of(found, setting),))


def _advice_of(found: Situation, setting: Setting) -> Say:
    numbers = setting.pack.numbers
    args: dict[str, str | int] = {
        "emergency": numbers.emergency,
        "police": numbers.police,
        "support_team": numbers.support_team,
    }
    if numbers.security_desk:
        args["security_desk"] = numbers.security_desk.number
    return Say(
        texts=(f"situation-{found.id}",),
        args={
            **args,
            "items": ",".join(f"advice-{item}" for item in found.items),
            "numbers": ",".join(n.replace("-", "_") for n in found.numbers),
        },
        view="advice",
        buttons=(
            (button(A.ADVICE, "button-other-advice", anytime=True),),
            (button(A.REPORT, "button-report", anytime=True),),
        )
        if setting.person.reports
        else ((button(A.ADVICE, "button-other-advice", anytime=True),),),
    )


# ---- more -------------------------------------------------------------------------------------------------------


def more(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Language, privacy and help."""
    rows: Rows = (
        (button(A.LANGUAGE, "button-language", anytime=True),),
        (button(A.PRIVACY, "button-privacy", anytime=True),),
        (close_button(),),
        (button(A.MENU, "button-menu", anytime=True),),
    )
    return Transition(snapshot=snapshot, effects=(say("help", buttons=rows),))


def privacy(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Who can read what, what is kept, and what Telegram can see."""
    shown = say("privacy", buttons=((button(A.MENU, "button-menu", anytime=True),),))
    return Transition(snapshot=snapshot, effects=(shown,))


def language(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Which language."""
    row = tuple(
        Button(label=f"language-{code}", action=A.SET_LANGUAGE, argument=code, anytime=True)
        for code in LANGUAGES
    )
    return Transition(snapshot=snapshot, effects=(say("language-which", buttons=(row,)),))


def set_language(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """From now on this language."""
    assert isinstance(event, ButtonPressed)
    if event.argument not in LANGUAGES:
        raise IllegalTransitionError("there is no such language")
    effects: tuple[Effect, ...] = (
        ChangeLanguage(language=event.argument),
        say("language-set", buttons=prompts.menu_buttons(snapshot, setting)),
    )
    return Transition(snapshot=snapshot, effects=effects)


# ---- for case handlers ------------------------------------------------------------------------------------------


def pass_on(event_type: type[CaseEvent]) -> Move:
    """A move that passes a pressed button on to the case it is about, as this kind of event."""

    def move(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
        assert isinstance(event, ButtonPressed)
        if setting.person.kind == "reporter":
            raise IllegalTransitionError("only for case handlers")
        told = event_type(at=event.at, nonce=event.nonce, by=setting.person.person_id)
        return Transition(snapshot=snapshot, effects=(TellCase(case_id=event.argument, event=told),))

    return move


confirm_receipt = pass_on(ReceiptConfirmed)
mark_opened = pass_on(DossierOpened)
show_contact = pass_on(ContactAsked)
show_case = pass_on(CaseShown)


def dossier_link(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A link to the page, for another device: it is made when the message is sent, and works once."""
    assert isinstance(event, ButtonPressed)
    if setting.person.kind == "reporter":
        raise IllegalTransitionError("only for case handlers")
    here = Button(label="button-dossier-here", action=A.DOSSIER_HERE, argument=event.argument, anytime=True)
    shown = Say(texts=("dossier-link",), buttons=((here,),), push=False)
    return Transition(snapshot=snapshot, effects=(shown,))


def my_cases(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The cases of this case handler: the list is looked up when it is sent."""
    if setting.person.kind == "reporter":
        raise IllegalTransitionError("only for case handlers")
    return Transition(snapshot=snapshot, effects=(ShowCases(),))


# ---- what fits nothing ------------------------------------------------------------------------------------------


def guidance(
    snapshot: Snapshot, event: Event, error: IllegalTransitionError, open_question: tuple[Effect, ...]
) -> tuple[Effect, ...]:
    """A helpful answer to something that does not fit: never silence, and nothing changes.

    `open_question` puts what is being asked once more. A second tap on the button that was just answered gets only
    a toast, so that a shaking hand is not told off.
    """
    if isinstance(event, ButtonPressed | UnknownButtonPressed):
        if isinstance(error, StaleButtonError) and _just_answered(snapshot, event):
            return (Toast(text="toast-already"),)
        return (Toast(text="toast-earlier"), *open_question)
    if isinstance(error, NothingWrittenError):
        return (say("nothing-written"), *open_question)
    return (say(_EXPLANATIONS.get(type(event), "not-understood")), *open_question)


def _just_answered(snapshot: Snapshot, event: Event) -> bool:
    """Whether this is the button of a moment ago once more. Who went back from there has not sent anything yet."""
    if not isinstance(event, ButtonPressed) or event.scope != snapshot.previous_scope:
        return False
    if event.action == A.SEND_NOW:
        return snapshot.state is ReportState.REVIEW
    return event.action != A.SEND or not isinstance(snapshot.state, ReportState)


_EXPLANATIONS: dict[type[Event], str] = {
    MessageEdited: "edit-unknown",
    UnsupportedReceived: "unsupported",
    AttachmentReceived: "file-not-now",
    CommandGiven: "command-unknown",
}
