"""Owns the check words of a recipient: twelve everyday Dutch words to read aloud over the telephone.

Must not know: whose recipient it is. The list is frozen: another word or another order gives other words for the same
recipient, and two people who compare would each be right and still disagree. The page builds the same list in.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from storage.sealing.mlkem768x25519 import Recipient

CHECK_WORDS = 12
"""How many words are compared: 96 bits, so that nobody can make another recipient with the same ones."""

_TELLING_LETTERS = 4
"""No two words of the list begin with the same four letters; what comes after those may be misheard or mistyped."""


@lru_cache
def word_list() -> tuple[str, ...]:
    """The 256 words, in the order of the byte that each stands for."""
    text = files(__package__).joinpath("check_words.txt").read_text(encoding="ascii")
    return tuple(text.split())


def check_words(recipient: Recipient) -> str:
    """Twelve words with a space between them: one for each of the first bytes of SHA-256 over the recipient's text."""
    digest = hashlib.sha256(str(recipient).encode("ascii")).digest()
    return " ".join(word_list()[byte] for byte in digest[:CHECK_WORDS])


def is_check_of(recipient: Recipient, heard: str) -> bool:
    """Whether these are the check words or the check digits of this recipient, however they were typed."""
    digits = "".join(c for c in heard if c.isdigit())
    if digits:
        return digits == recipient.fingerprint().replace(" ", "")
    letters = "".join(c if c.isalpha() else " " for c in heard.lower())
    return [word[:_TELLING_LETTERS] for word in letters.split()] == [
        word[:_TELLING_LETTERS] for word in check_words(recipient).split()
    ]
