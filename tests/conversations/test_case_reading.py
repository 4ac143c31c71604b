"""How a case reads to those in it: who decides, which talk, what belongs to a step, and nothing that is not true."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.aftercare.schedule import is_quiet
from conversations.casework.measures import card_texts, measure_of
from conversations.effects import Say
from conversations.events import CaseTimerRang, DossierOpened, ReceiptConfirmed, ReportWithdrawn, Step
from conversations.packs.model import Pack
from conversations.texts import load_catalogue
from conversations.wording import Words
from tests.conversations.case_desk import DEPUTY, HANDLER, REPORTER, TUESDAY, Desk, case, desk, opened
from tests.conversations.shipped_packs import ASSEN, MAASSLUIS, PACKS, STANDAARD, each_pack

ZONE = ZoneInfo("Europe/Amsterdam")


def words(language: str = "nl") -> Words:
    return Words(load_catalogue(), language, ZONE)


def told(at: Desk, to: str, key: str) -> str:
    """What this text said to somebody, in Dutch."""
    said = next(e for e in at.effects if isinstance(e, Say) and e.to == to and key in e.texts)
    return words().text(key, said.args)


# ---- the card of a measure --------------------------------------------------------------------------------------


@each_pack
def test_only_an_aangifte_says_who_files_it(pack: Pack) -> None:
    for measure in pack.measures:
        texts, _ = card_texts(measure, pack, case(pack_id=pack.id, office=next(iter(pack.offices))))
        says = any(text.startswith("report-by-") for text in texts)
        assert says is (measure.id == "police-report")


def test_what_the_perpetrator_hears_stands_where_the_source_says_it() -> None:
    def says(pack: Pack) -> set[str]:
        cards = {m.id: card_texts(m, pack, case(pack_id=pack.id))[0] for m in pack.measures}
        return {m for m, texts in cards.items() if any(t.startswith("perpetrator-told-") for t in texts)}

    assert says(STANDAARD) == {"police-notification", "police-report"}
    assert says(MAASSLUIS) == {"police-report"}
    assert says(ASSEN) == set()


def test_somebody_whom_the_report_concerns_does_not_decide() -> None:
    ban = measure_of(MAASSLUIS, "building-ban")
    _, plain = card_texts(ban, MAASSLUIS, case())
    _, own = card_texts(ban, MAASSLUIS, case(office="burgemeester"))
    _, left_out = card_texts(ban, MAASSLUIS, case(excluded_roles=("burgemeester",)))
    assert plain["decides_keys"] == "role-burgemeester"
    assert own["decides_keys"] == left_out["decides_keys"] == "role-locoburgemeester"


def test_the_reporter_reads_jij_and_the_handler_who_made_the_report() -> None:
    talk = measure_of(ASSEN, "stop-talk-self")
    _, mine = card_texts(talk, ASSEN, case(pack_id="assen"), for_reporter=True)
    _, theirs = card_texts(talk, ASSEN, case(pack_id="assen"))
    assert words().labels(str(mine["decides_keys"])) == "Griffier, gemeentesecretaris en jij"
    assert words().labels(str(theirs["carries_out_keys"])) == "Wie de melding deed"


def test_what_is_done_is_said_as_it_was_agreed_or_told() -> None:
    at = opened()
    action = at.proposed("order-talk")
    at.step(REPORTER, Step.YES, action).step(HANDLER, Step.CARRIED_OUT, action)
    assert at.said(REPORTER) == ["action-done-you"]
    at.step(HANDLER, Step.CARRIED_OUT, at.proposed("register-only"))
    assert at.said(REPORTER) == ["action-done-told-you"]


# ---- talks ------------------------------------------------------------------------------------------------------


def test_a_planned_talk_names_the_day_and_no_hour() -> None:
    at = opened().step(HANDLER, Step.TALK_PLANNED, "first", "1")
    assert "op woensdag 25 november." in told(at, REPORTER, "talk-planned-you")


def test_every_word_about_a_talk_says_which_one() -> None:
    at = opened().step(HANDLER, Step.TALK_SAID, "second")
    at.step(REPORTER, Step.TALK_DENIED, "second")
    assert "het tweede gesprek" in told(at, HANDLER, "notice-talk-denied")
    at.step(HANDLER, Step.TALK_SAID, "second").step(REPORTER, Step.TALK_CONFIRMED, "second")
    assert "het tweede gesprek" in told(at, HANDLER, "notice-talk-held")


def test_a_card_that_was_looked_at_early_is_not_late_before_its_time() -> None:
    at = opened().step(HANDLER, Step.TALK_OFFERED, "third")
    at.everything.clear()
    at.passes(days=29)
    late = [e.args["talk_key"] for e in at.everything if isinstance(e, Say) and "notice-talk-late" in e.texts]
    assert "talk-third" not in late
    at.everything.clear()
    at.passes(days=14)
    late = [e.args["talk_key"] for e in at.everything if isinstance(e, Say) and "notice-talk-late" in e.texts]
    assert "talk-third" in late


@pytest.mark.parametrize("name", PACKS)
def test_a_handler_is_not_reminded_of_a_talk_at_night(name: str) -> None:
    at = opened(PACKS[name], created_at=TUESDAY + timedelta(hours=12), office=next(iter(PACKS[name].offices)))
    at.now = at.case.created_at
    at.step(HANDLER, Step.TALK_CARD, "first")
    reminded: list[datetime] = []
    while len(reminded) < 3:
        (at.now, timer) = min((due_at, name) for name, due_at in at.timers.items())
        del at.timers[timer]
        at.event(CaseTimerRang(at=at.now, nonce=at.nonce(), timer=timer))
        reminded += [at.now for e in at.effects if isinstance(e, Say) and "notice-talk-late" in e.texts]
    assert [moment for moment in reminded if is_quiet(moment, PACKS[name])] == []


def test_a_case_that_is_opened_again_has_its_talks_back() -> None:
    at = opened()
    at.step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    assert not [timer for timer in at.timers if timer.startswith("talk-")]
    at.step(HANDLER, Step.REOPEN, text="Het begon weer.")
    assert {timer for timer in at.timers if timer.startswith("talk-")} == {
        "talk-first",
        "talk-second",
        "talk-third",
    }
    assert all(due_at >= at.now for due_at in at.timers.values())


def test_a_report_that_was_withdrawn_asks_for_no_talk_again() -> None:
    at = opened()
    at.event(ReportWithdrawn(at=TUESDAY, nonce=at.nonce(), by=REPORTER))
    assert not [timer for timer in at.timers if timer.startswith("talk-")]


# ---- people -----------------------------------------------------------------------------------------------------


def test_whoever_comes_in_after_somebody_stepped_back_can_confirm_at_once() -> None:
    at = desk().step(HANDLER, Step.RECUSE)
    assert "button-confirm-receipt" in at.buttons(DEPUTY)


def test_a_deputy_who_stood_in_has_the_case_no_longer_afterwards() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, DEPUTY)
    assert DEPUTY in at.case.told
    at.step(HANDLER, Step.BACK_AGAIN)
    assert DEPUTY not in at.case.told
    at.step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    assert at.said(DEPUTY) == []


def test_the_reporter_can_write_to_whoever_has_seen_it() -> None:
    at = desk()
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=HANDLER))
    assert at.buttons(REPORTER) == {"button-message-handler"}
    at.event(DossierOpened(at=TUESDAY, nonce=at.nonce(), by=HANDLER))
    assert at.buttons(REPORTER) == {"button-message-handler"}


# ---- a list in a sentence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "language", "said"),
    [
        ("role-griffier,role-burgemeester", "nl", "Griffier en burgemeester"),
        ("role-burgemeester,role-cdk", "nl", "Burgemeester en commissaris van de Koning"),
        ("button-check-klacht,button-check-prosecutor", "nl", "Klacht is ingediend en OM weet ervan"),
        ("target-me,target-family", "en", "Me and my family or home"),
        ("role-griffier,role-cdk", "en", "Clerk (griffier) and King's Commissioner"),
        ("role-griffier", "nl", "Griffier"),
        ("", "nl", ""),
    ],
)
def test_a_list_of_labels_reads_as_a_sentence(keys: str, language: str, said: str) -> None:
    assert words(language).labels(keys) == said
