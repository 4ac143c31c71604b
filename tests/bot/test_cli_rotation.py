"""Rotating the operational key from the command line, killed at every named point and given again."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.key_file import read_keys, write_keys
from tests.bot.cli_testkit import Installation, install, refused, succeeded, token_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def key_file(made: Installation) -> Path:
    return Path(made.config.storage.operational_key_file)


def people(made: Installation) -> str:
    return succeeded(made.run("people", "--names"))


def test_without_open_invitations_the_old_key_goes_at_once(made: Installation) -> None:
    (old,) = read_keys(key_file(made))
    shown = succeeded(made.run("rotate-key", answers="ja\n"))
    (new,) = read_keys(key_file(made))
    assert new.key_id != old.key_id
    assert new.key_id.hex() in shown
    assert stat.S_IMODE(key_file(made).stat().st_mode) == 0o600
    logged = succeeded(made.run("audit", "show"))
    assert "key-rotated" in logged
    assert "bedrijfssleutel" in logged


def test_an_open_invitation_keeps_the_old_key_until_it_is_taken_back(made: Installation) -> None:
    succeeded(made.invite_reporter())
    shown = succeeded(made.run("rotate-key", answers="ja\n"))
    assert "--revoke-invitations" in shown
    assert len(read_keys(key_file(made))) == 2
    assert "Sanne Proef" in people(made)
    assert "een vernieuwing is nog niet af" in made.run("doctor", "--offline").stdout
    shown = succeeded(made.run("rotate-key", "--revoke-invitations"))
    assert "Ingetrokken uitnodigingen: 1" in shown
    assert len(read_keys(key_file(made))) == 1
    assert "Sanne Proef" not in people(made)


def test_a_no_changes_nothing_and_a_running_bot_refuses(made: Installation) -> None:
    before = key_file(made).read_bytes()
    refused(made.run("rotate-key", answers="nee\n"), "niets veranderd")
    with made.while_the_bot_runs():
        refused(made.run("rotate-key", answers="ja\n"), "in gebruik")
        assert "Doorgaan?" not in made.run("rotate-key", answers="ja\n").stdout  # refused before it asks
    assert key_file(made).read_bytes() == before


PROGRAM = """
import sys
from storage import crash_points
from bot.cli.main import main
crash_points.arm(sys.argv.pop(1), int(sys.argv.pop(1)))
main()
"""


@pytest.mark.parametrize(
    ("point", "times"),
    [
        ("rotation.key_added", 1),
        ("rotation.before_commit", 4),
        ("rotation.batch_committed", 6),
        ("rotation.tokens_committed", 1),
        ("rotation.before_retiring", 1),
    ],
)
def test_it_is_killed_and_given_again(made: Installation, point: str, times: int) -> None:
    invited = succeeded(made.invite_reporter())
    before = people(made)
    options = ("rotate-key", "--config", str(made.file))
    revoke = ("--revoke-invitations",) if point == "rotation.before_retiring" else ()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, point, str(times), *options, *revoke],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "nl_NL.UTF-8"},
        input=b"ja\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(read_keys(key_file(made))) == 2
    if not revoke:
        assert people(made) == before
        assert token_in(invited)
    shown = succeeded(made.run("rotate-key", "--revoke-invitations"))
    assert "eerdere vernieuwing was niet af" in shown
    assert len(read_keys(key_file(made))) == 1
    succeeded(made.run("audit", "verify"))
    people(made)


def test_a_key_file_is_replaced_whole(tmp_path: Path, made: Installation) -> None:
    keys = read_keys(key_file(made))
    write_keys(key_file(made), keys)
    assert [k.serialise() for k in read_keys(key_file(made))] == [k.serialise() for k in keys]
    assert [p.name for p in key_file(made).parent.iterdir() if "unfinished" in p.name] == []
