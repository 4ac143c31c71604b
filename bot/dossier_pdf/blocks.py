"""Owns the few kinds of blocks that the template knows: a section is a heading with blocks, all of it plain values.

Must not know what a dossier says. `template.typ` is the other side of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with what stands under it; `level` 1 starts a numbered part."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1


def paragraph(words: str) -> Block:
    """Words of ours."""
    return {"kind": "paragraph", "text": words}


def quote(words: str, note: str = "") -> Block:
    """Words of somebody else, exactly; `note` says when, or from whom it was forwarded."""
    return {"kind": "quote", "text": words, "note": note}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Names with their values; without a value a row is left out."""
    return {"kind": "facts", "rows": [list(row) for row in rows if row[1]]}


def items(lines: Iterable[str]) -> Block:
    """A list of points."""
    return {"kind": "items", "items": list(lines)}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[str]) -> Block:
    """A table that may run over several pages; a width is a number of shares, or `auto`."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)}


def hashes(rows: Iterable[tuple[str, str]]) -> Block:
    """Names with a SHA-256 each, in a type in which every digit is told apart."""
    return {"kind": "hashes", "rows": [list(row) for row in rows]}


def picture(file: str, words: str) -> Block:
    """A picture that is among the attachments, with what it is in words for whoever cannot see it."""
    return {"kind": "picture", "file": file, "alt": words}
