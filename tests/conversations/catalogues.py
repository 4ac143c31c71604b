"""The text catalogues as they stand in their files, read without the code that fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from tests.conversations.shipped_packs import ROOT

TEXTS = ROOT / "conversations" / "texts"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text of one language: its file, its words with a sample in every gap, and its variables."""

    file: str
    words: str
    variables: frozenset[str]


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.found.add(node.id.name)


SAMPLES = {
    "reference": "R-7F3K-QM",
    "number": "030 258 9001",
    "phone": "06 12345678, na 20 uur",
    "name": "Griffier Test-de Vries",
    "office-key": "Lid van Gedeputeerde Staten",
    "emergency": "112",
    "organisation": "Gemeente Veldermeer",
    "roles": "Griffier en Commissaris van de Koning",
    "told-keys": "Griffier en Commissaris van de Koning",
}


def _sample(name: str) -> str:
    if name.endswith("-at"):
        return "donderdag 24 september om 20.05 uur"
    return SAMPLES.get(name, "12")


def _words(pattern: ftl.Pattern) -> str:
    return "".join(_element(element) for element in pattern.elements)


def _element(element: ftl.TextElement | ftl.Placeable) -> str:
    if isinstance(element, ftl.TextElement):
        return str(element.value)
    inner = element.expression
    if isinstance(inner, ftl.VariableReference):
        return _sample(inner.id.name)
    if isinstance(inner, ftl.SelectExpression):
        return max((_words(variant.value) for variant in inner.variants), key=len)
    assert isinstance(inner, ftl.StringLiteral), "only variables, plurals and literals belong in a text"
    return str(inner.parse()["value"])


@lru_cache
def entries(language: str) -> tuple[tuple[str, ftl.EntryType], ...]:
    """Every entry of every file of a language."""
    return tuple(
        (path.stem, entry)
        for path in sorted((TEXTS / language).glob("*.ftl"))
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body
    )


@lru_cache
def catalogue(language: str) -> dict[str, Text]:
    """Every text of a language by its key."""
    found: dict[str, Text] = {}
    for file, entry in entries(language):
        if isinstance(entry, ftl.Message) and entry.value is not None:
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = Text(
                file=file, words=_words(entry.value), variables=frozenset(variables.found)
            )
    return found
