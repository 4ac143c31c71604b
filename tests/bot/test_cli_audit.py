"""The audit log from the command line: whole or not, against a noted head, and readable without content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bot.cli_testkit import Installation, install, refused, run, succeeded


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    for _ in range(3):
        succeeded(made.invite_reporter())
    return made


def head_of(made: Installation) -> str:
    (found,) = re.findall(r"\b\d+-[0-9a-f]{16}\b", succeeded(made.run("audit", "verify")))
    return str(found)


def test_a_whole_log_shows_its_head_also_while_the_bot_runs(made: Installation) -> None:
    noted = head_of(made)
    assert noted.startswith("3-")
    with made.while_the_bot_runs():
        assert "staat er nog precies zo" in succeeded(made.run("audit", "verify", "--head", noted))
    assert noted in succeeded_doctor(made)
    succeeded(made.invite_reporter())
    assert head_of(made) != noted
    succeeded(made.run("audit", "verify", "--head", noted))


def succeeded_doctor(made: Installation) -> str:
    """What doctor shows; nobody is enrolled, so it finds something wrong."""
    shown = made.run("doctor", "--offline").stdout
    return re.sub(r"\s+", "", shown)


def test_lines_that_were_cut_off_show_against_a_noted_head(made: Installation) -> None:
    noted = head_of(made)
    made.change(lambda tx: tx.execute("DELETE FROM audit WHERE seq = 3"))
    succeeded(made.run("audit", "verify"))
    refused(
        made.run("audit", "verify", "--head", noted),
        "afgekapt: het eindigt voor de genoteerde regel, bij regel 3",
    )


def test_a_log_that_was_made_anew_shows_against_a_noted_head(made: Installation) -> None:
    noted = head_of(made)
    made.change(lambda tx: tx.execute("DELETE FROM audit WHERE seq = 3"))
    succeeded(made.invite_reporter())
    refused(made.run("audit", "verify", "--head", noted), "regel 3 is een andere dan je noteerde")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET action = 'exported' WHERE seq = 2", "DELETE FROM audit WHERE seq = 2"]
)
def test_a_changed_line_is_found(made: Installation, statement: str) -> None:
    made.change(lambda tx: tx.execute(statement))
    refused(made.run("audit", "verify"), "regel 2 past niet")


def check_number(made: Installation) -> str:
    """As it stands under a notice on a case handler's phone."""
    digits = head_of(made).partition("-")[2]
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def test_a_check_number_that_a_handler_received_finds_a_log_that_was_cut_off(made: Installation) -> None:
    received = check_number(made)
    succeeded(made.invite_reporter())
    for written in (received, received.upper(), received.replace("-", " "), received.replace("-", "")):
        assert "staat er nog precies zo" in succeeded(made.run("audit", "verify", "--head", written))
    made.change(lambda tx: tx.execute("DELETE FROM audit WHERE seq >= 3"))
    succeeded(made.run("audit", "verify"))
    refused(made.run("audit", "verify", "--head", received), "controlegetal staat niet in het logboek")
    succeeded(made.invite_reporter())
    refused(made.run("audit", "verify", "--head", received), "controlegetal staat niet in het logboek")


@pytest.mark.parametrize(
    "head",
    ["3", "3-9f3c", "9f3c-27d1-a0b4", "0000-0000-0000-000g", "x-0123456789abcdef", "3-0123456789abcdeg"],
)
def test_what_is_no_head_is_refused(made: Installation, head: str) -> None:
    refused(made.run("audit", "verify", "--head", head), "geen controlegetal")


def test_lines_are_shown_without_names(made: Installation) -> None:
    shown = succeeded(made.run("audit", "show", "--last", "2"))
    assert shown.count("invited") == 2
    assert "beheerder" in shown
    assert "Sanne" not in shown
    assert shown.count("uitnodiging") == 2
    assert "onbekend" not in shown
    succeeded(made.run("backup", "--to", made.folder / "kopie.age"))
    assert "deze installatie" in succeeded(made.run("audit", "show", "--last", "1"))
    refused(made.run("audit", "show", "R-0000-00"), "R-0000-00")


def test_an_empty_log_is_said_to_be_empty(tmp_path: Path) -> None:
    made = install(tmp_path)
    assert succeeded(made.run("audit", "show")) == "Het logboek is leeg.\n"
    english = run("audit", "show", "--config", made.file, "--language", "en")
    assert succeeded(english) == "The audit log is empty.\n"
