"""Owns the check that the documents are true where a machine can tell: what they name exists.

Links, paths, tests, make targets, commands and their options, and the decisions' form. Must not know what a document
means, nor assert phrases of it.
"""

from __future__ import annotations

import ast
import re
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    [*(ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md")), *(ROOT / "docs").rglob("*.md")]
)
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
TOP_FOLDERS = ("bot", "conversations", "storage", "simulator", "tests", "docs", ".ci")
ONE_PAGE_LINES = 60
MAX_IMAGE_BYTES = 300_000

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
COMMAND = re.compile(r"\bruggensteun ((?:--?)?[a-z][^`\n]*)")
MAKE = re.compile(r"\bmake ([a-z]+)")
PERSONAL_PLACE = re.compile(r"(?:^|[\s`(\"'=])/(?:home|root|tmp|work|mnt|Users)/")
INDEX = re.compile(r"pypi|pythonhosted|npmjs|index-url|registry\.", re.IGNORECASE)
NOT_YET = "## Not yet"


def _read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def _name(document: Path) -> str:
    return str(document.relative_to(ROOT))


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=_name)


def _without_missing_commands(document: Path) -> str:
    """The document without what it says is not there yet."""
    return _read(document).partition(NOT_YET)[0]


# ---- links, paths, pictures -------------------------------------------------------------------------------------


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _read(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@each_document
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = [link for link in LINK.findall(_read(document)) if not re.match(r"[a-z]+:", link)]
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        found = target.exists() and target.is_relative_to(ROOT)
        if not found or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


def _paths(document: Path) -> set[str]:
    """What stands in backticks and looks like a path of the repository."""
    words = (word.partition("::")[0] for code in CODE.findall(_read(document)) for word in code.split())
    return {word.rstrip(".,;:") for word in words if word.startswith(tuple(f"{top}/" for top in TOP_FOLDERS))}


@each_document
def test_every_path_in_backticks_exists(document: Path) -> None:
    missing = [path for path in _paths(document) if not any(ROOT.glob(path.rstrip("/")))]
    assert missing == []


def test_the_paths_are_seen() -> None:
    assert "storage/field_encryption.py" in _paths(ROOT / "README.md")
    assert len(_paths(ROOT / "docs" / "architecture.md")) > 30


def test_pictures_are_small_and_used() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert len(pictures) >= 2
    linked = " ".join(_read(document) for document in DOCUMENTS)
    for picture in pictures:
        data = picture.read_bytes()
        assert len(data) < MAX_IMAGE_BYTES, picture.name
        width, height = struct.unpack(">II", data[16:24])
        assert min(width, height) >= 390, picture.name
        assert f"images/{picture.name}" in linked


# ---- tests ------------------------------------------------------------------------------------------------------


@lru_cache
def _tests_in(path: Path) -> frozenset[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(node.name for node in found if isinstance(node, kinds) and node.name.startswith("test_"))


@each_document
def test_every_test_that_is_named_exists(document: Path) -> None:
    named = TEST.findall(_read(document))
    missing = [f"{file}::{test}" for file, test in named if test not in _tests_in(ROOT / file)]
    assert missing == []


def test_the_threat_model_names_tests_for_every_adversary() -> None:
    sections = _read(ROOT / "docs" / "threat-model.md").partition("## Adversaries")[2].partition("\n## ")[0]
    adversaries = sections.split("\n### ")[1:]
    assert len(adversaries) >= 8
    for section in adversaries:
        title = section.splitlines()[0]
        for part in ("*Protects.*", "*Does not protect.*", "*Shown by.*"):
            assert part in section, title
        assert TEST.search(section), title


# ---- commands ---------------------------------------------------------------------------------------------------


def _commands() -> dict[str, Any]:
    """Every command by its words, such as `key new`; typer has no public name for their type."""
    found: dict[str, Any] = {}

    def add(prefix: str, command: Any) -> None:
        found[prefix] = command
        for name, inner in getattr(command, "commands", {}).items():
            add(f"{prefix} {name}".strip(), inner)

    add("", typer.main.get_command(app))
    return found


COMMANDS = _commands()


def _options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


def _wrong_with(words: list[str]) -> str:
    """What of a command line, without the program's name, does not exist; empty when all of it does."""
    name = ""
    for word in words:
        longer = f"{name} {word}".strip()
        if longer not in COMMANDS:
            break
        name = longer
    rest = words[len(name.split()) :]
    given = [word for word in rest if word.startswith("--")]
    unknown = [option for option in given if option not in _options(COMMANDS[name])]
    if unknown or (hasattr(COMMANDS[name], "commands") and rest and not given):
        return " ".join(words)
    return ""


def _spans(text: str) -> list[str]:
    """Code: what stands in backticks, fenced, or indented by four spaces."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^    (.+)$", text, re.MULTILINE)
    return [*CODE.findall(text), *(line for block in fenced for line in block.splitlines()), *indented]


@each_document
def test_every_command_exists_with_its_options(document: Path) -> None:
    lines = [m for span in _spans(_without_missing_commands(document)) for m in COMMAND.findall(span)]
    words = [re.sub(r"[\[\].,;:)]+(?=\s|$)", "", line).split() for line in lines]
    assert [wrong for line in words if (wrong := _wrong_with(line))] == []


def test_a_wrong_command_would_be_seen() -> None:
    assert _wrong_with(["invite", "--role", "griffier"]) == ""
    assert _wrong_with(["key", "new", "--out", "x.age"]) == ""
    assert _wrong_with(["--version"]) == ""
    for wrong in (["unseal"], ["key", "lose"], ["invite", "--rol", "griffier"], ["backup", "--from", "x"]):
        assert _wrong_with(wrong)


@each_document
def test_every_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _read(ROOT / "Makefile"), re.MULTILINE))
    named = {target for span in _spans(_read(document)) for target in MAKE.findall(span)}
    assert named <= targets


def test_what_is_said_to_be_missing_is_still_missing() -> None:
    """As soon as one of these commands is there, the documents have to be brought up to date."""
    missing = _read(ROOT / "README.md").partition(NOT_YET)[2]
    assert missing
    lines = re.findall(r"There is no ([^.]+) command", missing)
    names = [name for line in lines for name in CODE.findall(line)]
    assert len(names) >= len(lines)
    assert [name for name in names if name in COMMANDS] == []


def test_the_readme_shows_the_way_in() -> None:
    text = _without_missing_commands(ROOT / "README.md")
    named = {" ".join(words.split()[:2]) for span in _spans(text) for words in COMMAND.findall(span)}
    first_words = {name.split()[0] for name in named}
    assert {"demo", "init", "key", "invite", "doctor", "run", "export", "open", "migrate"} <= first_words
    assert {"demo", "test"} <= {target for span in _spans(text) for target in MAKE.findall(span)}
    steps = re.findall(r"^\d+\. ", text.partition("## Real use")[2].partition("\n## ")[0], re.MULTILINE)
    assert 5 <= len(steps) <= 10


# ---- form -------------------------------------------------------------------------------------------------------


@each_document
def test_a_document_stands_on_its_own(document: Path) -> None:
    """No place on somebody's own machine, and no package index."""
    text = _read(document)
    for place in (str(ROOT), str(Path.home())):
        assert len(place) < 2 or not re.search(rf"{re.escape(place)}(?![\w-])", text)
    assert PERSONAL_PLACE.search(text) is None
    assert INDEX.search(text) is None


def test_decisions_have_their_form_and_are_listed() -> None:
    index = _read(ROOT / "docs" / "adr" / "README.md")
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        headings = re.findall(r"^## (.+)$", _read(path), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name
        assert len(_read(path).splitlines()) <= ONE_PAGE_LINES, path.name
        assert f"]({path.name})" in index


@pytest.mark.parametrize("reader", ["melder", "griffier", "beheerder"])
def test_each_guide_fits_one_page(reader: str) -> None:
    assert len(_read(ROOT / "docs" / f"handleiding-{reader}.md").splitlines()) <= ONE_PAGE_LINES
