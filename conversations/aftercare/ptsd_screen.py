"""The PC-PTSD-5: five yes/no questions about the past month, offered at the third check-in.

Source: Prins, Bovin, Kimerling, Kaloupek, Marx, Pless Kaiser and Schnurr, "Primary Care PTSD Screen for DSM-5
(PC-PTSD-5)", US Department of Veterans Affairs, National Center for PTSD; public domain. The Dutch words in the
catalogue are our own translation and were not validated, and the reporter is told so. The instrument's opening
item (was there ever such an event?) is not asked: the questions are about the reported incident. A yes on three
or more maximised sensitivity in the first study (J Gen Intern Med 2016;31:1206-11); four balanced best later, with
three where women would otherwise be missed (JAMA Netw Open 2021;4:e2036733). Three is used, to miss few people.

Owns the count and how it is told, to the reporter alone. It is no diagnosis and follows nobody around: without an
answer to all five there is no result, and nothing is kept unless the reporter shares it.
"""

from __future__ import annotations

from conversations.aftercare.questions import SCREEN_ITEMS
from conversations.effects import Say
from conversations.snapshot import CheckIn

CUT_POINT = 3


def count_of(check_in: CheckIn) -> int | None:
    """How often the answer was yes, or None when not all five were answered."""
    answers = [check_in.chosen(item) for item in SCREEN_ITEMS]
    if not all(answers):
        return None
    return sum("yes" in answer for answer in answers)


def is_raised(check_in: CheckIn) -> bool:
    """Whether the count reaches the cut-point: a talk with the huisarts is worth it."""
    return (count_of(check_in) or 0) >= CUT_POINT


def result(check_in: CheckIn) -> Say:
    """The result in words for the reporter, with what it is not."""
    count = count_of(check_in)
    if count is None:
        return Say(texts=("ptsd-incomplete",), push=False)
    text = "ptsd-result-raised" if is_raised(check_in) else "ptsd-result-low"
    return Say(texts=(text, "ptsd-limits"), args={"count": count, "cut": CUT_POINT}, push=False)
