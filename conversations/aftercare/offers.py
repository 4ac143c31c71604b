"""What is offered then and there when an answer asks for it: the circles of aftercare (003, 5.3), from the pack.

Owns which answer leads to which offer, and that an offer is made once per check-in. The first circle is somebody
close, the second a call by the organisation, the third a professional; for the people at home there is help from
outside. An offer asks nothing and passes nothing on. Knows no state and no table.
"""

from __future__ import annotations

from collections.abc import Iterable

from conversations.actions import Action as A
from conversations.aftercare.close_ones import close_button
from conversations.aftercare.ptsd_screen import is_raised, result
from conversations.aftercare.questions import SCREEN_ITEMS, SUPPORT_TEAM, View, carers
from conversations.effects import Button, Rows, Say
from conversations.moves import button
from conversations.prompts import emergency_args, emergency_texts

CIRCLE_1 = "circle-1"
CIRCLE_2 = "circle-2"
CIRCLE_3 = "circle-3"
HOME_FRONT = "home-front"
EMERGENCY = "emergency"
UNSURE = "unsure"
NEW_THREAT = "new-threat"
STATUS = "status"
TEAM = "team"

NAMES = frozenset(
    {
        "family",
        "colleagues",
        "peers",
        "griffier-or-burgemeester",
        "collegial-support",
        "cdk-support",
        "signal-need",
        "huisarts",
        "care-professional",
        "further-care",
    }
)
"""What a pack's circle offers that reads as a name in a list; everything else is a sentence of its own."""

_BY_ANSWER: dict[tuple[str, str], tuple[str, ...]] = {
    ("safe", "no"): (EMERGENCY,),
    ("safe", "unsure"): (UNSURE,),
    ("company", "alone"): (CIRCLE_1,),
    ("caller", SUPPORT_TEAM): (TEAM,),
    ("days", "not-managing"): (CIRCLE_3,),
    ("days", "avoid-work"): (CIRCLE_2,),
    ("days", "avoid-online"): (CIRCLE_2,),
    ("days", "sleep"): (CIRCLE_1,),
    ("days", "on-guard"): (CIRCLE_1,),
    ("new", "threat"): (NEW_THREAT,),
    ("arranged", "no"): (CIRCLE_2,),
    ("arranged", "partly"): (CIRCLE_2,),
    ("called", "no"): (CIRCLE_2,),
    ("talk", "no"): (CIRCLE_2,),
    ("family", "hard"): (HOME_FRONT,),
    ("family", "help"): (HOME_FRONT,),
    ("status", "no"): (STATUS,),
    ("change", "worse"): (CIRCLE_3,),
    ("office", "stop"): (CIRCLE_2,),
    ("private", "much"): (HOME_FRONT,),
    ("speaking", "less"): (CIRCLE_1,),
    ("promises", "open"): (CIRCLE_2,),
}

_STRONGEST_FIRST = (EMERGENCY, NEW_THREAT, UNSURE, CIRCLE_3, HOME_FRONT, STATUS, TEAM, CIRCLE_2, CIRCLE_1)


def fitting(view: View, question: str) -> tuple[str, ...]:
    """Which offer fits the answer to this question and was not made yet: at most one, the strongest."""
    wanted = {offer for option in view.check_in.chosen(question) for offer in _offers(question, option)}
    if question == SCREEN_ITEMS[-1] and is_raised(view.check_in):
        wanted.add(CIRCLE_3)
    fresh = [offer for offer in _STRONGEST_FIRST if offer in wanted and offer not in view.check_in.offers]
    return tuple(fresh[:1])


def _offers(question: str, option: str) -> Iterable[str]:
    return _BY_ANSWER.get((question, option), ())


def remarks(view: View, question: str, offers: tuple[str, ...]) -> tuple[Say, ...]:
    """What is said right after this answer: the result of the five questions, and the offers."""
    said = (result(view.check_in),) if question == SCREEN_ITEMS[-1] else ()
    return (*said, *(offer(view, name) for name in offers))


def offer(view: View, name: str) -> Say:
    """One offer as a message."""
    return _MAKE[name](view)


# ---- circles ----------------------------------------------------------------------------------------------------


def circle_texts(view: View, number: int) -> tuple[tuple[str, ...], str]:
    """The sentences that the pack has for this circle, and the comma-separated keys of the names in it."""
    circle = next(c for c in view.setting.pack.aftercare.circles if c.number == number)
    names = ",".join(f"care-{item}" for item in circle.offered if item in NAMES)
    return tuple(f"care-{item}" for item in circle.offered if item not in NAMES), names


def _circle_1(view: View) -> Say:
    sentences, names = circle_texts(view, 1)
    return Say(
        texts=("care-offer-circle-1", *sentences),
        args={"names_keys": names},
        buttons=(*_talk(), (close_button(),)),
        push=False,
    )


def _circle_2(view: View) -> Say:
    return Say(
        texts=("care-offer-circle-2",),
        args={"carer_key": f"role-{carers(view)[0]}"},
        buttons=_talk(),
        push=False,
    )


def professional(view: View) -> Say:
    """The third circle: a professional, and how to get there."""
    sentences, names = circle_texts(view, 3)
    return Say(
        texts=("care-offer-circle-3", *sentences, "care-offer-further"),
        args={"names_keys": names, "support_team": view.setting.pack.numbers.support_team},
        buttons=(*_talk(), (button(A.CRISIS, "crisis-button", anytime=True),)),
        push=False,
    )


def _home_front(view: View) -> Say:
    aftercare = view.setting.pack.aftercare
    texts = ["care-offer-home"]
    if aftercare.family_included:
        texts.append("care-offer-family-too")
    if aftercare.home_front_by_outside_professional:
        texts.append("care-home-front-professional")
    return Say(
        texts=(*texts, "care-offer-team"),
        args={"support_team": view.setting.pack.numbers.support_team},
        buttons=(*_talk(), (close_button(),)),
        push=False,
    )


def _team(view: View) -> Say:
    return Say(
        texts=("care-offer-team",), args={"support_team": view.setting.pack.numbers.support_team}, push=False
    )


def _status(view: View) -> Say:
    show = Button(
        label="check-in-button-status", action=A.SHOW_REPORT, argument=view.check_in.case_id, anytime=True
    )
    return Say(texts=("care-offer-status",), buttons=((show,), *_talk()), push=False)


# ---- safety -----------------------------------------------------------------------------------------------------


def _emergency(view: View) -> Say:
    return Say(texts=emergency_texts(view.setting), args=emergency_args(view.setting), buttons=_call_me())


def _unsure(view: View) -> Say:
    return Say(
        texts=("care-offer-unsure",), args=emergency_args(view.setting), buttons=_call_me(), push=False
    )


def _new_threat(view: View) -> Say:
    tell = Button(
        label="check-in-button-tell", action=A.SUPPLEMENT, argument=view.check_in.case_id, anytime=True
    )
    return Say(
        texts=("check-in-new-threat-told", *emergency_texts(view.setting)),
        args=emergency_args(view.setting),
        buttons=(*_call_me(), (tell,)),
    )


def _talk() -> Rows:
    return ((button(A.TALK, "check-in-button-call", anytime=True),),)


def _call_me() -> Rows:
    return ((button(A.TALK_NOW, "button-call-me", anytime=True),),)


_MAKE = {
    CIRCLE_1: _circle_1,
    CIRCLE_2: _circle_2,
    CIRCLE_3: professional,
    HOME_FRONT: _home_front,
    STATUS: _status,
    TEAM: _team,
    EMERGENCY: _emergency,
    UNSURE: _unsure,
    NEW_THREAT: _new_threat,
}
