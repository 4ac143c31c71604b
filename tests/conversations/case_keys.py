"""Text keys of a case that are put together while running, for the test of the catalogues."""

from __future__ import annotations

from conversations.casework.actions import ANSWERED_BY
from conversations.casework.messages import WRITTEN
from conversations.casework.model import ActionState, LabourState, TalkState
from conversations.casework.people import UNTIL_DAYS
from conversations.casework.police import PROGRESS
from conversations.casework.talks import KINDS, PLAN_DAYS
from conversations.events import Step

CHECKS = ("vpt", "mandate", "klachtdelict", "klacht", "prosecutor", "explained")
ANSWERS = {step.value for step in ANSWERED_BY}

LEDGER = {
    *("proposed", "asked", "carried-out", "dropped", "taken-back", "question"),
    *ANSWERS,
    *("talk-planned", "talk-offered", "talk-said", "talk-held", "talk-denied", "talk-declined"),
    *(f"{tick}-{check}" for tick in ("check", "uncheck") for check in CHECKS),
    *(f"progress-{p}" for p in PROGRESS),
    *("damage", "damage-amount", "damage-paid", "damage-recovered"),
    *("injury", "labour-notified", "labour-not-applicable"),
    *("hand-over", "accepted", "recused", "stand-in", "back-again", "stand-in-over"),
    *("closing-asked", "closing-agreed", "closing-not-yet", "closed", "reopened"),
    "file",
    *("report-offered", "report-declined", "became-report", "call-made", "new-threat", "withdrawn"),
}
"""Everything that a case writes in its ledger; test_case_views holds the code to it."""

COMPUTED: dict[str, set[str]] = {
    "action-state": {s.value for s in ActionState} | {"proposed-free"},
    "talk-state": {s.value for s in TalkState} - {"open"},
    "ledger-line-labour": {s.value for s in LabourState} - {""},
    "ledger": LEDGER,
    "action-answered": ANSWERS,
    "notice-answer": ANSWERS,
    "clock": {"receipt", "labour", "silence", "closing", *(f"talk-{kind}" for kind in KINDS)},
    "button-check": set(CHECKS),
    "button-progress": set(PROGRESS),
    "progress": set(PROGRESS),
    "button-talk-in": {str(days) for days in PLAN_DAYS},
    "button-until": set(UNTIL_DAYS),
    "talk": {"planned-you", "offered-you", "denied-you", "declined-you"},
    "notice-talk": {"denied", "declined"},
    "damage": {"paid-you", "recovered-you"},
    "case": {"labour-notified", "labour-not-applicable", "hand-over-whom", "stand-in-whom"},
    "write": {s.value for s in WRITTEN if s is not Step.MESSAGE} | {"message-handler", "message-reporter"},
}


def computed_keys() -> set[str]:
    """All of them."""
    return {f"{prefix}-{name}" for prefix, names in COMPUTED.items() for name in names}
