"""Which questions the check-ins ask, in which order, and when one is left out: the whole list as data.

The three check-ins follow the three talks of Maassluis (003, 5.3: within a day, within three days, after four to
six weeks); the kind extra is one that the reporter asked for. Every question can be answered with buttons alone.
Owns no behaviour: `aftercare.answers` asks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conversations.moves import Setting
from conversations.packs.routing import RoutingError, own_role, route
from conversations.questions import Kind
from conversations.snapshot import CareFacts, CheckIn, Snapshot

INVITATION = ""
CONSENT = "consent"
CALL_NUMBER = "call-number"
NOTHING_TO_ARRANGE = "nothing"
SUPPORT_TEAM = "support-team"

SCREEN = "screen"
SCREEN_ITEMS = ("ptsd-1", "ptsd-2", "ptsd-3", "ptsd-4", "ptsd-5")

ARRANGE = ("home-front", "safety", "police-report", "damage", "work", "something-else", NOTHING_TO_ARRANGE)
AGAIN_AFTER_DAYS = {"two-weeks": 14, "month": 30, "three-months": 91}


@dataclass(frozen=True, kw_only=True)
class View:
    """What a question can depend on: the answers so far, what is remembered, the pack, and who is left out."""

    check_in: CheckIn
    facts: CareFacts
    setting: Setting
    left_out: tuple[str, ...] = ()

    def chose(self, question: str, *options: str) -> bool:
        """Whether one of these options was chosen for this question."""
        return any(option in self.check_in.chosen(question) for option in options)


def view_of(snapshot: Snapshot, check_in: CheckIn, setting: Setting) -> View:
    """What the questions of this check-in depend on."""
    filed = snapshot.filed_report(check_in.case_id)
    return View(
        check_in=check_in,
        facts=snapshot.facts(check_in.case_id),
        setting=setting,
        left_out=filed.left_out if filed else (),
    )


def handler_role(setting: Setting, left_out: tuple[str, ...]) -> str:
    """The role that handles a case of this reporter, as far as one remains."""
    try:
        return route(setting.pack, setting.person.office, frozenset(left_out)).handlers[0]
    except RoutingError:
        return next(iter(setting.pack.roles))


def carers(view: View) -> tuple[str, ...]:
    """Who can be asked to call: the pack's first carers, without the reporter's own role and who was left out."""
    person = view.setting.person
    own = {own_role(view.setting.pack, person.office), person.role}
    found = [r for r in view.setting.pack.aftercare.first_carer if r not in own and r not in view.left_out]
    return tuple(found) or (handler_role(view.setting, view.left_out),)


def _always(view: View) -> bool:
    return True


def _fixed(*options: str) -> Callable[[View], tuple[str, ...]]:
    return lambda view: options


@dataclass(frozen=True, kw_only=True)
class CareQuestion:
    """One question. `alone` are options that exclude the others; `labels` is what an option's text key starts with."""

    id: str
    kind: Kind
    options: Callable[[View], tuple[str, ...]]
    alone: tuple[str, ...] = ()
    labels: str = ""
    asked_when: Callable[[View], bool] = _always

    def label(self, option: str, setting: Setting) -> str:
        """The text key of an option."""
        if self.id == "caller" and option in setting.pack.roles:
            return f"role-{option}"
        if self.id == "who" and option in setting.pack.circle:
            return f"circle-{option}"
        return f"{self.labels or f'check-in-{self.id}'}-{option}"


def _one(
    question: str, *options: str, labels: str = "", asked_when: Callable[[View], bool] = _always
) -> CareQuestion:
    return CareQuestion(
        id=question, kind=Kind.ONE, options=_fixed(*options), labels=labels, asked_when=asked_when
    )


def _many(question: str, *options: str, alone: str) -> CareQuestion:
    return CareQuestion(id=question, kind=Kind.MANY, options=_fixed(*options), alone=(alone,))


_TALK = _one("talk", "yes", "planned", "no", "not-wanted")
_AGAIN = _one("again", *AGAIN_AFTER_DAYS, "no")
_CHANGE = _one("change", "better", "same", "worse")
_NEW = _one("new", "no", "other", "threat")
_PROMISES = _one("promises", "kept", "open", "unsure")

_FIRST = (
    _one("safe", "yes", "unsure", "no"),
    _one("company", "yes", "alone-fine", "alone"),
    _many("arrange", *ARRANGE, alone=NOTHING_TO_ARRANGE),
    CareQuestion(
        id="who",
        kind=Kind.MANY,
        options=lambda view: (*view.setting.pack.circle, "nobody"),
        alone=("nobody",),
    ),
    CareQuestion(id="caller", kind=Kind.ONE, options=lambda view: (*carers(view), SUPPORT_TEAM, "nobody")),
    _one(
        "call-when",
        "soon",
        "today",
        "tonight",
        "tomorrow",
        asked_when=lambda view: (
            bool(view.check_in.chosen("caller")) and not view.chose("caller", SUPPORT_TEAM, "nobody")
        ),
    ),
)

_SECOND = (
    _many("days", "sleep", "on-guard", "avoid-work", "avoid-online", "not-managing", "fine", alone="fine"),
    _NEW,
    _one("arranged", "yes", "partly", "no", asked_when=lambda view: bool(view.facts.wanted)),
    CareQuestion(
        id="still-open",
        kind=Kind.MANY,
        options=lambda view: view.facts.wanted,
        labels="check-in-arrange",
        asked_when=lambda view: view.chose("arranged", "partly") and len(view.facts.wanted) > 1,
    ),
    _one(
        "called", "yes", "no", asked_when=lambda view: bool(view.facts.call_case_id) and not view.facts.called
    ),
    _TALK,
    _one("family", "fine", "hard", "help", "none"),
    _one("status", "yes", "no"),
)

_THIRD = (
    _CHANGE,
    _one("office", "same", "different", "stop"),
    _one("private", "same", "little", "much"),
    _one("speaking", "same", "careful", "less"),
    _many(
        "helped",
        "home",
        "colleagues",
        "organisation",
        "professional",
        "measures",
        "time",
        "nothing",
        alone="nothing",
    ),
    _TALK,
    _PROMISES,
    _one(SCREEN, "yes", "no"),
    *(
        _one(item, "yes", "no", labels="check-in-ptsd", asked_when=lambda view: view.chose(SCREEN, "yes"))
        for item in SCREEN_ITEMS
    ),
    _AGAIN,
)

_EXTRA = (_CHANGE, _NEW, _TALK, _PROMISES, _AGAIN)

FLOWS: dict[str, tuple[CareQuestion, ...]] = {
    "first": _FIRST,
    "second": _SECOND,
    "third": _THIRD,
    "extra": _EXTRA,
}

TALK_BEFORE = {"second": "first", "third": "second", "extra": "third"}
"""Which talk a check-in asks about: the one that should have been held by then."""


def flow_of(kind: str) -> tuple[CareQuestion, ...]:
    """The questions of this kind of check-in; what is not known is asked like an extra one."""
    return FLOWS.get(kind, _EXTRA)


def question_of(check_in: CheckIn) -> CareQuestion | None:
    """The question that the check-in is at, or None at the invitation, the phone number and the consent."""
    return next((q for q in flow_of(check_in.kind) if q.id == check_in.question), None)


def following(view: View) -> str:
    """The question after the current one, those that do not apply left out; the consent after the last."""
    flow = flow_of(view.check_in.kind)
    ids = [q.id for q in flow]
    later = flow[ids.index(view.check_in.question) + 1 :] if view.check_in.question in ids else flow
    return next((q.id for q in later if q.asked_when(view)), CONSENT)


def progress(view: View) -> tuple[int, int]:
    """Where this question is: (number, of how many). The five screening questions count as one."""
    here = view.check_in.question
    ids = [q.id for q in flow_of(view.check_in.kind) if q.asked_when(view) or q.id == here]
    parts = list(dict.fromkeys(_part(question) for question in ids))
    return parts.index(_part(here)) + 1, len(parts)


_BELONGS_TO = {"call-when": "caller", "still-open": "arranged"}
"""Questions that only go into the one before them: the count does not grow because of an answer."""


def _part(question: str) -> str:
    return SCREEN if question in SCREEN_ITEMS else _BELONGS_TO.get(question, question)
