"""Owns the order of the parts, what goes along inside the file, and what is left out unless it is asked for.

Must not know how it is set: see typesetter.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from bot.cli.support import language, text
from bot.dossier_folder.files import Dossier
from bot.dossier_pdf import sections
from bot.dossier_pdf.blocks import Block, paragraph
from bot.dossier_pdf.moments import stamp
from bot.dossier_pdf.pictures import may_be_shown
from bot.dossier_pdf.police_report import police_report
from bot.dossier_pdf.reading import PUBLIC, Reading
from bot.dossier_pdf.typesetter import Typesetter
from conversations.packs.model import Pack

_MIME = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}")
_UNKNOWN_MIME = "application/octet-stream"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the file is to be. With `complete`, what was said in confidence goes along too."""

    complete: bool = False
    at: datetime


def make_pdf(dossier: Dossier, pack: Pack | None, wishes: Wishes, folder: Path) -> bytes:
    """The dossier as PDF/A-3, with the evidence and the documents themselves inside.

    Works in `folder`, which has to be empty and readable by its owner alone: plain text lies there meanwhile. Raises
    CliError, OSError.
    """
    setter, reading = Typesetter(folder), Reading(dossier, pack, wishes.complete)
    attached = _attached(reading)
    for line, data in attached:
        setter.keep(line["file"], data)
    pictures = {
        line["path"]: line["file"]
        for line, data in attached
        if may_be_shown(data, PurePath(line["file"]).suffix) and setter.shows(line["file"])
    }
    included = {line["path"] for line, _ in attached}
    parts = [
        sections.summary(reading),
        police_report(reading),
        sections.timeline(reading),
        *sections.own_words(reading),
        sections.consents(reading),
        sections.police(reading),
        sections.damage(reading),
        *([sections.private(reading)] if wishes.complete else []),
        sections.log(reading),
        *sections.evidence(reading, pictures),
        sections.index(reading, included),
    ]
    document = {
        "lang": language(),
        "title": text("pdf-title", reference=dossier.reference),
        "subtitle": text("pdf-subtitle"),
        "confidential": text("pdf-confidential"),
        "made": text("pdf-made", at=stamp(wishes.at.isoformat())),
        "opening": _opening(reading),
        "sections": [asdict(part) for part in parts],
        "attachments": [line for line, _ in attached],
    }
    return setter.set(document, wishes.at)


def _opening(reading: Reading) -> list[Block]:
    signer = reading.dossier.signer
    checked = text("pdf-checked", signer=signer) if signer else text("cli-open-unchecked")
    left_out = 0 if reading.complete else len(reading.private)
    return [paragraph(checked), *([paragraph(text("pdf-left-out", count=left_out))] if left_out else [])]


def _attached(reading: Reading) -> list[tuple[dict[str, Any], bytes]]:
    """Each file that goes along, with what the template has to know of it."""
    found = []
    for part, document in reading.dossier.documents:
        if document.get("kind") not in PUBLIC and not reading.complete:
            continue
        found.append(
            (sections.document_name(part.part, part.header.revision), "application/json", "data", part)
        )
    for file in reading.evidence:
        given = str(file.listed.get("content_type") or file.opened.header.content_type).lower()
        mime = given if _MIME.fullmatch(given) else _UNKNOWN_MIME
        found.append((file.name, mime, "supplement", file.opened))
    return [
        (
            {
                "path": name,
                "file": f"file-{number}.{name.rpartition('.')[2].lower()}",
                "mime": mime,
                "relationship": relationship,
                "description": f"SHA-256 {part.header.sha256}",
            },
            part.content,
        )
        for number, (name, mime, relationship, part) in enumerate(found)
    ]
