"""The text keys of aftercare that the code puts together while running."""

from __future__ import annotations

from conversations.aftercare.questions import FLOWS, View
from conversations.aftercare.rating import RATINGS
from conversations.aftercare.times import local_time, snooze_options
from conversations.snapshot import CareFacts, CheckIn
from tests.conversations.care_phone import CASE, MORNING, REFERENCE, setting_of
from tests.conversations.shipped_packs import PACKS

CONSENTS = ("share", "share-all", "share-without", "answered", "nobody")
THANKS = ("share", "answered", "nobody")
TALKS = ("first", "second", "third")
OUTCOMES = ("shared", "answered", "skipped", "stopped", "stale")


def views() -> list[View]:
    """A view of each kind of check-in under each pack, in which every question has its options."""
    facts = CareFacts(case_id=CASE, wanted=("damage",))
    return [
        View(
            check_in=CheckIn(
                check_in_id="x", case_id=CASE, reference=REFERENCE, kind=kind, touched_at=MORNING
            ),
            facts=facts,
            setting=setting_of(pack),
        )
        for pack in PACKS.values()
        for kind in FLOWS
    ]


def option_keys() -> set[str]:
    """The labels of all answers."""
    return {
        question.label(option, view.setting)
        for view in views()
        for question in FLOWS[view.check_in.kind]
        for option in question.options(view)
    }


def question_keys() -> set[str]:
    """The questions themselves."""
    asked = {question.id for flow in FLOWS.values() for question in flow}
    return {f"check-in-ask-{question}" for question in asked}


def computed_keys() -> set[str]:
    """Everything that no literal in the code names in full."""
    noon = local_time(MORNING, 0, MORNING.time(), PACKS["standaard"])
    return {
        *option_keys(),
        *question_keys(),
        *(f"check-in-invite-{kind}" for kind in FLOWS),
        *(f"check-in-consent-{consent}" for consent in CONSENTS),
        *(f"check-in-thanks-{consent}" for consent in THANKS),
        *(f"check-in-snooze-{option}" for option in snooze_options(noon, PACKS["standaard"])),
        *(f"check-in-talk-{talk}" for talk in TALKS),
        *(f"talk-{talk}" for talk in TALKS),
        *(f"check-in-rating-{rating}" for rating in RATINGS),
        *(f"care-kind-{kind}" for kind in FLOWS),
        *(f"care-outcome-{outcome}" for outcome in OUTCOMES),
        "notice-check-in-unanswered-twice",
    }
