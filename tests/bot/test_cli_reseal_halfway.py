"""Sealing again that was stopped halfway: it goes on, nothing is lost, and the old envelopes stay until then."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.reseal import work as reseal_work
from storage import evidence_files, spool
from tests.bot.cli_testkit import GRIFFIER, refused, succeeded
from tests.bot.dossier_testkit import REFERENCE
from tests.bot.reseal_testkit import EVERYTHING, PIM, Changing, files_under


@pytest.fixture
def case(tmp_path: Path) -> Changing:
    return Changing(tmp_path)


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
