"""The measures of a pack as a case offers them: which there are, and what is said of one.

Owns that writing it down only is always possible. Must not know what became of a measure in a case.
"""

from __future__ import annotations

from conversations.casework.model import REGISTER_ONLY, Case
from conversations.moves import IllegalTransitionError
from conversations.packs.kinds import PerpetratorTold
from conversations.packs.model import Measure, Pack
from conversations.packs.routing import office_rules, who_remain

NOTIFICATION, REPORT = "police-notification", "police-report"


def measure_ids(pack: Pack) -> tuple[str, ...]:
    """Every measure that can be proposed, in the order of the pack; writing it down only is always one."""
    return (REGISTER_ONLY, *(m.id for m in pack.measures))


def measure_of(pack: Pack, measure_id: str) -> Measure:
    """The measure of the pack. Raises IllegalTransitionError when it has none with this id."""
    if measure_id == REGISTER_ONLY:
        return Measure(
            id=REGISTER_ONLY,
            decides=("organisation",),
            carries_out=("organisation",),
            consent_required=False,
            sanction=False,
        )
    try:
        return pack.measure(measure_id)
    except KeyError:
        raise IllegalTransitionError("the pack has no such measure") from None


def card_texts(
    measure: Measure, pack: Pack, case: Case, *, for_reporter: bool = False
) -> tuple[tuple[str, ...], dict[str, str | int]]:
    """The explanation of a measure and who decides and carries out, with what the texts need.

    Somebody whom the report concerns or must not reach decides nothing here: who replaces them does.
    """
    texts = [f"measure-{measure.id}-explain"]
    if measure.id != REGISTER_ONLY:
        texts.append("action-who")
    if measure.max_months is not None:
        texts.append("action-max-months")
    if measure.id == REPORT:
        texts.append(f"report-by-{pack.report_by.value}")
    if _tells_perpetrator(measure, pack):
        texts.append(f"perpetrator-told-{pack.perpetrator_told.value}")

    def named(roles: tuple[str, ...]) -> str:
        remaining = who_remain(pack, case.office, roles, frozenset(case.excluded_roles)) or ("organisation",)
        you = "-you" if for_reporter else ""
        return ",".join(f"role-{role}{you if role == 'reporter' else ''}" for role in remaining)

    args: dict[str, str | int] = {
        "measure_key": f"measure-{measure.id}",
        "decides_keys": named(measure.decides),
        "carries_out_keys": named(measure.carries_out),
        "months": measure.max_months or 0,
    }
    return tuple(texts), args


def _tells_perpetrator(measure: Measure, pack: Pack) -> bool:
    """Whether the pack says of this step what the perpetrator hears (template, chapter on notification and aangifte;
    Maassluis, only of the aangifte)."""
    if pack.perpetrator_told is PerpetratorTold.NOT_STATED:
        return False
    if pack.perpetrator_told is PerpetratorTold.ONLY_WITH_CONSENT:
        return measure.id == REPORT
    return measure.id in (NOTIFICATION, REPORT)


def weighing_texts(case: Case, pack: Pack) -> tuple[tuple[str, ...], dict[str, str | int]]:
    """With whom the response is discussed and what to weigh (Assen: together, who the perpetrator is; Maassluis: with
    burgemeester and gemeentesecretaris), with what the texts need."""
    rules = office_rules(pack, case.office)
    discussed = who_remain(pack, case.office, rules.discussed_with, frozenset(case.excluded_roles))
    texts = ["case-discuss-with"] if discussed else []
    if pack.weighing:
        texts.append("case-weigh")
    return tuple(texts), {
        "discuss_keys": ",".join(f"role-{role}" for role in discussed),
        "items": ",".join(f"weigh-{item}" for item in pack.weighing),
        "numbers": "",
    }
