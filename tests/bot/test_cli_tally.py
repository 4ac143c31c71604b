"""The tally from the command line: nothing below five, numbers from five on, and lines that only a handler opens."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conversations.sealed_content import CONTENT_TYPE, REMARK_BYTES, remark_content
from storage.care_tally import count_rating, keep_remark
from tests.bot.cli_testkit import GRIFFIER, Installation, install, protected_identity, run, succeeded

MONTH = datetime(2026, 11, 1, tzinfo=UTC)
LINE = "Er was eindelijk iemand die vroeg hoe het ging."


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def rate(made: Installation, *ratings: str) -> None:
    def work(tx: sqlite3.Connection) -> None:
        for rating in ratings:
            count_rating(tx, made.fe, rating, MONTH)

    made.change(work)


def write_lines(made: Installation, *lines: str) -> None:
    def work(tx: sqlite3.Connection) -> None:
        for line in lines:
            keep_remark(
                tx,
                remark_content(line),
                [GRIFFIER.recipient],
                content_type=CONTENT_TYPE,
                month=MONTH,
                pack_id="maassluis",
                pack_version=1,
            )

    made.change(work)


def test_below_five_there_is_nothing_to_see(made: Installation, tmp_path: Path) -> None:
    assert "Nog geen vijf antwoorden" in succeeded(made.run("tally"))
    rate(made, "helped", "not", "not", "not")
    write_lines(made, LINE)
    shown = succeeded(made.run("tally", "--lines", tmp_path / "lines"))
    assert "Nog geen vijf antwoorden" in shown
    assert "Er zijn nog geen vijf zinnen" in shown
    assert list((tmp_path / "lines").iterdir()) == []


def test_from_five_on_the_numbers_are_there_also_while_the_bot_runs(made: Installation) -> None:
    rate(made, "helped", "helped", "so-so", "not", "helped", "not")
    with made.while_the_bot_runs():
        shown = succeeded(made.run("tally"))
    assert "Tot en met 2026-11: hielp 3, een beetje 1, hielp niet 1 (van 5)." in shown
    assert "Samen: hielp 3, een beetje 1, hielp niet 1 (van 5)." in shown


def test_a_case_handler_opens_the_lines_and_finds_no_name(made: Installation, tmp_path: Path) -> None:
    write_lines(made, *(f"{LINE} {number}" for number in range(5)))
    folder = tmp_path / "lines"
    assert "5 verzegelde zinnen" in succeeded(made.run("tally", "--lines", folder))
    files = sorted(folder.iterdir())
    assert len(files) == 5
    assert len({path.stat().st_size for path in files}) == 1
    assert not any(LINE.encode() in path.read_bytes() for path in files)
    key, passphrase = protected_identity(tmp_path)
    shown = succeeded(run("open", files[0], "--identity", key, "--passphrase-file", passphrase))
    assert "EEN ZIN OVER DE NAZORG (zonder naam)" in shown
    assert LINE in shown
    assert "Sanne" not in shown


@pytest.mark.parametrize("text", ["", "x", "é" * 300, "\U0001f499" * 300, '"' * 300])
def test_every_line_has_the_same_size(text: str) -> None:
    assert len(remark_content(text)) == REMARK_BYTES
