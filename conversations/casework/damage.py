"""Damage as it becomes known: what it is goes into an envelope; how much, paid and recovered stay as amounts.

Owns the amounts of a case and how an amount is read from words. What the organisation pays and recovers comes from the
pack (template, Maassluis 5.4, Utrecht 5). Must not know the description.
"""

from __future__ import annotations

import re
from dataclasses import replace

from conversations.casework.actions import reporter_rows
from conversations.casework.model import Case, CaseTransition, Damage, inform, write_button
from conversations.effects import Button, Record, Rows, SealText
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack
from conversations.packs.pack import text_keys

LARGEST_CENTS = 100_000_000
"""A million euros: more is a typing error."""

_AMOUNT = re.compile(
    r"(?:€|eur|euro)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:[.,](\d{1,2}|-))?\s*(?:€|eur|euro)?,?-?", re.IGNORECASE
)


def read_amount(text: str) -> int | None:
    """An amount of money in cents, such as 1.250,50 or 75 euro; None when it is none or far too much."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    euros = int(re.sub(r"[. ]", "", found[1]))
    digits = (found[2] or "").replace("-", "")
    cents = euros * 100 + (int(digits.ljust(2, "0")) if digits else 0)
    return cents if cents <= LARGEST_CENTS else None


def menu(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What the pack says about damage, and what can be recorded."""
    lines = (*rules_texts(pack), *(("damage-insurances",) if pack.damage.insurances else ()))
    rows: list[tuple[Button, ...]] = [(write_button(case, Step.DAMAGE, "button-damage-new"),)]
    for damage in case.damage:
        number = damage.number
        if damage.cents is None:
            rows.append(
                (write_button(case, Step.AMOUNT, "button-damage-amount", damage.damage_id, number=number),)
            )
        rows.append(
            (
                write_button(case, Step.PAID, "button-damage-paid", damage.damage_id, number=number),
                write_button(
                    case, Step.RECOVERED, "button-damage-recovered", damage.damage_id, number=number
                ),
            )
        )
    args = {"insurance_keys": ",".join(f"insurance-{i}" for i in pack.damage.insurances), **_about(case)}
    shown = inform(case, event.by, "case-damage", *lines, buttons=tuple(rows), view="ledger-of", args=args)
    return CaseTransition(case=case, effects=(shown,))


def described(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A new damage: its description is sealed, the amount is asked next."""
    assert isinstance(event, CaseStepTaken)
    if any(d.damage_id == event.subject for d in case.damage) or not event.subject:
        raise IllegalTransitionError("this damage is there already")
    damage = Damage(damage_id=event.subject, number=len(case.damage) + 1)
    after = case.with_damage(damage).noted(event, "damage", damage.damage_id)
    return CaseTransition(
        case=after,
        effects=(
            SealText(
                case_id=case.case_id, part="damage", kind="damage", text=event.text, about=damage.damage_id
            ),
            Record(action="damage-recorded", subject_id=case.case_id),
            inform(
                case, case.reporter_id, "damage-recorded-you", *_stated(pack), buttons=reporter_rows(case)
            ),
            inform(case, event.by, "write-amount"),
        ),
    )


def amount(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """How much a damage is, was paid by the organisation, or was recovered from the perpetrator."""
    assert isinstance(event, CaseStepTaken)
    damage = case.damage_of(event.subject)
    if not event.value.isascii() or not event.value.isdigit() or int(event.value) > LARGEST_CENTS:
        raise IllegalTransitionError("that is no amount")
    cents = int(event.value)
    if event.step is Step.AMOUNT:
        changed = replace(damage, cents=cents)
    elif event.step is Step.PAID:
        changed = replace(damage, paid_cents=cents)
    else:
        changed = replace(damage, recovered_cents=cents)
    what = f"damage-{event.step.value}"
    after = case.with_damage(changed).noted(event, what, damage.damage_id, cents)
    effects = [
        Record(action=what, subject_id=case.case_id),
        inform(
            case,
            event.by,
            "damage-noted",
            buttons=_rows(after, changed),
            view="ledger-of",
            push=False,
            args=_about(after),
        ),
    ]
    if event.step is not Step.AMOUNT:
        effects.append(
            inform(
                case,
                case.reporter_id,
                f"{what}-you",
                buttons=reporter_rows(case),
                args={"amount": euros(cents)},
            )
        )
    return CaseTransition(case=after, effects=tuple(effects))


def _rows(case: Case, damage: Damage) -> Rows:
    paid = write_button(case, Step.PAID, "button-damage-paid", damage.damage_id, number=damage.number)
    recovered = write_button(
        case, Step.RECOVERED, "button-damage-recovered", damage.damage_id, number=damage.number
    )
    return ((paid, recovered),)


def _about(case: Case) -> dict[str, str | int]:
    return {"about": ",".join(d.damage_id for d in case.damage)}


def rules_texts(pack: Pack) -> tuple[str, ...]:
    """What the pack says about damage: who pays and recovers first, then what else there is."""
    stated = [k for k in text_keys(pack) if k.startswith("damage-")]
    return tuple(sorted(stated, key=lambda k: (not k.startswith(("damage-paid", "damage-recovery")), k)))


def _stated(pack: Pack) -> tuple[str, ...]:
    return tuple(k for k in rules_texts(pack) if "not-stated" not in k)


def euros(cents: int) -> str:
    """An amount as it is written here: € 1.250,50."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02d}"
