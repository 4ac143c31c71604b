"""What a sealed report says: the answers of a draft as one JSON document that a case handler opens.

Owns the shape of the document (format 1, described in docs/sealed-report-format.md). Pure; knows nothing of keys.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from conversations.draft import Attachment, Draft, Entry
from conversations.incident import moment_of
from conversations.moves import Setting
from conversations.questions import QUESTIONS, is_urgent
from conversations.snapshot import ReportState

CONTENT_TYPE = "application/vnd.ruggensteun.report+json"


def report_content(
    draft: Draft,
    setting: Setting,
    *,
    reference: str,
    name: str,
    sent_at: datetime,
    follows: str = "",
    counted: bool = False,
) -> bytes:
    """The whole report, readable without this software: who, what, when, and every answer in the reporter's words.

    `follows` is the reference of the request for a talk that it came from, `counted` whether the reporter lets it count
    in the anonymised register.
    """
    moment = moment_of(draft, setting.time_zone)
    return _json(
        {
            "format": 1,
            "kind": "report",
            "reference": reference,
            **({"follows": follows} if follows else {}),
            **({"counted_in_register": True} if counted else {}),
            "report_id": draft.draft_id,
            "reporter": {"name": name, "office": setting.person.office, "language": setting.person.language},
            "pack": {"id": setting.pack.id, "version": setting.pack.version},
            "started_at": draft.started_at.isoformat(),
            "sent_at": sent_at.isoformat(),
            "urgent": is_urgent(draft, setting.pack),
            "safe": _first(draft.chosen(ReportState.SAFETY)),
            "incident": {
                "local": moment.local.isoformat(),
                "precision": moment.precision,
                "part": moment.part,
            }
            if moment
            else None,
            "answers": [
                {
                    "question": question.slug,
                    "chosen": list(draft.chosen(question.state)),
                    "messages": [_message(e) for e in draft.texts(question.state)],
                }
                for question in QUESTIONS
                if draft.texts(question.state) or draft.chosen(question.state)
            ],
            "evidence": [file_line(a) for a in draft.attachments if a.state != "refused"],
        }
    )


def supplement_content(draft: Draft, setting: Setting, *, name: str, sent_at: datetime) -> bytes:
    """An addition to a report that was sent before."""
    return _json(
        {
            "format": 1,
            "kind": "supplement",
            "reporter": {"name": name, "office": setting.person.office, "language": setting.person.language},
            "sent_at": sent_at.isoformat(),
            "messages": [_message(e) for entries in draft.entries.values() for e in entries],
            "evidence": [file_line(a) for a in draft.attachments if a.state != "refused"],
        }
    )


def answers_content(
    kind: str,
    answers: dict[str, object],
    *,
    name: str,
    answered_at: datetime,
    files: tuple[Attachment, ...] = (),
) -> bytes:
    """The answers to a check-in that the reporter shared, and the files that go with them."""
    return _json(
        {
            "format": 1,
            "kind": "check-in",
            "check_in": kind,
            "reporter": {"name": name},
            "answered_at": answered_at.isoformat(),
            "answers": answers,
            **({"evidence": [file_line(a) for a in files]} if files else {}),
        }
    )


REMARK_BYTES = 2048
"""Every line about the aftercare is sealed at this size, so that its length says nothing of who wrote it."""


def remark_content(text: str) -> bytes:
    """A line about how the aftercare was: the words, no name and no time, filled up with spaces to a fixed size."""
    return _json({"format": 1, "kind": "aftercare-remark", "text": text}).ljust(REMARK_BYTES)


def _message(entry: Entry) -> dict[str, Any]:
    return {
        "text": entry.text,
        "at": entry.at.isoformat(),
        "edited_at": entry.edited_at.isoformat() if entry.edited_at else None,
        "forwarded_from": entry.forwarded_from,
    }


def file_line(attachment: Attachment) -> dict[str, Any]:
    """What a document says of a file that belongs to it; the file itself is an envelope of its own."""
    return {
        "part": evidence_part(attachment.attachment_id),
        "kind": attachment.kind,
        "file_name": attachment.file_name,
        "content_type": attachment.content_type,
        "size_bytes": attachment.size_bytes,
        "caption": attachment.caption,
        "forwarded_from": attachment.forwarded_from,
        "sent_at": attachment.at.isoformat(),
        "with_question": attachment.step.removeprefix("report.").replace("_", "-"),
        "sha256": attachment.sha256,
    }


def evidence_part(attachment_id: str) -> str:
    """The name of the envelope that holds this file."""
    return f"evidence-{attachment_id}"


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None


def _json(document: dict[str, Any]) -> bytes:
    try:
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # a lone surrogate: kept as an escape
        return json.dumps(document, indent=1).encode()
