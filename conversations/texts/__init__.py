"""The text catalogues: every word a person reads, in Dutch and English (Project Fluent).

Owns looking a text up and filling it in. Knows no conversation, no chat and no storage. A missing text or a
missing argument is a programming error and raises: nobody should ever read a key instead of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("nl", "en")
DEFAULT_LANGUAGE: Final = "nl"

_LOCALES: Final = {"nl": "nl-NL", "en": "en-GB"}


class TextError(Exception):
    """The text catalogue and the code disagree."""


class UnknownTextError(TextError):
    """There is no text with this key in this language."""


class IncompleteTextError(TextError):
    """The text needs an argument that was not given, or refers to a text that is not there."""


class Catalogue:
    """All texts in every language, ready to be filled in."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """`sources` maps a language code to the whole Fluent source of that language."""
        self._bundles = {
            language: FluentBundle([_LOCALES[language]], use_isolating=False) for language in sources
        }
        self._unread = {language: _entries(source) for language, source in sources.items()}
        self._known: dict[str, dict[str, str]] = {language: {} for language in sources}
        self._counted = lru_cache(maxsize=1024)(self._with_numbers)  # "3 of 14" is asked for all the time
        self._fixed = {
            language: frozenset(key for key, entry in entries.items() if "{" not in entry)
            for language, entries in self._unread.items()
        }

    def has(self, key: str, language: str) -> bool:
        """Whether this text exists in this language."""
        self._read(key, language)
        return bool(self._bundles[language].has_message(key))

    def _read(self, key: str, language: str, within: tuple[str, ...] = ()) -> None:
        """Parse a text after what it refers to, the first time that it is asked for; two threads may do so at once.

        Parsing all of them takes a third of a second at start and ten megabytes, of which few are ever needed.
        """
        entry = self._unread[language].get(key)
        if entry is None or key in within:
            return
        for name in _REFERENCE.findall(entry):
            self._read(name, language, (*within, key))
        self._bundles[language].add_resource(FluentResource(entry))
        self._unread[language].pop(key, None)

    def format(self, key: str, language: str, args: Mapping[str, Any] | None = None) -> str:
        """The text with its arguments filled in.

        Raises UnknownTextError when there is no such text, IncompleteTextError when an argument is missing.
        """
        if not args or key in self._fixed[language]:
            return self._without_arguments(key, language)
        if all(isinstance(value, int) for value in args.values()):
            return self._counted(key, language, tuple(args.items()))
        return self._formatted(key, language, args)

    def _with_numbers(self, key: str, language: str, args: tuple[tuple[str, int], ...]) -> str:
        return self._formatted(key, language, dict(args))

    def _without_arguments(self, key: str, language: str) -> str:
        """Most texts are the same each time; there are as many as the catalogue has."""
        known = self._known[language].get(key)
        if known is None:
            known = self._known[language][key] = self._formatted(key, language, {})
        return known

    def _formatted(self, key: str, language: str, args: Mapping[str, Any]) -> str:
        self._read(key, language)
        bundle = self._bundles[language]
        if not bundle.has_message(key):
            raise UnknownTextError(f"no text {key!r} in language {language!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise UnknownTextError(f"text {key!r} in language {language!r} has no value")
        text, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            raise IncompleteTextError(f"text {key!r} in language {language!r}: an argument is missing")
        return str(text)


_ENTRY = re.compile(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
"""How a message or term begins: only there does a line begin with a letter or a dash (Fluent syntax 1.0, EBNF)."""

_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][a-zA-Z0-9_-]*)")


def _entries(source: str) -> dict[str, str]:
    """Each message and term with its source; a comment goes with what stands before it."""
    found = list(_ENTRY.finditer(source))
    ends = [entry.start() for entry in found[1:]] + [len(source)]
    entries: dict[str, str] = {}
    for entry, end in zip(found, ends, strict=True):
        entries.setdefault(entry[1], source[entry.start() : end])
    return entries


def text_sources() -> dict[str, str]:
    """The shipped Fluent sources, joined per language."""
    sources = {}
    for language in LANGUAGES:
        folder = resources.files(__name__).joinpath(language)
        files = sorted((f for f in folder.iterdir() if f.name.endswith(".ftl")), key=lambda f: f.name)
        sources[language] = "\n".join(f.read_text(encoding="utf-8") for f in files)
    return sources


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    return Catalogue(text_sources())
