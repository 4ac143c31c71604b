"""Checking and showing protocol packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.packs import SHIPPED_PACKS, pack_text
from tests.bot.cli_testkit import refused, run, succeeded


@pytest.mark.parametrize("name", SHIPPED_PACKS)
def test_every_shipped_pack_can_be_shown_and_passes(tmp_path: Path, name: str) -> None:
    shown = succeeded(run("pack", "show", name))
    assert f"({name}, " in shown
    assert "112" in shown
    copy = tmp_path / "copy.toml"
    copy.write_text(pack_text(name))
    assert "In orde" in succeeded(run("pack", "check", copy))


def test_every_mistake_is_shown_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "veldermeer.toml"
    broken.write_text(pack_text("standaard").replace('handlers = ["griffier"]', 'handlers = ["grifier"]'))
    done = run("pack", "check", broken)
    assert done.exit_code == 1
    assert "veldermeer.toml, regel" in done.stderr
    assert 'bedoel je "griffier"?' in done.stderr


def test_an_id_without_wording_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(pack_text("standaard").replace('"phone", "letter"', '"phone", "pigeon", "letter"'))
    refused(run("pack", "check", own), ["channel-pigeon (nl)", "channel-pigeon (en)"][0])
    assert "pigeon" not in succeeded(run("pack", "show", own))


def test_what_is_not_there_is_one_sentence() -> None:
    refused(run("pack", "check", "nergens.toml"), "nergens.toml")
    refused(run("pack", "show", "nergens"), "standaard")
