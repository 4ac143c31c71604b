"""How a case reads: the ledger, the clocks, and where it stands, looked up at the moment of sending.

Owns the lines that a handler and a reporter see of a case: references, states, amounts and times. Pure; never what
somebody wrote, except the words that a message brings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.casework.clocks import open_clocks
from conversations.casework.damage import euros
from conversations.casework.model import (
    ActionState,
    Case,
    CaseAction,
    Damage,
    LabourState,
    LedgerEntry,
    TalkState,
)
from conversations.casework.talks import KINDS as TALKS
from conversations.wording import Words

if TYPE_CHECKING:
    from conversations.shown import KnownStandIn, Shown

MOST_LINES = 40


def stand_in_line(known: KnownStandIn, words: Words) -> str:
    """Who stands in for whom, and until when, as the one of the two reads it who looks."""
    if known.until_at is None:
        key = "stand-in-line-deputy-open" if known.is_deputy else "stand-in-line-absent-open"
        return words.text(key, {"who": known.who})
    key = "stand-in-line-deputy" if known.is_deputy else "stand-in-line-absent"
    return words.text(key, {"who": known.who, "until_at": known.until_at.isoformat()})


def brought(shown: Shown) -> str:
    """What somebody wrote, between quotation marks; a note in its place when it has been delivered before."""
    return f"“{shown.brought}”" if shown.brought else shown.words.text("case-words-gone")


def clocks(shown: Shown) -> str:
    """Every clock that runs in these cases, soonest first."""
    words = shown.words
    running = sorted(
        ((clock, case) for case in shown.cases for clock in open_clocks(case)), key=lambda c: c[0].due_at
    )
    if not running:
        return words.text("my-clocks-none")
    return "\n".join(
        words.text(
            "my-clocks-line",
            {
                "reference": case.reference,
                "clock_key": f"clock-{clock.name}",
                "due_at": clock.due_at.isoformat(),
            },
        )
        for clock, case in running[:MOST_LINES]
    )


def case_card(shown: Shown, status: str) -> str:
    """Where a case stands, for a handler: status, clocks, and who cannot read it yet."""
    case, words = shown.case, shown.words
    if case is None:
        return words.text("status-gone")
    lines = [status]
    if case.origin_reference:
        lines.append(words.text("case-from-request", {"origin": case.origin_reference}))
    running = open_clocks(case)
    if running:
        lines.append(words.text("case-clocks"))
        lines += [
            words.text("case-clocks-line", {"clock_key": f"clock-{c.name}", "due_at": c.due_at.isoformat()})
            for c in running
        ]
    waiting = [a for a in case.actions if not a.is_over]
    if waiting:
        lines.append(words.text("case-actions"))
        lines += [_action_line(a, words) for a in waiting]
    if shown.unreadable_by:
        lines.append(words.text("case-unreadable", {"names": words.listed(list(shown.unreadable_by))}))
    return "\n".join(lines)


def ledger_of(shown: Shown) -> str:
    """Where the actions and damages named in `about` stand, without who did what."""
    case, words = shown.case, shown.words
    if case is None:
        return words.text("status-gone")
    about = str(shown.args.get("about", "")).split(",")
    lines = [_action_line(a, words) for a in case.actions if a.action_id in about]
    lines += [_damage_line(d, words) for d in case.damage if d.damage_id in about]
    return "\n".join(lines) or words.text("ledger-empty")


def _damage_line(damage: Damage, words: Words) -> str:
    return words.text(
        "ledger-line-damage",
        {
            "number": damage.number,
            "amount": words.text("amount-unknown") if damage.cents is None else euros(damage.cents),
            "paid": euros(damage.paid_cents),
            "recovered": euros(damage.recovered_cents),
        },
    )


def ledger_now(shown: Shown) -> str:
    """Where everything stands, without who did what."""
    case, words = shown.case, shown.words
    if case is None:
        return words.text("status-gone")
    return "\n".join(_standing(case, words)) or words.text("ledger-empty")


def ledger(shown: Shown) -> str:
    """Where everything stands, and who did what, in order; the same lines for both sides."""
    case, words = shown.case, shown.words
    if case is None or not _standing(case, words):
        return ledger_now(shown)
    entries = [_entry_line(e, case, shown) for e in case.ledger]
    return "\n".join([*_standing(case, words), "", words.text("ledger-history"), *entries[-MOST_LINES:]])


def _standing(case: Case, words: Words) -> list[str]:
    lines = [_action_line(a, words) for a in case.actions]
    lines += [
        words.text(
            "ledger-line-talk", {"talk_key": f"talk-{t.kind}", "state_key": f"talk-state-{t.state.value}"}
        )
        for t in case.talks
        if t.state is not TalkState.OPEN
    ]
    lines += [_damage_line(d, words) for d in case.damage]
    if case.labour is not LabourState.NONE:
        lines.append(words.text(f"ledger-line-labour-{case.labour.value}"))
    return lines


def _action_line(action: CaseAction, words: Words) -> str:
    needs = "" if action.needs_consent or action.state is ActionState.CARRIED_OUT else "-free"
    state = f"action-state-{action.state.value}{needs if action.state is ActionState.PROPOSED else ''}"
    line = words.text("ledger-line-action", {"measure_key": f"measure-{action.measure}", "state_key": state})
    if not action.checks:
        return line
    done = words.listed([words.text(f"button-check-{check}") for check in action.checks])
    return f"{line} ({done})"


def _entry_line(entry: LedgerEntry, case: Case, shown: Shown) -> str:
    words = shown.words
    mine = entry.by and entry.by == shown.setting.person.person_id
    who = words.text("ledger-you") if mine else words.text(f"role-{entry.role}")
    measure = next((a.measure for a in case.actions if a.action_id == entry.about), "")
    named = f" ({words.text(f'measure-{measure}')})" if measure else ""
    if entry.about in TALKS:
        named = f" ({words.text(f'talk-{entry.about}')})"
    amount = f" ({euros(entry.cents)})" if entry.cents else ""
    what = words.text(f"ledger-{entry.what}")
    if not entry.by:
        return f"• {words.moment(entry.at)}: {what}"
    return f"• {words.moment(entry.at)}: {who}, {what}{named}{amount}"
