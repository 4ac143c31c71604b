"""The text keys that the product asks for: found in its sources, put together while running, and named on the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from conversations import protocol
from conversations.casework.conversation import CaseState
from conversations.events import AttachmentKind
from conversations.packs.pack import text_keys
from conversations.questions import QUESTIONS
from conversations.register import LABELS
from conversations.texts import LANGUAGES
from tests.conversations.catalogues import catalogue
from tests.conversations.shipped_packs import PACKS, ROOT

SOURCES = ("conversations", "bot", "dossier")

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
    """Those that begin as above, all of them."""
    return {f"{prefix}-{name}" for prefix, names in COMPUTED.items() for name in names}


def pack_keys() -> set[str]:
    """Those that the shipped packs name."""
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
