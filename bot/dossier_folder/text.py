"""A dossier as text: what the reporter answered, in the order of the questions, with labels in words.

Owns how a report, a supplement and a check-in read on the case handler's own screen. What a person wrote is shown as
it is, minus the signs that could command a terminal or turn a line around. Must not open or check anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.support import label, language, text
from bot.dossier_folder.files import Dossier, EvidenceFile, dicts
from conversations.aftercare.questions import FLOWS
from conversations.casework.damage import euros
from conversations.questions import QUESTIONS
from conversations.texts import load_catalogue
from conversations.wording import Words

ZONE = ZoneInfo("Europe/Amsterdam")
MOST_IN_A_SENTENCE = 400

_QUESTION_LABELS = {question.slug: question.label for question in QUESTIONS}
_CHECK_IN_LABELS = {q.id: q.labels or f"check-in-{q.id}" for flow in FLOWS.values() for q in flow}


def dossier_text(dossier: Dossier) -> str:
    """Everything in the dossier that can be read."""
    blocks = [_head(dossier)]
    blocks += ["\n".join(_document(document)) for _, document in dossier.documents]
    if dossier.evidence:
        blocks.append("\n".join([text("cli-open-files"), *map(_file_line, dossier.evidence)]))
    if dossier.missing:
        blocks.append(text("cli-open-missing", count=len(dossier.missing)))
    return "\n\n".join(block for block in blocks if block)


def printable(given: object) -> str:
    """Text without control signs and without marks that change the reading direction; line breaks stay."""
    return "".join(
        c
        for c in str(given)
        if c == "\n" or c == "\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )


def clipped(words: object) -> str:
    """At most so many signs that a sentence around them can be made: Fluent takes no arguments of any length."""
    said = str(words)
    return said if len(said) <= MOST_IN_A_SENTENCE else f"{said[:MOST_IN_A_SENTENCE]}…"


def _head(dossier: Dossier) -> str:
    if not dossier.signer:
        return text("cli-open-unchecked")
    return text("cli-open-checked", reference=dossier.reference, signer=dossier.signer)


def _document(document: dict[str, Any]) -> Iterator[str]:
    match document.get("kind"):
        case "report":
            yield from _report(document)
        case "supplement":
            yield from _supplement(document)
        case "check-in":
            yield from _check_in(document)
        case "ledger":
            yield from _ledger(document)
        case "aftercare-remark":
            yield text("cli-open-remark")
            yield _message(document)
        case _ if isinstance(document.get("text"), str):
            yield from _words(document)
        case other:
            yield text("cli-open-unknown", what=printable(other))


def _report(document: dict[str, Any]) -> Iterator[str]:
    yield text("cli-open-report", reference=printable(document.get("reference", "")))
    yield from _sender(document, "sent_at")
    if document.get("urgent"):
        yield text("cli-open-urgent")
    if document.get("safe") == "no":
        yield text("cli-open-not-safe")
    incident = document.get("incident")
    if isinstance(incident, dict):
        yield text("cli-open-incident", moment=incident_words(incident))
    for answer in dicts(document, "answers"):
        slug = str(answer.get("question"))
        yield f"\n▪ {printable(label(f'part-{slug}', slug))}"
        yield from _answer(slug, answer)


def _answer(slug: str, answer: dict[str, Any]) -> Iterator[str]:
    yield from (f"• {choice}" if slug != "weight" else choice for choice in choices(slug, answer))
    yield from map(_message, dicts(answer, "messages"))


def choices(slug: str, answer: dict[str, Any]) -> list[str]:
    """What was chosen at a question of the report, in words."""
    chosen = [str(option) for option in _list(answer.get("chosen"))]
    if slug == "when":  # the option, then the day or the time that it meant
        chosen = chosen[:1]
    if slug == "weight":
        return [text("weight-answer", number=printable(option)) for option in chosen]
    prefix = _QUESTION_LABELS.get(slug, "")
    return [printable(label(f"{prefix}-{option}", option)) for option in chosen]


def _supplement(document: dict[str, Any]) -> Iterator[str]:
    yield text("cli-open-supplement")
    yield from _sender(document, "sent_at")
    yield from map(_message, dicts(document, "messages"))


def _check_in(document: dict[str, Any]) -> Iterator[str]:
    yield text("cli-open-check-in")
    yield from _sender(document, "answered_at")
    for question, answered in answered_check_in(document):
        yield f"\n▪ {question}\n{answered}"


def answered_check_in(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every question of a check-in with what was answered, in words."""
    answers = document.get("answers")
    for question, answer in answers.items() if isinstance(answers, dict) else ():
        asked = printable(_question(question))
        if not isinstance(answer, dict):
            yield asked, printable(answer)
        elif "yes" in answer:
            yes, total = printable(answer["yes"]), printable(answer.get("of", ""))
            yield asked, text("cli-open-screen", yes=yes, total=total)
        else:
            chosen = [f"• {_care_label(question, str(option))}" for option in _list(answer.get("chosen"))]
            yield asked, "\n".join([*chosen, *map(_message, dicts(answer, "messages"))])


def _question(question: str) -> str:
    """What was asked, without what only the reporter's own chat filled in."""
    return label(f"dossier-ask-{question}", "") or label(f"check-in-ask-{question}", question)


def _words(document: dict[str, Any]) -> Iterator[str]:
    """A message, note or explanation of somebody in the case."""
    kind = str(document.get("kind"))
    yield printable(label(f"dossier-part-{kind}", kind)).upper()
    yield text("cli-open-from", who=person_of(document))
    yield text("cli-open-at", moment=moment_words(document.get("written_at")))
    yield _message(document)


def _ledger(document: dict[str, Any]) -> Iterator[str]:
    yield text("dossier-part-ledger").upper()
    for action in dicts(document, "actions"):
        yield f"• {measure_label(action)}: {state_label(action)}"
    for entry in dicts(document, "entries"):
        yield f"{moment_words(entry.get('at'))}: {person_of(entry)}, {entry_words(document, entry)}"


def person_of(record: dict[str, Any]) -> str:
    """Who did something, with their role."""
    role = str(record.get("role") or "")
    named = [
        clipped(printable(record.get("who") or "")),
        printable(label(f"role-{role}", role)) if role else "",
    ]
    return ", ".join(part for part in named if part)


def measure_label(action: dict[str, Any]) -> str:
    """The measure that an action in the ledger is, in words."""
    measure = str(action.get("measure"))
    return printable(label(f"measure-{measure}", measure))


def state_label(action: dict[str, Any]) -> str:
    """Where an action in the ledger stands, in words."""
    state = str(action.get("state"))
    free = "-free" if state == "proposed" and action.get("needs_consent") is False else ""
    return printable(label(f"action-state-{state}{free}", state))


def entry_words(ledger: dict[str, Any], entry: dict[str, Any]) -> str:
    """What a line of the ledger says was done, with the measure or the amount that it is about."""
    what = str(entry.get("what"))
    about = next((a for a in dicts(ledger, "actions") if a.get("action") == entry.get("about")), None)
    named = f" ({measure_label(about)})" if about else ""
    amount = f" ({euros(entry['cents'])})" if isinstance(entry.get("cents"), int) else ""
    return f"{printable(label(f'ledger-{what}', what))}{named}{amount}"


def _care_label(question: str, option: str) -> str:
    prefix = _CHECK_IN_LABELS.get(question, f"check-in-{question}")
    names = (f"{prefix}-{option}", f"role-{option}", f"circle-{option}")
    catalogue = load_catalogue()
    found = next((name for name in names if catalogue.has(name, language())), "")
    return printable(label(found, option) if found else option)


def _sender(document: dict[str, Any], moment: str) -> Iterator[str]:
    reporter = document.get("reporter")
    if isinstance(reporter, dict):
        office = str(reporter.get("office", ""))
        who = clipped(printable(reporter.get("name", "")))
        yield text("cli-open-from", who=f"{who}, {label(f'office-{office}', office)}" if office else who)
    yield text("cli-open-at", moment=clipped(moment_words(document.get(moment))))


def _message(message: dict[str, Any]) -> str:
    words = f"“{printable(message.get('text', ''))}”"
    origin = message.get("forwarded_from")
    return f"{words} ({text('forwarded-from', origin=clipped(printable(origin)))})" if origin else words


def _file_line(file: EvidenceFile) -> str:
    listed, header = file.listed, file.opened.header
    kind = header.attributes.get("kind", "document").replace("_", "-")
    line = f"• {file.name} – {label(f'file-{kind}', kind)}, {len(file.opened.content)} bytes"
    details = [printable(listed[name]) for name in ("caption",) if listed.get(name)]
    if listed.get("forwarded_from"):
        details.append(text("forwarded-from", origin=clipped(printable(listed["forwarded_from"]))))
    if not listed.get("sha256"):
        details.append(text("cli-open-later"))
    return "\n  ".join([line, f"SHA-256 {header.sha256}", *details])


def incident_words(incident: dict[str, Any]) -> str:
    """When it happened, as exactly as the reporter said."""
    words = Words(load_catalogue(), language(), ZONE)
    try:
        local = datetime.fromisoformat(str(incident.get("local")))
    except ValueError:
        return printable(incident.get("local", ""))
    local = local if local.tzinfo else local.replace(tzinfo=ZONE)
    if incident.get("precision") == "time":
        return words.moment(local)
    part = str(incident.get("part") or "")
    if incident.get("precision") == "part" and words.has(f"date-{part}"):
        return words.text(f"date-{part}", {"date": words.date(local)})
    return words.date(local)


def moment_words(given: object) -> str:
    """A time of a document in words, in the organisation's zone."""
    try:
        return Words(load_catalogue(), language(), ZONE).moment(datetime.fromisoformat(str(given)))
    except (ValueError, OverflowError):
        return printable(given)


def _list(given: object) -> list[object]:
    return given if isinstance(given, list) else []
