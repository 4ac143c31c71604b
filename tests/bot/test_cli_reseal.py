"""Recipients change: what is sealed goes to the handler's own computer and comes back, and the server opens nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from bot.server_keys import load_signing_key
from storage import people, recipients
from storage.recipients import KeptRecipient, RecipientState
from storage.sealing import EnvelopeName, Identity, unwrap_header, verify_envelope
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, refused, succeeded
from tests.bot.dossier_testkit import AT, CASE_ID, REFERENCE, STORY
from tests.bot.reseal_testkit import EVERYTHING, PIM, STRANGER, Changing, files_under, payloads, whole


@pytest.fixture
def case(tmp_path: Path) -> Changing:
    return Changing(tmp_path)


# ---- somebody is added ------------------------------------------------------------------------------------------


def test_a_new_deputy_reads_everything_after_a_handler_sealed_it_again(case: Changing) -> None:
    case.add_pim()
    assert case.opens(PIM) == set()
    before = payloads(case)
    assert "opnieuw te verzegelen" in succeeded(case.ask())
    shown = succeeded(case.reseal())
    assert "Gerda Testman (Griffier)" in shown
    assert "Pim Voorbeeldsma (Griffier) – nieuw" in shown
    assert PIM.recipient.fingerprint() in shown
    assert "4 onderdelen opnieuw verzegeld" in shown
    assert "4 onderdelen vervangen" in succeeded(case.accept())
    assert [case.opens(i) for i in (GRIFFIER, PIM, RECOVERY)] == [EVERYTHING] * 3
    assert payloads(case) == before  # only the headers were replaced
    assert ("gerda", "resealed-report") in case.audited()
    refused(case.made.run("export", "--to-reseal", "--to", case.made.folder / "nog"), "iedereen")


def test_what_was_exchanged_is_signed_by_the_server_and_opens_as_a_dossier(case: Changing) -> None:
    case.add_pim()
    for step in (case.ask, case.reseal, case.accept):
        succeeded(step())
    key = load_signing_key(case.made.config).verifying_key
    for part, envelope in case.sealed().items():
        age_file = whole(case, envelope)
        assert hashlib.sha256(age_file).digest() == envelope.sha256
        name = EnvelopeName(report_id=CASE_ID, part=part, revision=envelope.revision)
        verify_envelope(
            key, name=name, age_file=age_file, created_at=envelope.created_at, signature=envelope.signature
        )
    case.to = case.made.folder / "dossier"
    case.folder = case.to / REFERENCE
    succeeded(case.export())
    assert STORY in succeeded(case.open())


def test_while_the_bot_runs_it_makes_the_exchange(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    with case.made.while_the_bot_runs():
        assert "binnen enkele seconden" in succeeded(case.accept())
        waiting = files_under(case.made.spool)
        assert {path.stat().st_mode & 0o777 for path in waiting} == {0o600}
    assert case.opens(PIM) == set()
    case.the_bot_picks_up()
    assert case.opens(PIM) == EVERYTHING
    assert files_under(case.made.spool) == []
    assert "al opgenomen" in succeeded(case.accept())
    assert [action for _, action in case.audited()].count("resealed-report") == 1


def test_nothing_is_in_the_clear_anywhere_and_only_its_owner_can_read_it(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    with case.made.while_the_bot_runs():
        succeeded(case.accept())
    for folder in (case.to, case.back, case.made.spool):
        for path in files_under(folder):
            assert path.stat().st_mode & 0o777 == 0o600
            assert STORY.encode() not in path.read_bytes()
            assert b"Sanne" not in path.read_bytes()
            assert b"AGE-SECRET-KEY" not in path.read_bytes()


def test_the_language_follows(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    assert "new: call them" in succeeded(case.reseal(answers="yes\n", language="en"))


# ---- somebody leaves --------------------------------------------------------------------------------------------


def test_who_left_cannot_read_it_any_more_not_even_with_a_file_key_that_was_kept(case: Changing) -> None:
    kept = {part: unwrap_header(whole(case, e), [GRIFFIER]) for part, e in case.sealed().items()}
    before, old_file = payloads(case), case.sealed()["evidence-f1"].payload_file
    assert old_file is not None
    case.pim_takes_over()
    succeeded(case.ask())
    shown = succeeded(case.reseal(GRIFFIER))  # who had it seals it again for who takes it over
    assert "Gerda" not in shown
    succeeded(case.accept())
    assert case.opens(GRIFFIER) == set()
    assert case.opens(PIM) == EVERYTHING
    after = payloads(case)
    assert {part for part in EVERYTHING if after[part] == before[part]} == set()
    fresh = {part: unwrap_header(whole(case, e), [PIM]) for part, e in case.sealed().items()}
    assert set(fresh.values()).isdisjoint(kept.values())
    new_file = case.sealed()["evidence-f1"].payload_file
    assert [path.name for path in case.made.config.evidence_folder.iterdir()] == [new_file] != [old_file]
    assert old_file is not None


def test_somebody_who_lost_the_passphrase_gets_it_back_through_the_recovery_identity(case: Changing) -> None:
    again = Identity.generate()

    def new_recipient(tx: object) -> bool:
        kept = KeptRecipient(
            recipient_id="n" * 32,
            person_id="gerda",
            recipient=str(again.recipient),
            state=RecipientState.PENDING,
            created_at=AT,
        )
        recipients.offer(tx, case.made.fe, kept)  # type: ignore[arg-type]
        return recipients.confirm(tx, case.made.fe, kept.recipient_id, kept.recipient)  # type: ignore[arg-type]

    assert case.transaction(new_recipient)
    succeeded(case.ask())
    shown = succeeded(case.reseal(RECOVERY))
    assert "Eén onderdeel daarvan kan deze sleutel niet openen" in shown
    succeeded(case.accept())
    assert case.opens(again) == EVERYTHING - {"evidence-f1"}
    assert ("recovery", "resealed-report") in case.audited()


def test_a_handler_seals_again_with_the_identity_they_had_before(case: Changing) -> None:
    again = Identity.generate()
    case.transaction(lambda tx: people.set_recipient(tx, case.made.fe, "gerda", str(again.recipient)))
    case.transaction(
        lambda tx: recipients.offer(
            tx,
            case.made.fe,
            KeptRecipient(
                recipient_id="o" * 32,
                person_id="gerda",
                recipient=str(GRIFFIER.recipient),
                state=RecipientState.FORMER,
                created_at=AT,
            ),
        )
    )
    for step in (case.ask, case.reseal, case.accept):
        succeeded(step())
    assert case.opens(again) == EVERYTHING
    assert case.opens(GRIFFIER) == set()


# ---- left out of the case ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["recused", "excluded", "reporter", "removed"])
def test_nobody_who_is_left_out_is_sealed_to(case: Changing, how: str) -> None:
    case.enrol("gijs", "Gijs Fictief-Jansen", STRANGER, role="gemeentesecretaris")
    case.change(lambda c: replace(c, deputies=("pim", "gijs")))
    if how == "recused":
        case.change(lambda c: replace(c, recused=("gijs",)))
    elif how == "excluded":
        case.change(lambda c: replace(c, excluded_roles=("gemeentesecretaris",)))
    elif how == "reporter":
        case.change(lambda c: replace(c, reporter_id="gijs"))
    else:
        case.transaction(lambda tx: people.remove_person(tx, case.made.fe, "gijs"))
    succeeded(case.ask())
    shown = succeeded(case.reseal())
    assert "Gijs" not in shown
    succeeded(case.accept())
    assert case.opens(STRANGER) == set()
    assert case.opens(PIM) == EVERYTHING


@pytest.mark.parametrize("took_it_up", [True, False])
def test_whoever_took_the_case_up_reads_it_and_who_was_only_told_does_not(
    case: Changing, took_it_up: bool
) -> None:
    case.enrol("gijs", "Gijs Fictief-Jansen", STRANGER, role="burgemeester")
    received_by = "gijs" if took_it_up else ""
    case.change(lambda c: replace(c, told=("gerda", "gijs"), received_by=received_by))
    succeeded(case.ask())
    for step in (case.reseal, case.accept):
        succeeded(step())
    assert case.opens(STRANGER) == (EVERYTHING if took_it_up else set())


def test_who_steps_back_meanwhile_is_found_before_anything_is_exchanged(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    case.change(lambda c: replace(c, recused=("pim",)))
    refused(case.accept(), f"Bij {REFERENCE} is sindsdien veranderd")
    assert case.opens(PIM) == set()
    assert files_under(case.made.spool) == []


def test_who_steps_back_after_the_bot_was_asked_is_found_by_the_bot(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    before = case.sealed()
    with case.made.while_the_bot_runs():
        succeeded(case.accept())
    case.change(lambda c: replace(c, recused=("pim",)))
    case.the_bot_picks_up()
    assert case.sealed() == before
    assert files_under(case.made.spool) == []


def test_who_stepped_back_cannot_do_it_for_others(case: Changing) -> None:
    case.change(lambda c: replace(c, handlers=("pim",), recused=("gerda",), told=("pim",)))
    succeeded(case.ask())
    refused(case.reseal(GRIFFIER), "opent niets van wat hier ligt")
