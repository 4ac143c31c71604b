"""How the texts read: short enough for a phone, plain, and with what must be said in them and nothing more."""

from __future__ import annotations

import re

import pytest

from tests.conversations.asked_keys import COMPUTED
from tests.conversations.catalogues import catalogue
from tests.conversations.shipped_packs import each_language

# ---- how it reads -----------------------------------------------------------------------------------------------

OWN_LIMITS = {"privacy": 900, "bot-description": 512, "bot-short-description": 120}
"""Characters; those of the bot's own descriptions are the Bot API's."""

MESSAGE, BUTTON, TOAST, COMMAND = 500, 30, 190, 60

_OPTIONS = ("when", "injury", "perpetrator", "earlier", "office-holder", "functioning", "part", "language")
LABELS = {"weight-option", *(f"my-reports-{kind}" for kind in COMPUTED["my-reports"])} | {
    f"{prefix}-{name}" for prefix in _OPTIONS for name in COMPUTED[prefix]
}
TOASTS = {"left-out-nobody-remains"}
ON_PAPER = ("key", "trouble")
"""Catalogues for the command line and for print."""


def limit_of(key: str) -> int:
    """How many characters this text can have."""
    if key in OWN_LIMITS:
        return OWN_LIMITS[key]
    if key in LABELS or re.match(r"(.+-)?button-", key):
        return BUTTON
    if key in TOASTS or key.startswith("toast-"):
        return TOAST
    return COMMAND if key.startswith("command-") else MESSAGE


@each_language
def test_texts_fit_on_a_small_phone(language: str) -> None:
    texts = {key: text for key, text in catalogue(language).items() if text.file not in ON_PAPER}
    too_long = {key: len(t.words) for key, t in texts.items() if len(t.words) > limit_of(key)}
    assert too_long == {}


@each_language
def test_whom_to_call_fits_in_an_alert(language: str) -> None:
    texts = catalogue(language)
    assert len(texts["contact-card"].words) + 1 + len(texts["contact-who"].words) <= TOAST


def sentence_lengths(words: str) -> list[int]:
    """The number of words of each sentence; a line of a list is a sentence."""
    sentences = re.split(r"(?<=[.?!:])\s+|\n+", words)
    return [n for s in sentences if (n := len(re.findall(r"\w[\w'’.:-]*", s)))]


@each_language
def test_sentences_are_short(language: str) -> None:
    by_file: dict[str, list[int]] = {}
    for text in catalogue(language).values():
        by_file.setdefault(text.file, []).extend(sentence_lengths(text.words))
    averages = {file: sum(lengths) / len(lengths) for file, lengths in by_file.items()}
    assert {file: average for file, average in averages.items() if average > 15} == {}


@each_language
def test_no_message_has_a_very_long_sentence(language: str) -> None:
    texts = {key: text for key, text in catalogue(language).items() if text.file not in ON_PAPER}
    longest = {key: max(sentence_lengths(t.words), default=0) for key, t in texts.items()}
    assert {key: words for key, words in longest.items() if words > 26} == {}


@each_language
def test_texts_are_plain(language: str) -> None:
    calm = {"✓", "▪"}
    odd = re.compile(r"[*_`#<>\[\]{}]|!|[\u2600-\u27bf\U0001f000-\U0001faff]")
    texts = {key: text for key, text in catalogue(language).items() if text.file not in ON_PAPER}
    assert {k: sorted(f) for k, t in texts.items() if (f := set(odd.findall(t.words)) - calm)} == {}


def test_dutch_says_je_and_never_u() -> None:
    formal = {key for key, text in catalogue("nl").items() if re.search(r"\b[Uu]w?\b", text.words)}
    assert formal == set()


# ---- what must be said, and what must not -----------------------------------------------------------------------


@each_language
def test_notifications_carry_only_reference_and_time(language: str) -> None:
    carried = {
        key: text.variables
        for key, text in catalogue(language).items()
        if re.match(r"notice|remind|handler-received", key)
    }
    assert carried["notice"] == {"reference", "sent-at"}
    more = {
        key: {"talk-key"} if key.startswith("notice-talk") else set() for key in carried
    }  # which of the three
    assert {k for k, names in carried.items() if not names <= {"reference", "sent-at"} | more[k]} == set()
    assert {key for key, names in carried.items() if "reference" not in names} == set()


@each_language
@pytest.mark.parametrize(
    "key", ["stranger", "flood", "something-went-wrong", "contact-requested-urgent", "bot-description"]
)
def test_danger_means_112(language: str, key: str) -> None:
    assert "112" in catalogue(language)[key].words


@each_language
def test_the_first_screen_is_honest(language: str) -> None:
    honest = catalogue(language)["welcome-honest"]
    assert "Telegram" in honest.words
    assert "end-to-end" in honest.words
    assert honest.variables == {"handler-key"}
