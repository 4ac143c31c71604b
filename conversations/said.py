"""What went wrong, as a text key with its arguments: said in whichever language somebody reads.

Owns how such a thing becomes words, and the step from what pydantic found to it. An argument that is itself `Said` is
put into the same language. Must not know what went wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conversations.texts import load_catalogue

LOGGED = "en"
"""The language of whatever is only logged, and of `str`."""


@dataclass(frozen=True)
class Said:
    """A text key and its arguments."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The words. Raises TextError when the catalogue cannot do it."""
        args = {k: v.in_language(language) if isinstance(v, Said) else str(v) for k, v in self.args.items()}
        return load_catalogue().format(self.key, language, args)

    def __str__(self) -> str:
        return self.in_language(LOGGED)


def said(key: str, **args: Any) -> Said:
    """This text with these arguments."""
    return Said(key, args)


class SaidError(Exception):
    """Something that cannot go on, for a reason that can be said in each language."""

    def __init__(self, key: str, **args: Any) -> None:
        self.said = Said(key, args)
        super().__init__(str(self.said))

    def in_language(self, language: str) -> str:
        """The reason in this language."""
        return self.said.in_language(language)


_WRONG_KINDS = {
    "bool_type": "wrong-bool",
    "bool_parsing": "wrong-bool",
    "int_type": "wrong-int",
    "int_parsing": "wrong-int",
    "string_type": "wrong-text",
    "path_type": "wrong-text",
    "tuple_type": "wrong-list",
    "dict_type": "wrong-table",
    "model_type": "wrong-table",
    "time_parsing": "wrong-time",
    "time_type": "wrong-time",
    "string_pattern_mismatch": "wrong-pattern",
    "string_too_short": "wrong-short",
    "string_too_long": "wrong-long",
    "too_short": "wrong-few",
    "too_long": "wrong-many",
    "greater_than_equal": "wrong-least",
    "less_than_equal": "wrong-most",
}


def wrong_value(kind: str, message: str, context: Mapping[str, Any]) -> Said:
    """What is wrong with a value, from the kind of error that pydantic gives, its message and its context."""
    key = _WRONG_KINDS.get(kind)
    if key is None:
        return Said("wrong-other", {"detail": message})
    limits = {"wrong-least": "ge", "wrong-most": "le"}
    return Said(key, {"limit": context[limits[key]]} if key in limits else {})
