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


def report_content(draft: Draft, setting: Setting, *, reference: str, name: str, sent_at: datetime) -> bytes:
    """The whole report, readable without this software: who, what, when, and every answer in the reporter's words."""
    moment = moment_of(draft, setting.time_zone)
    return _json(
        {
            "format": 1,
            "kind": "report",
            "reference": reference,
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
            "evidence": [_file(a) for a in draft.attachments if a.state != "refused"],
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
            "evidence": [_file(a) for a in draft.attachments if a.state != "refused"],
        }
    )


def answers_content(kind: str, answers: dict[str, object], *, name: str, answered_at: datetime) -> bytes:
    """The answers to a check-in that the reporter shared."""
    return _json(
        {
            "format": 1,
            "kind": "check-in",
            "check_in": kind,
            "reporter": {"name": name},
            "answered_at": answered_at.isoformat(),
            "answers": answers,
        }
    )


def _message(entry: Entry) -> dict[str, Any]:
    return {
        "text": entry.text,
        "at": entry.at.isoformat(),
        "edited_at": entry.edited_at.isoformat() if entry.edited_at else None,
        "forwarded_from": entry.forwarded_from,
    }


def _file(attachment: Attachment) -> dict[str, Any]:
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
