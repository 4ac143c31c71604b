"""The shipped packs and their texts, for the tests beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from conversations.packs import SHIPPED_PACKS, pack_text
from conversations.packs.pack import parse_pack

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nl", "en")

PACKS = {name: parse_pack(pack_text(name), file_name=f"{name}.toml") for name in SHIPPED_PACKS}
STANDAARD = PACKS["standaard"]
ASSEN = PACKS["assen"]
MAASSLUIS = PACKS["maassluis"]
UTRECHT = PACKS["provincie-utrecht"]

each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
each_language = pytest.mark.parametrize("language", LANGUAGES)


@lru_cache
def texts(language: str) -> dict[str, str]:
    """The pack's texts in one language, as they stand in the catalogue."""
    found: dict[str, str] = {}
    for name in ("pack", "advice"):
        path = ROOT / "conversations" / "texts" / language / f"{name}.ftl"
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} is there twice"
                assert entry.value is not None
                (element,) = entry.value.elements
                assert isinstance(element, ast.TextElement)
                found[entry.id.name] = element.value
    return found
