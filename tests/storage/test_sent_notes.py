"""The notes of what left: read back by the next process, damaged lines passed over, emptied when all is recorded."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from storage import sent_notes
from storage.sent_notes import SentNote, SentNotes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / sent_notes.FILE_NAME


def test_the_next_process_reads_what_was_noted(path: Path) -> None:
    before = SentNotes(path)
    assert before.note("ab12", (7, 8))
    assert before.note("cd34", (9,))
    before.close()
    assert SentNotes(path).earlier() == [
        SentNote(prompt_id="ab12", message_ids=(7, 8)),
        SentNote(prompt_id="cd34", message_ids=(9,)),
    ]


def test_only_its_owner_can_read_it(path: Path) -> None:
    SentNotes(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_emptied_once_everything_is_recorded_and_not_before(path: Path) -> None:
    notes = SentNotes(path)
    notes.note("ab12", (7,))
    notes.note("cd34", (8,))
    notes.recorded(["cd34"])
    assert path.stat().st_size > 0
    notes.recorded(["ab12"])
    assert path.stat().st_size == 0
    notes.note("ef56", (9,))
    assert SentNotes(path).earlier() == [SentNote(prompt_id="ef56", message_ids=(9,))]


def test_what_an_earlier_process_noted_is_kept_until_it_is_recorded(path: Path) -> None:
    SentNotes(path).note("ab12", (7,))
    notes = SentNotes(path)
    notes.earlier()
    notes.note("cd34", (8,))
    notes.recorded(["cd34"])
    assert [note.prompt_id for note in SentNotes(path).earlier()] == ["ab12", "cd34"]
    notes.recorded(["ab12"])
    assert path.stat().st_size == 0


@pytest.mark.parametrize("damage", range(1, 14))
def test_a_line_that_a_power_cut_tore_is_passed_over(path: Path, damage: int) -> None:
    notes = SentNotes(path)
    notes.note("ab12", (7,))
    notes.note("cd34", (8,))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - damage])
    assert [note.prompt_id for note in SentNotes(path).earlier()] in (["ab12"], ["ab12", "cd34"])
    path.write_bytes(bytes(damage) + whole[damage:])
    assert [note.prompt_id for note in SentNotes(path).earlier()] == ["cd34"]


def test_every_changed_byte_is_noticed(path: Path) -> None:
    notes = SentNotes(path)
    notes.note("ab12", (7, 81))
    whole = path.read_bytes()
    for place in range(len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        assert SentNotes(path).earlier() == []


def test_a_full_file_takes_no_more_notes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_notes, "MOST_BYTES", 30)
    notes = SentNotes(path)
    assert notes.note("ab12", (7,))
    assert not notes.note("cd34", (8,))
    notes.recorded(["ab12"])
    assert notes.note("cd34", (8,))


def test_a_disk_that_is_full_is_told_and_not_raised(tmp_path: Path) -> None:
    path = tmp_path / "full"
    path.symlink_to("/dev/full")
    notes = SentNotes(path)
    assert not notes.note("ab12", (7,))
    assert os.path.realpath(path) == "/dev/full"
