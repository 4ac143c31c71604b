"""Recipients change: what is sealed goes to the handler's own computer and comes back, and the server opens nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.reseal import work as reseal_work
from bot.reseal.listing import SealingList, proven, read_result, secret_for, signed_list
from bot.server_keys import load_signing_key
from storage import evidence_files, people, recipients, spool
from storage.envelopes import StoredEnvelope
from storage.recipients import KeptRecipient, RecipientState
from storage.reports import whole_age_file
from storage.sealing import (
    EnvelopeName,
    Identity,
    SigningKey,
    reseal,
    seal,
    split_age_file,
    unwrap_header,
    verify_envelope,
)
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, refused, succeeded
from tests.bot.dossier_testkit import AT, CASE_ID, REFERENCE, STORY
from tests.bot.reseal_testkit import PIM, STRANGER, Changing

EVERYTHING = {"report", "supplement", "check-in-first", "evidence-f1"}


@pytest.fixture
def case(tmp_path: Path) -> Changing:
    return Changing(tmp_path)


def whole(case: Changing, envelope: StoredEnvelope) -> bytes:
    return whole_age_file(envelope, case.made.config.evidence_folder)


def payloads(case: Changing) -> dict[str, bytes]:
    return {part: split_age_file(whole(case, e))[1] for part, e in case.sealed().items()}


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


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


# ---- stopped halfway --------------------------------------------------------------------------------------------


def test_a_run_that_was_killed_goes_on_and_lost_nothing(
    case: Changing, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.add_pim()
    succeeded(case.ask())
    exported = {path: path.read_bytes() for path in files_under(case.to)}
    written: list[Path] = []
    write = reseal_work.write_private

    def killed(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(path)
        write(path, data)

    monkeypatch.setattr(reseal_work, "write_private", killed)
    refused(case.reseal(), "Gestopt")
    assert len(written) == 2
    assert not (case.back / REFERENCE).exists()
    refused(case.accept(), "staat niets dat opnieuw is verzegeld")
    monkeypatch.undo()
    succeeded(case.reseal())
    assert {path: path.read_bytes() for path in files_under(case.to)} == exported
    once = {path: path.read_bytes() for path in files_under(case.back)}
    succeeded(case.reseal())  # finished: it is left as it is
    assert {path: path.read_bytes() for path in files_under(case.back)} == once
    succeeded(case.accept())
    assert case.opens(PIM) == EVERYTHING


def test_a_bot_that_lost_the_waiting_files_keeps_the_old_envelopes(case: Changing) -> None:
    case.pim_takes_over()
    succeeded(case.ask())
    succeeded(case.reseal())
    before = case.sealed()
    with case.made.while_the_bot_runs():
        succeeded(case.accept())
    for path in files_under(case.made.spool):
        if path.suffix != ".request":
            path.unlink()
    case.the_bot_picks_up()
    assert case.sealed() == before
    assert case.opens(GRIFFIER) == EVERYTHING
    succeeded(case.accept())
    assert case.opens(PIM) == EVERYTHING


def test_a_crash_of_the_bot_anywhere_in_the_exchange_costs_nothing(case: Changing) -> None:
    case.pim_takes_over()
    succeeded(case.ask())
    succeeded(case.reseal())
    with case.made.while_the_bot_runs():
        succeeded(case.accept())
    folder, evidence, before = case.made.spool, case.made.config.evidence_folder, case.sealed()

    def crash(tx: sqlite3.Connection) -> None:
        spool.take_all(tx, case.made.fe, folder)
        raise RuntimeError("before the commit")

    with pytest.raises(RuntimeError):
        case.transaction(crash)
    assert case.sealed() == before
    known = {e.payload_file for e in before.values() if e.payload_file}
    assert evidence_files.remove_orphans(evidence, known) == 1  # as the next start does
    taken = case.transaction(
        lambda tx: spool.take_all(tx, case.made.fe, folder)
    )  # and a crash after the commit
    after = case.sealed()
    assert case.opens(PIM) == EVERYTHING
    again = case.transaction(lambda tx: spool.take_all(tx, case.made.fe, folder))
    assert (case.sealed(), set(again) <= set(taken)) == (after, True)
    spool.discard(folder, taken)
    assert files_under(folder) == []
    assert {e.payload_file for e in after.values() if e.payload_file} == {p.name for p in evidence.iterdir()}


def test_a_running_bot_exchanges_so_many_at_once_and_the_others_the_next_time(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    with case.made.while_the_bot_runs():
        succeeded(case.accept())
    for done in (3, 4):
        taken = case.transaction(lambda tx: spool.take_all(tx, case.made.fe, case.made.spool, 3))
        spool.discard(case.made.spool, taken)
        assert len(case.opens(PIM)) == done


# ---- what the handler refuses -----------------------------------------------------------------------------------


def test_a_wrong_identity_and_a_no_are_said_and_nothing_is_written(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    done = case.reseal(STRANGER)
    assert done.exit_code == 1
    assert "Deze sleutel opent niets van wat hier ligt" in done.stderr
    done = case.reseal(answers="nee\n")
    assert done.exit_code == 1
    assert "Gestopt" in done.stderr
    assert not case.back.exists()


def other_people_on_the_list(case: Changing) -> str:
    path = case.folder / "reseal.json"
    signed = json.loads(path.read_text())
    signed["list"]["receivers"][0]["recipient"] = str(STRANGER.recipient)
    path.write_text(json.dumps(signed))
    return "niet door de server getekend"


def a_list_signed_by_an_outsider(case: Changing) -> str:
    path = case.folder / "reseal.json"
    listed = SealingList.model_validate(json.loads(path.read_text())["list"])
    path.write_bytes(signed_list(listed, SigningKey.generate()))
    return "niet door de server getekend"


def everything_signed_by_an_outsider(case: Changing) -> str:
    other, path = SigningKey.generate(), case.folder / "reseal.json"
    listed = SealingList.model_validate(json.loads(path.read_text())["list"])
    path.write_bytes(signed_list(listed, other))
    case.save({**case.manifest, "verifying_key": other.verifying_key.serialise()})
    return "andere sleutel getekend"


def the_list_of_another_case(case: Changing) -> str:
    case.save({**case.manifest, "reference": "R-AAAA-AA"})
    return "niet door de server getekend"


def a_changed_part(case: Changing) -> str:
    path = case.folder / "report.1.age"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return "report is veranderd"


def no_list(case: Changing) -> str:
    (case.folder / "reseal.json").unlink()
    return "staat niets om opnieuw te verzegelen"


@pytest.mark.parametrize(
    "spoil",
    [
        other_people_on_the_list,
        a_list_signed_by_an_outsider,
        everything_signed_by_an_outsider,
        the_list_of_another_case,
        a_changed_part,
        no_list,
    ],
)
def test_a_handler_seals_nothing_that_the_server_did_not_sign(
    case: Changing, spoil: Callable[[Changing], str]
) -> None:
    case.add_pim()
    succeeded(case.ask())
    reason = spoil(case)
    done = case.reseal()
    assert done.exit_code == 1
    assert reason in done.stderr
    assert not list(case.back.glob("R-*"))


# ---- what the server refuses ------------------------------------------------------------------------------------


def replaced_file(case: Changing, part: str, data: bytes, *, prove: bool = True) -> None:
    """Put another file in what is brought back, as a handler with bad intentions could: with a proof that fits."""
    (case.back / REFERENCE / f"{part}.1.age").write_bytes(data)
    changed = case.brought_back()
    line = next(e for e in changed["envelopes"] if e["part"] == part)
    line["sha256"] = hashlib.sha256(data).hexdigest()
    case.bring_back(changed)
    if prove:
        proven_again(case)


def proven_again(case: Changing) -> None:
    listed = SealingList.model_validate(json.loads((case.folder / "reseal.json").read_text())["list"])
    secret, result = secret_for(listed, GRIFFIER), read_result(case.result_file)
    assert secret is not None
    assert result is not None
    case.result_file.write_text(proven(result, secret).model_dump_json())


def an_old_file(case: Changing) -> bytes:
    return (case.folder / "report.1.age").read_bytes()


def another_payload(case: Changing) -> str:
    people_of_case = [GRIFFIER.recipient, PIM.recipient, RECOVERY.recipient]
    replaced_file(case, "report", reseal(an_old_file(case), [GRIFFIER], people_of_case, fresh=True))
    return "report van R-7F3K-QM past niet"


def for_fewer_people(case: Changing) -> str:
    replaced_file(case, "report", reseal(an_old_file(case), [GRIFFIER], [PIM.recipient], fresh=False))
    return "report van R-7F3K-QM past niet"


def the_old_file_again(case: Changing) -> str:
    replaced_file(case, "report", an_old_file(case))
    return "report van R-7F3K-QM past niet"


def another_part(case: Changing) -> str:
    replaced_file(case, "report", (case.back / REFERENCE / "supplement.1.age").read_bytes())
    return "report van R-7F3K-QM past niet"


def no_age_file(case: Changing) -> str:
    replaced_file(case, "report", b"not an age file")
    return "report van R-7F3K-QM past niet"


def a_file_changed_on_the_way(case: Changing) -> str:
    path = case.back / REFERENCE / "report.1.age"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return "report van R-7F3K-QM past niet"


def without_proof(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "proof": ""})
    return "niet te zien wie"


def by_somebody_else(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "by": str(RECOVERY.recipient)})
    return "niet te zien wie"


def by_a_stranger(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "by": str(STRANGER.recipient)})
    return "niet te zien wie"


def changed_after_the_proof(case: Changing) -> str:
    replaced_file(case, "report", an_old_file(case), prove=False)
    return "niet te zien wie"


def for_a_stranger(case: Changing) -> str:
    changed = case.brought_back()
    case.bring_back({**changed, "recipients": [*changed["recipients"], str(STRANGER.recipient)]})
    proven_again(case)
    return "is sindsdien veranderd"


def an_unknown_part(case: Changing) -> str:
    changed = case.brought_back()
    changed["envelopes"][0]["part"] = "elsewhere"
    case.bring_back(changed)
    proven_again(case)
    return "is sindsdien veranderd"


def not_json(case: Changing) -> str:
    case.result_file.write_text("{")
    return "teruggebracht, is beschadigd"


def a_path(case: Changing) -> str:
    changed = case.brought_back()
    changed["envelopes"][0]["file"] = "../../report.1.age"
    case.bring_back(changed)
    return "teruggebracht, is beschadigd"


@pytest.mark.parametrize(
    "spoil",
    [
        another_payload,
        for_fewer_people,
        the_old_file_again,
        another_part,
        no_age_file,
        a_file_changed_on_the_way,
        without_proof,
        by_somebody_else,
        by_a_stranger,
        changed_after_the_proof,
        for_a_stranger,
        an_unknown_part,
        not_json,
        a_path,
    ],
)
def test_the_server_exchanges_nothing_when_one_thing_does_not_fit(
    case: Changing, spoil: Callable[[Changing], str]
) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    before = case.sealed()
    reason = spoil(case)
    refused(case.accept(), reason)
    assert case.sealed() == before
    assert not case.made.spool.exists() or files_under(case.made.spool) == []


def test_a_payload_that_was_not_made_anew_is_refused_when_somebody_left(case: Changing) -> None:
    case.pim_takes_over()
    succeeded(case.ask())
    succeeded(case.reseal())
    old = an_old_file(case)
    receivers = [RECOVERY.recipient, PIM.recipient]
    replaced_file(case, "report", reseal(old, [GRIFFIER], receivers, fresh=False))
    refused(case.accept(), "report van R-7F3K-QM past niet")
    replaced_file(case, "report", seal(b"something shorter", receivers))
    refused(case.accept(), "report van R-7F3K-QM past niet")
    assert case.opens(PIM) == set()


def test_the_language_follows(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    assert "new: call them" in succeeded(case.reseal(answers="yes\n", language="en"))
