"""Owns that what a person wrote can be set at all, and that what cannot is shown as what it is: ⟨U+1F600⟩.

PDF/A forbids a sign without a glyph (ISO 19005-3, 6.2.11.8), so whether the fonts have one is measured, once for each
sign. Must not know what a text is for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_SILENT = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad") | frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Signs that only join, part or style their neighbours: without them nothing is lost on paper."""

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_MOST_MARKS = 3
_LONG_RUN = re.compile(r"\S{31,}")
_BREAK = "\u200b"


class Glyphs:
    """Makes texts fit to be set. `is_covered` says whether the fonts have a sign; it is asked once for each."""

    def __init__(self, is_covered: Callable[[str], bool]) -> None:
        self._is_covered = is_covered
        self._known: dict[str, bool] = {}
        self.refused: set[str] = set()

    def fit(self, text: str) -> str:
        """The text with every sign that cannot be shown as its code point, and with room to break long runs."""
        return _LONG_RUN.sub(lambda run: _with_breaks(run[0]), "".join(self._signs(text)))

    def _signs(self, text: str) -> list[str]:
        found, marks = [], 0
        for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
            marks = marks + 1 if unicodedata.combining(sign) else 0
            if sign in _SILENT:
                continue
            if sign in "\n\t ":
                found.append("    " if sign == "\t" else sign)
            elif marks > _MOST_MARKS or not self._has(sign):
                found.append(f"⟨U+{ord(sign):04X}⟩")
            else:
                found.append(sign)
        return found

    def _has(self, sign: str) -> bool:
        if sign in self.refused:
            return False
        if " " <= sign <= "~":
            return True
        if sign not in self._known:
            hidden = unicodedata.category(sign) in _HIDDEN
            self._known[sign] = not hidden and self._is_covered(sign)
        return self._known[sign]


def _with_breaks(run: str) -> str:
    return _BREAK.join(run[i : i + 30] for i in range(0, len(run), 30))
