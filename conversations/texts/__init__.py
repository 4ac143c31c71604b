"""The text catalogues: every word a person reads, in Dutch and English (Project Fluent).

Owns looking a text up and filling it in. Knows no conversation, no chat and no storage. A missing text or a
missing argument is a programming error and raises: nobody should ever read a key instead of a sentence.
"""

from __future__ import annotations

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
        self._bundles: dict[str, FluentBundle] = {}
        for language, source in sources.items():
            bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
            bundle.add_resource(FluentResource(source))
            self._bundles[language] = bundle

    def has(self, key: str, language: str) -> bool:
        """Whether this text exists in this language."""
        return bool(self._bundles[language].has_message(key))

    def format(self, key: str, language: str, args: Mapping[str, Any] | None = None) -> str:
        """The text with its arguments filled in.

        Raises UnknownTextError when there is no such text, IncompleteTextError when an argument is missing.
        """
        bundle = self._bundles[language]
        if not bundle.has_message(key):
            raise UnknownTextError(f"no text {key!r} in language {language!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise UnknownTextError(f"text {key!r} in language {language!r} has no value")
        text, errors = bundle.format_pattern(pattern, dict(args or {}))
        if errors:
            raise IncompleteTextError(f"text {key!r} in language {language!r}: an argument is missing")
        return str(text)


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
