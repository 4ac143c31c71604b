"""The progress of the questions counts up by one, and ends at its total."""

from __future__ import annotations

import pytest

from conversations.draft import Draft
from conversations.packs.model import Pack
from conversations.questions import BY_STATE, following, progress
from conversations.snapshot import ReportState as S
from tests.conversations.moments import AT, draft
from tests.conversations.shipped_packs import PACKS

CHOICES: tuple[dict[S, tuple[str, ...]], ...] = (
    {},
    {S.BEHAVIOUR: ("weapon",)},
    {S.PERPETRATOR: ("unknown",)},
    {S.SAFETY: ("no",), S.PERPETRATOR: ("unknown",)},
)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
@pytest.mark.parametrize("choices", CHOICES)
def test_the_progress_counts_up(pack: Pack, choices: dict[S, tuple[str, ...]]) -> None:
    known: Draft = draft()
    for step, chosen in choices.items():
        known = known.with_choice(step, chosen, AT)
    shown, state = [], S.WHAT_HAPPENED
    while state in BY_STATE:
        shown.append(progress(state, known, pack))
        state = following(state, known, pack)
    total = len(shown)
    assert shown == [(number, total) for number in range(1, total + 1)]


def test_a_question_that_is_changed_from_the_review_still_has_a_place() -> None:
    quiet = draft()
    number, total = progress(S.INJURY, quiet, PACKS["maassluis"])
    assert 1 <= number <= total
