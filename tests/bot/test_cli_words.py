"""What a command says comes from the catalogue, in both languages; only `--help` is English (docs/commands.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "bot" / "cli").glob("*.py")) + [
    ROOT / "bot" / name for name in ("doctor.py", "installation.py", "packs.py", "config.py")
]
SAYS = {"print", "echo", "input", "fail", "add_column", "add_row", "Table", "getpass", "write"}
"""Calls whose arguments reach the screen."""

WORD = re.compile(r"[A-Za-z]{3,}")


def _shown(node: ast.AST) -> Iterator[str]:
    """The literal text in an argument, that of an f-string included, but not the arguments of further calls."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Call | ast.FormattedValue):
        for inner in ast.iter_child_nodes(node):
            yield from _shown(inner)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def hard_coded(source: str) -> list[str]:
    """Every literal with words that a call puts on the screen, or that an error says."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node) in SAYS:
            found += (text for argument in node.args for text in _shown(argument))
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            said = (text for argument in node.exc.args for text in _shown(argument))
            found += (text for text in said if " " in text.strip())
    return [text for text in found if WORD.search(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_command_says_words_of_its_own(path: Path) -> None:
    assert hard_coded(path.read_text(encoding="utf-8")) == []


def test_such_words_would_be_found() -> None:
    assert hard_coded('print(f"Done: {path}")') == ["Done: "]
    assert hard_coded('raise CliError("This cannot go on")') == ["This cannot go on"]
    assert hard_coded('raise CliError("cli-error-name", most=3); print(text("cli-yes"), 3)') == []
