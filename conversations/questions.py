"""Which questions a report asks, in which order, and when one is left out: the whole list as data.

The steps are those of the report form: only what happened is required. Sources: the four questions of the
conversation guide (000), the contents of a report of the province of Utrecht (004), the channels and targets of
Maassluis (003). Owns no behaviour: `report` asks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from conversations.draft import Draft
from conversations.packs.model import Pack
from conversations.packs.routing import NoHandlerError, Routing, route
from conversations.snapshot import ReportState as S


class Kind(StrEnum):
    """How a question is answered; a message in one's own words is welcome at every one of them."""

    TEXT = "text"
    ONE = "one"
    MANY = "many"
    SCALE = "scale"
    FILES = "files"


def _always(draft: Draft, pack: Pack) -> bool:
    return True


def _none(draft: Draft, pack: Pack, office: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `label` is what an option's text key starts with."""

    state: S
    kind: Kind
    label: str = ""
    options: Callable[[Draft, Pack, str], tuple[str, ...]] = _none
    required: bool = False
    asked_when: Callable[[Draft, Pack], bool] = _always

    @property
    def slug(self) -> str:
        """The name of this question in the text catalogue."""
        return self.state.removeprefix("report.").replace("_", "-")


def _fixed(*options: str) -> Callable[[Draft, Pack, str], tuple[str, ...]]:
    return lambda draft, pack, office: options


def is_urgent(draft: Draft, pack: Pack) -> bool:
    """Whether the griffier must hear of this at once: not safe, somebody hurt, or behaviour the pack calls urgent."""
    behaviours = draft.chosen(S.BEHAVIOUR)
    return (
        "no" in draft.chosen(S.SAFETY)
        or "yes" in draft.chosen(S.INJURY)
        or any(b.urgent for b in pack.behaviours if b.id in behaviours)
    )


def is_violent(draft: Draft, pack: Pack) -> bool:
    """Whether there was violence: the informed officer is told at once (Maassluis, 4.2)."""
    behaviours = draft.chosen(S.BEHAVIOUR)
    return "yes" in draft.chosen(S.INJURY) or any(b.violence for b in pack.behaviours if b.id in behaviours)


def routing_of(draft: Draft, pack: Pack, office: str) -> Routing:
    """Who gets this report, minus the roles that were left out. Raises NoHandlerError when nobody remains."""
    return route(pack, office, frozenset(draft.chosen(S.LEFT_OUT)))


def recipient_roles(draft: Draft, pack: Pack, office: str) -> tuple[str, ...]:
    """Everybody who would learn of this report if nobody were left out, plus those that were."""
    routing = route(pack, office)
    roles = (
        *routing.handlers,
        *routing.deputies,
        *routing.informed,
        *routing.informed_on_violence,
        *routing.escalation,
    )
    try:
        now = routing_of(draft, pack, office)
        roles = (*roles, *now.handlers, *now.deputies)
    except NoHandlerError:
        pass
    return tuple(dict.fromkeys((*roles, *draft.chosen(S.LEFT_OUT))))


QUESTIONS: tuple[Question, ...] = (
    Question(state=S.WHAT_HAPPENED, kind=Kind.TEXT, required=True),
    Question(state=S.WHEN, kind=Kind.ONE, label="when", options=_fixed("now", "today", "yesterday")),
    Question(
        state=S.CHANNEL,
        kind=Kind.MANY,
        label="channel",
        options=lambda draft, pack, office: pack.channels,
    ),
    Question(
        state=S.BEHAVIOUR,
        kind=Kind.MANY,
        label="behaviour",
        options=lambda draft, pack, office: tuple(b.id for b in pack.behaviours),
    ),
    Question(
        state=S.TARGET,
        kind=Kind.MANY,
        label="target",
        options=lambda draft, pack, office: pack.targets,
    ),
    Question(
        state=S.INJURY,
        kind=Kind.ONE,
        label="injury",
        options=_fixed("yes", "no", "unsure"),
        asked_when=is_urgent,
    ),
    Question(
        state=S.PERPETRATOR,
        kind=Kind.ONE,
        label="perpetrator",
        options=_fixed("unknown"),
    ),
    Question(
        state=S.PERPETRATOR_EARLIER,
        kind=Kind.ONE,
        label="earlier",
        options=_fixed("yes", "no", "unsure"),
    ),
    Question(
        state=S.PERPETRATOR_OFFICE,
        kind=Kind.ONE,
        label="office-holder",
        options=_fixed("yes", "no", "unsure"),
        asked_when=lambda draft, pack: (
            pack.scope.between_office_holders and "unknown" not in draft.chosen(S.PERPETRATOR)
        ),
    ),
    Question(state=S.EFFECT, kind=Kind.TEXT),
    Question(
        state=S.WEIGHT,
        kind=Kind.SCALE,
        label="weight",
        options=_fixed(*(str(n) for n in range(11))),
    ),
    Question(
        state=S.FUNCTIONING,
        kind=Kind.ONE,
        label="functioning",
        options=_fixed("both", "work", "home", "neither"),
    ),
    Question(state=S.RESPONSE, kind=Kind.TEXT),
    Question(state=S.SUPPORT, kind=Kind.TEXT),
    Question(
        state=S.FOLLOW_UP_SELF,
        kind=Kind.MANY,
        label="follow-up",
        options=lambda draft, pack, office: tuple(f.id for f in pack.follow_up_self),
    ),
    Question(
        state=S.FOLLOW_UP_PERPETRATOR,
        kind=Kind.MANY,
        label="measure",
        options=lambda draft, pack, office: ("register-only", *(m.id for m in pack.measures)),
    ),
    Question(
        state=S.WHO_MAY_KNOW,
        kind=Kind.MANY,
        label="circle",
        options=lambda draft, pack, office: pack.circle,
    ),
    Question(state=S.LEFT_OUT, kind=Kind.MANY, label="role", options=recipient_roles),
    Question(state=S.EVIDENCE, kind=Kind.FILES),
)

BY_STATE: dict[S, Question] = {q.state: q for q in QUESTIONS}

QUESTION_STATES: tuple[S, ...] = tuple(q.state for q in QUESTIONS)


def following(state: S, draft: Draft, pack: Pack) -> S:
    """The question after this one, those that do not apply left out; the review after the last."""
    later = QUESTIONS[QUESTION_STATES.index(state) + 1 :]
    return next((q.state for q in later if q.asked_when(draft, pack)), S.REVIEW)


def progress(state: S, draft: Draft, pack: Pack) -> tuple[int, int]:
    """Where this question is among those that are asked now: (number, of how many)."""
    asked = [q.state for q in QUESTIONS if q.asked_when(draft, pack) or q.state == state]
    return asked.index(state) + 1, len(asked)
