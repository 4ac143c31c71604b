"""Owns what a dossier says on paper, part by part, with labels in words. What a person wrote is quoted as it is.

Must not know how a page looks, or what an aangifte asks (see police_report).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.cli.support import label, text
from bot.dossier_folder.files import EvidenceFile, dicts
from bot.dossier_folder.text import (
    answered_check_in,
    choices,
    clipped,
    entry_words,
    measure_label,
    person_of,
    state_label,
)
from bot.dossier_pdf.blocks import Block, Section, facts, hashes, items, paragraph, picture, quote, table
from bot.dossier_pdf.moments import incident_stamp, stamp
from bot.dossier_pdf.police_report import reporter_words
from bot.dossier_pdf.reading import Document, Reading
from conversations.casework.damage import euros

_SHORT = ("injury", "target", "perpetrator", "channel", "behaviour")


def summary(reading: Reading) -> Section:
    """The report on half a page."""
    report = reading.report
    incident = report.get("incident")
    rows = [
        (text("pdf-reference"), reading.dossier.reference),
        (text("pdf-reporter"), reporter_words(reading)),
        (text("pdf-sent"), stamp(report.get("sent_at")) if report else ""),
        (text("pdf-incident"), incident_stamp(incident) if isinstance(incident, dict) else ""),
        (text("pdf-urgent"), text("pdf-yes") if report.get("urgent") else ""),
        (text("pdf-safe"), text("pdf-no") if report.get("safe") == "no" else ""),
    ]
    for slug in _SHORT:
        rows.append((label(f"part-{slug}", slug), "; ".join(choices(slug, reading.answer(slug)))))
    rows.append((text("pdf-files"), str(len(reading.evidence))))
    return Section(heading=text("pdf-summary"), blocks=(facts(rows),))


def timeline(reading: Reading) -> Section:
    """The facts in the order in which they happened."""
    rows = sorted(_moments(reading), key=lambda row: row[0])
    shown = [(stamp(at), what) for at, what in rows]
    incident = reading.report.get("incident")
    first = [(incident_stamp(incident), text("pdf-time-incident"))] if isinstance(incident, dict) else []
    head = (text("pdf-when"), text("pdf-what"))
    return Section(heading=text("pdf-timeline"), blocks=(table(head, [*first, *shown], ("3", "7")),))


def _moments(reading: Reading) -> Iterator[tuple[str, str]]:
    if reading.report:
        yield str(reading.report.get("sent_at")), text("pdf-time-sent", who=reporter_words(reading))
    for _, document in reading.of_kind("supplement"):
        yield str(document.get("sent_at")), text("pdf-time-supplement")
    for number, file in enumerate(reading.evidence, start=1):
        at = file.listed.get("sent_at") or file.opened.header.created_at.isoformat()
        yield str(at), text("pdf-time-evidence", number=number, name=file.name)
    for entry in reading.entries:
        yield str(entry.get("at")), f"{person_of(entry)}: {entry_words(reading.ledger, entry)}"


def own_words(reading: Reading) -> Iterator[Section]:
    """Every answer of the report, and every addition, in the words of who reported."""
    yield Section(heading=text("pdf-words"), blocks=() if reading.report else (paragraph(text("pdf-none")),))
    for slug, answer in reading.answers():
        blocks = [items(choices(slug, answer))] if choices(slug, answer) else []
        yield Section(heading=label(f"part-{slug}", slug), blocks=(*blocks, *_quotes(answer)), level=2)
    for _, document in reading.of_kind("supplement"):
        heading = text("pdf-supplement", at=stamp(document.get("sent_at")))
        yield Section(heading=heading, blocks=tuple(_quotes(document)), level=2)


def _quotes(holder: Document) -> Iterator[Block]:
    for message in dicts(holder, "messages"):
        notes = [stamp(message["at"])] if message.get("at") else []
        if message.get("edited_at"):
            notes.append(text("pdf-edited", at=stamp(message["edited_at"])))
        if message.get("forwarded_from"):
            notes.append(text("forwarded-from", origin=clipped(message["forwarded_from"])))
        yield quote(str(message.get("text") or ""), " – ".join(notes))


def consents(reading: Reading) -> Section:
    """The consent ledger: what was proposed, what was answered, by whom and when."""
    rows = []
    for action in reading.actions:
        answers = "\n".join(
            f"{stamp(e.get('at'))}: {person_of(e)}, {entry_words({}, e)}"
            for e in reading.entries_about(action)
        )
        rows.append((measure_label(action), state_label(action), answers))
    head = (text("pdf-measure"), text("pdf-state"), text("pdf-answers"))
    blocks = (table(head, rows, ("3", "2", "5")),) if rows else (paragraph(text("pdf-none")),)
    return Section(heading=text("pdf-consents"), blocks=blocks)


def police(reading: Reading) -> Section:
    """The steps with the police, what belongs to them, and how it went on."""
    blocks: list[Block] = []
    for action in reading.police_steps:
        checks = [
            (label(f"button-check-{check}", check), text("pdf-yes") if done else text("pdf-check-open"))
            for check, done in reading.checks(action)
        ]
        blocks.append(facts([(measure_label(action), state_label(action)), *checks]))
    progress = [e for e in reading.entries if str(e.get("what")).startswith("progress-")]
    if progress:
        blocks.append(items(f"{stamp(e.get('at'))}: {entry_words({}, e)}" for e in progress))
    return Section(heading=text("pdf-police"), blocks=tuple(blocks) or (paragraph(text("pdf-none")),))


def damage(reading: Reading) -> Section:
    """Damage, paid and recovered, with what it is in the words of who noted it."""
    said = {str(d.get("about")): str(d.get("text") or "") for _, d in reading.of_kind("damage")}
    rows = []
    for one in dicts(reading.ledger, "damage"):
        amount = euros(one["cents"]) if isinstance(one.get("cents"), int) else text("amount-unknown")
        paid, recovered = (_amount(one.get(name)) for name in ("paid_cents", "recovered_cents"))
        rows.append(
            (str(one.get("number", "")), said.get(str(one.get("damage")), ""), amount, paid, recovered)
        )
    head = (
        text("pdf-damage-number"),
        text("pdf-damage-what"),
        text("pdf-damage-amount"),
        text("pdf-damage-paid"),
        text("pdf-damage-recovered"),
    )
    blocks = (table(head, rows, ("auto", "5", "2", "2", "2")),) if rows else (paragraph(text("pdf-none")),)
    return Section(heading=text("pdf-damage"), blocks=blocks)


def _amount(cents: object) -> str:
    return euros(cents) if isinstance(cents, int) else ""


def private(reading: Reading) -> Section:
    """What was said between the reporter and the case handler; only in a dossier that is complete."""
    blocks: list[Block] = []
    for _, document in reading.private:
        kind = str(document.get("kind"))
        head = label(f"dossier-part-{kind}", kind)
        if kind == "check-in":
            blocks.append(facts([(head, stamp(document.get("answered_at"))), *answered_check_in(document)]))
            continue
        note = f"{head} – {person_of(document)} – {stamp(document.get('written_at'))}"
        blocks.append(quote(str(document.get("text") or ""), note))
    talks = [_talk(talk) for talk in dicts(reading.ledger, "talks")]
    if talks:
        blocks.append(items(talks))
    return Section(heading=text("pdf-private"), blocks=tuple(blocks) or (paragraph(text("pdf-none")),))


def _talk(talk: Document) -> str:
    kind, state = str(talk.get("talk")), str(talk.get("state"))
    return f"{label(f'talk-{kind}', kind)}: {label(f'talk-state-{state}', state)}"


def log(reading: Reading) -> Section:
    """Everything that was done, as it was written down."""
    rows = [(stamp(e.get("at")), person_of(e), entry_words(reading.ledger, e)) for e in reading.entries]
    head = (text("pdf-when"), text("pdf-who"), text("pdf-what"))
    blocks = (table(head, rows, ("3", "3", "4")),) if rows else (paragraph(text("pdf-none")),)
    return Section(heading=text("pdf-log"), blocks=blocks)


def evidence(reading: Reading, pictures: dict[str, str]) -> Iterator[Section]:
    """Each file that was sent along; `pictures` names those that can be shown, by their own name."""
    files = reading.evidence
    intro = paragraph(text("pdf-evidence-intro") if files else text("pdf-missing-evidence"))
    yield Section(heading=text("pdf-evidence"), blocks=(intro,))
    for number, file in enumerate(files, start=1):
        shown = (
            [picture(pictures[file.name], text("pdf-picture", number=number))]
            if file.name in pictures
            else []
        )
        yield Section(
            heading=text("pdf-evidence-number", number=number),
            blocks=(
                facts(_file_facts(file)),
                hashes([("SHA-256", _halves(file.opened.header.sha256))]),
                *shown,
            ),
            level=2,
        )


def _file_facts(file: EvidenceFile) -> Iterator[tuple[str, str]]:
    listed, header = file.listed, file.opened.header
    kind = header.attributes.get("kind", "document").replace("_", "-")
    yield text("pdf-file-name"), file.name
    yield (
        text("pdf-file-kind"),
        f"{label(f'file-{kind}', kind)}, {text('pdf-bytes', count=len(file.opened.content))}",
    )
    yield text("pdf-sent"), stamp(listed["sent_at"]) if listed.get("sent_at") else ""
    yield text("pdf-caption"), str(listed.get("caption") or "")
    yield text("pdf-origin"), str(listed.get("forwarded_from") or "")
    yield text("pdf-file-later"), "" if listed.get("sha256") else text("cli-open-later")


def index(reading: Reading, included: set[str]) -> Section:
    """The SHA-256 of every part: of its content, and of the sealed file that the server signed."""
    rows: list[tuple[str, str]] = []
    parts: list[Any] = [
        *(p for p, _ in reading.dossier.documents),
        *(f.opened for f in reading.dossier.evidence),
    ]
    names = {file.opened.part: file.name for file in reading.dossier.evidence}
    for part in parts:
        name = names.get(part.part) or document_name(part.part, part.header.revision)
        note = "" if name in included else f" {text('pdf-not-included')}"
        what = f"{name}{note}\n{stamp(part.header.created_at.isoformat())}"
        digests = f"{_halves(part.header.sha256)}"
        sealed = f"\n\n{_halves(part.sealed_sha256)}" if part.sealed_sha256 else ""
        rows.append((what, digests + sealed))
    return Section(heading=text("pdf-index"), blocks=(paragraph(text("pdf-index-intro")), hashes(rows)))


def document_name(part: str, revision: int) -> str:
    """The file name under which a document of the dossier goes along."""
    return f"{part.replace(':', '_')}.{revision}.json"


def _halves(digest: str) -> str:
    return f"{digest[:32]}\n{digest[32:]}"
