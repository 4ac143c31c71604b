"""Whether a message says anything: the one place that tells an answer from a message nobody can see.

Owns which characters leave nothing on a screen. Must not know questions or states.
"""

from __future__ import annotations

import unicodedata

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})
"""Controls, formats (zero-width), spaces, and marks that only change the character before them (Unicode, UAX 44)."""

_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: the Hangul fillers and the empty Braille pattern."""


def is_blank(text: str) -> bool:
    """Whether nothing in this text can be seen."""
    return all(c in _UNSEEN or unicodedata.category(c) in _UNSEEN_CATEGORIES for c in text)
