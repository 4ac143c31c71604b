"""The text catalogues: complete and equal in both languages, used, short, plain, and filled in by the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from conversations import protocol
from conversations.casework.conversation import CaseState
from conversations.events import AttachmentKind
from conversations.packs.pack import text_keys
from conversations.questions import QUESTIONS
from conversations.register import LABELS
from conversations.texts import LANGUAGES
from tests.conversations import aftercare_keys, case_keys
from tests.conversations.shipped_packs import PACKS, ROOT, each_language

TEXTS = ROOT / "conversations" / "texts"
SOURCES = ("conversations", "bot", "dossier")


# ---- what the catalogues hold -----------------------------------------------------------------------------------


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


@each_language
def test_every_file_can_be_read(language: str) -> None:
    junk = [(file, entry.content) for file, entry in entries(language) if isinstance(entry, ftl.Junk)]
    assert junk == []
    assert entries(language)


@each_language
def test_no_key_is_there_twice(language: str) -> None:
    keys = Counter(entry.id.name for _, entry in entries(language) if isinstance(entry, ftl.Message))
    assert {key for key, times in keys.items() if times > 1} == set()


def test_both_languages_say_the_same_with_the_same_variables() -> None:
    nl, en = catalogue("nl"), catalogue("en")
    assert {(key, text.file) for key, text in nl.items()} == {(key, text.file) for key, text in en.items()}
    assert {key for key in nl if nl[key].variables != en[key].variables} == set()


# ---- what the code asks for -------------------------------------------------------------------------------------

Places = tuple["slice[int | None, int | None, None]", tuple[str, ...]]

NOWHERE: Places = (slice(0), ())
KEY_ARGUMENTS: dict[str, Places] = {
    "say": (slice(None), ()),
    "Say": (slice(0), ("texts",)),
    "Revise": (slice(0), ("texts",)),
    "Toast": (slice(0), ("text",)),
    "Button": (slice(0), ("label",)),
    "Courtesy": (slice(0), ("text",)),
    "button": (slice(1, 2), ()),
    "about": (slice(1, 2), ()),
    "_about": (slice(2, 3), ()),
    "text": (slice(0, 1), ()),
    "tell": (slice(0, 1), ()),
    "inform": (slice(2, None), ()),
    "step_button": (slice(2, 3), ()),
    "write_button": (slice(2, 3), ()),
    "_to": (slice(2, 3), ()),
    "labour_notice": (slice(1, 2), ()),
    "_said": (slice(2, 3), ()),
    "safety": (slice(2, None), ()),
    "_ask": (slice(2, None), ()),
    "_done": (slice(2, 3), ()),
    "_throw_away": (slice(3, 4), ()),
    "_submit": (slice(4, 5), ()),
    "notice": (slice(2, 3), ()),
    "said": (slice(0, 1), ()),
    "Said": (slice(0, 1), ()),
    "ConfigError": (slice(0, 1), ()),
    "PydanticCustomError": (slice(1, 2), ()),
    "tell_all": (slice(1, 2), ()),
}
"""Where a call takes text keys: which of its arguments by place, and which by name."""

KEY_VARIABLES = ("text", "texts", "key", "_EXPLANATIONS")
"""Variables that hold text keys."""

_REQUESTS = ("callback", "doubt")

COMPUTED: dict[str, set[str]] = {
    "ask": {q.slug for q in QUESTIONS},
    "part": {q.slug for q in QUESTIONS},
    "when": {"now", "today", "yesterday"},
    "injury": {"yes", "no", "unsure"},
    "perpetrator": {"unknown"},
    "earlier": {"yes", "no", "unsure"},
    "office-holder": {"yes", "no", "unsure"},
    "functioning": {"both", "work", "home", "neither"},
    "draft": {"reminder", "warning"},
    "file": {kind.value.replace("_", "-") for kind in AttachmentKind},
    "date": {"morning", "afternoon", "evening", "night"},
    "status": {"delivered", "received", "opened", "handled", "withdrawn", "closed"},
    "case-state": {state.value for state in CaseState},
    "protocol": {*protocol.SECTIONS, "scope-all", "scope-inhabitants"},
    "role": {"reporter-you"},
    "evidence-refused": {"too-large", "gone", "unreachable"},
    "my-reports": {"report", *_REQUESTS},
    "notice": {"urgent", *_REQUESTS, *(f"urgent-{kind}" for kind in _REQUESTS)},
    "notice-informed": {"urgent"},
    "notice-deputy": {"urgent"},
    "notice-escalated": {"urgent"},
    "remind": {"urgent"},
    "notice-check-in": {"answered", "skipped", "stopped", "stale"},
    "welcome": {"reporter", "handler"},
    "register": set(LABELS),
    "register-trend": {"more", "less", "same", "unknown"},
    "language": set(LANGUAGES),
    "advice-number": {"emergency", "police", "support-team", "security-desk"},
    "command": {
        *("melden", "nood", "twijfel", "mijn", "nazorg", "hulp", "advies", "stop", "taal", "privacy", "help"),
        *("naasten", "zaken", "klokken", "overzicht", "register", "status", "mijngegevens"),
    },
}
"""Keys that are put together while running: how they begin, and everything that can follow."""

SHOWN_BY_TELEGRAM = {"bot-description", "bot-short-description"}
SAID_UNDER_PRESSURE = {"flood"}


def computed_keys() -> set[str]:
    return {f"{prefix}-{name}" for prefix, names in COMPUTED.items() for name in names}


def pack_keys() -> set[str]:
    return set().union(*(text_keys(pack) for pack in PACKS.values()))


def _strings(node: ast.AST) -> Iterator[str]:
    """The strings that an expression can be, those inside conditions, other calls and f-strings left out."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for element in node.elts:
            yield from _strings(element)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _strings(value)
    elif isinstance(node, ast.Starred):
        yield from _strings(node.value)


def _key_positions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            places, names = KEY_ARGUMENTS.get(name, NOWHERE)
            yield from node.args[places]
            yield from (keyword.value for keyword in node.keywords if keyword.arg in names)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in KEY_VARIABLES for target in targets):
                yield node.value


def _trees() -> Iterator[tuple[Path, ast.AST]]:
    for package in SOURCES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@lru_cache
def keys_in_place() -> dict[str, str]:
    """Every string that stands where a text key belongs, with the file it stands in."""
    return {
        text: path.name
        for path, tree in _trees()
        for place in _key_positions(tree)
        for text in _strings(place)
    }


@lru_cache
def all_strings() -> frozenset[str]:
    """Every string in the sources that has the shape of a key of several words."""
    return frozenset(
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value)
    )


def page_keys() -> frozenset[str]:
    """Every key in the sources of the dossier page, with those that it puts together from a code."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dossier" / "src").rglob("*.ts"))
    plain = re.findall(r"[\"`]([a-z]+(?:-[a-z0-9]+)+)[\"`]", sources)
    starts = re.findall(r"`([a-z]+(?:-[a-z0-9]+)*-)\$\{", sources)
    starts += re.findall(r"[\"`]([a-z]+(?:-[a-z0-9]+)*-)[\"`]", sources)
    made = {k for k in catalogue("nl") if k.startswith("dossier-") and k.startswith(tuple(starts))}
    return frozenset(plain) | made


def test_every_key_on_the_page_has_a_text() -> None:
    named = {key for key in page_keys() if key.startswith("dossier-")}
    assert named - set(catalogue("nl")) == set()


def test_every_key_in_the_code_has_a_text() -> None:
    missing = {key: file for key, file in keys_in_place().items() if key and key not in catalogue("nl")}
    assert missing == {}


def test_every_key_that_is_put_together_has_a_text() -> None:
    put_together = computed_keys() | case_keys.computed_keys()
    assert put_together - set(catalogue("nl")) == set()


def test_no_text_is_left_over() -> None:
    put_together = computed_keys() | aftercare_keys.computed_keys() | case_keys.computed_keys()
    used = set(keys_in_place()) | all_strings() | put_together | pack_keys() | page_keys()
    assert set(catalogue("nl")) - used - SHOWN_BY_TELEGRAM - SAID_UNDER_PRESSURE == set()


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
