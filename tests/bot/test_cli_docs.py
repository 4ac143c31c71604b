"""Every command, option and setting is documented, and nothing that does not exist is."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.main import app, root
from bot.cli.support import SENTENCES, TREES, SentenceGroup
from bot.config import SETTINGS, load_config
from tests.bot.cli_testkit import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "config.example.toml"


def commands(command: Any, path: str) -> Iterator[tuple[str, set[str]]]:
    """Every command with its options, by walking the program itself."""
    options = {name for p in command.params for name in p.opts if name.startswith("--")}
    yield path, options - {"--help"}
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


COMMANDS = {
    path: options
    for path, options in commands(get_command(app), "ruggensteun")
    if path not in ("ruggensteun pack", "ruggensteun key", "ruggensteun audit")  # they only hold others
}
SECTIONS = {
    title: body
    for title, body in re.findall(r"^## `(.+?)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}


def test_every_command_has_a_section_and_no_other_has() -> None:
    assert len(COMMANDS) > 12
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_described_and_no_other_is(path: str) -> None:
    described = {
        name
        for line in SECTIONS[path].splitlines()
        if line.startswith("- `--")
        for name in re.findall(r"`(--[a-z-]+)`", line.partition(":")[0])
    }
    assert described == COMMANDS[path]


def test_the_example_has_every_setting_with_a_comment_and_its_default() -> None:
    values = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    flat = {f"{section}.{name}": value for section, names in values.items() for name, value in names.items()}
    assert set(flat) == {setting.name for setting in SETTINGS}
    assert {s.name: flat[s.name] for s in SETTINGS if not s.required} == {
        s.name: s.default for s in SETTINGS if not s.required
    }
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    settings = [(before, line) for before, line in itertools.pairwise(lines) if re.match(r"[a-z_]+ = ", line)]
    assert len(settings) == len(SETTINGS)
    assert [line for before, line in settings if not before.startswith("# ")] == []
    assert load_config(EXAMPLE).organisation.pack == "standaard"


def test_the_errors_that_are_known_by_name_exist() -> None:
    for name in (*SENTENCES, *TREES):
        module, _, attribute = name.rpartition(".")
        assert issubclass(getattr(import_module(module), attribute), Exception), name


def test_a_handlers_computer_needs_neither_database_nor_telegram() -> None:
    code = (
        "import sys, bot.cli.main, bot.dossier_folder.files, bot.dossier_folder.text\n"
        "print([m for m in ('storage.database', 'aiosqlite', 'telegram', 'aiohttp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_goes_wrong_inside_shows_no_value() -> None:
    program = typer.Typer(cls=SentenceGroup, pretty_exceptions_enable=False)
    program.callback()(root)
    secret = "".join(("een naam", " die niemand", " mag zien"))

    @program.command("break")
    def break_it() -> None:
        raise KeyError(secret)

    for arguments in (["break"], ["--debug", "break"]):
        done = CliRunner(env={"LANG": "en_GB"}).invoke(program, arguments)
        assert done.exit_code == 1
        assert "inside Ruggensteun (KeyError)" in done.stderr
        assert secret not in done.output
        assert ("break_it" in done.stderr) == ("--debug" in arguments)


def test_the_version_is_shown() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version").stdout)
    assert run("nonsense").exit_code == 2
