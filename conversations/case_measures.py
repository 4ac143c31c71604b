"""The measures of a pack as a case offers them: which there are, and what is said of one.

Owns that writing it down only is always possible. Must not know what became of a measure in a case.
"""

from __future__ import annotations

from conversations.case_model import REGISTER_ONLY
from conversations.moves import IllegalTransitionError
from conversations.pack_model import Measure, Pack, PerpetratorTold


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


def card_texts(measure: Measure, pack: Pack) -> tuple[tuple[str, ...], dict[str, str | int]]:
    """The explanation of a measure and who decides and carries out, with what the texts need."""
    texts = [f"measure-{measure.id}-explain"]
    if measure.id != REGISTER_ONLY:
        texts.append("action-who")
    if measure.max_months is not None:
        texts.append("action-max-months")
    if measure.police:
        texts.append(f"report-by-{pack.report_by.value}")
        if pack.perpetrator_told is not PerpetratorTold.NOT_STATED:
            texts.append(f"perpetrator-told-{pack.perpetrator_told.value}")
    args: dict[str, str | int] = {
        "measure_key": f"measure-{measure.id}",
        "decides_keys": ",".join(f"role-{role}" for role in measure.decides),
        "carries_out_keys": ",".join(f"role-{role}" for role in measure.carries_out),
        "months": measure.max_months or 0,
    }
    return tuple(texts), args
