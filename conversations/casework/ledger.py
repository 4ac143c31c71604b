"""What of a case goes into envelopes: the ledger as a whole each time that it changed, and what was written.

Owns the shape of those documents (format 1, docs/casework.md). Pure; knows nothing of keys or of how people are found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conversations.casework.model import Case
from conversations.draft import Attachment
from conversations.sealed_content import file_line

LEDGER_PART = "ledger"


def ledger_changed(before: Case, after: Case) -> bool:
    """Whether the ledger has to be sealed anew."""
    return before.ledger != after.ledger


def ledger_content(case: Case, names: Mapping[str, str], *, sealed_at: datetime) -> bytes:
    """The whole ledger: what, when, who in which role, which answer, and where everything stands."""
    return _json(
        {
            "format": 1,
            "kind": "ledger",
            "reference": case.reference,
            "sealed_at": sealed_at.isoformat(),
            "state": case.state.value,
            "actions": [
                {
                    "action": a.action_id,
                    "measure": a.measure,
                    "state": a.state.value,
                    "needs_consent": a.needs_consent,
                    "done": list(a.checks),
                }
                for a in case.actions
            ],
            "talks": [
                {"talk": t.kind, "state": t.state.value, "due_at": t.due_at.isoformat()} for t in case.talks
            ],
            "damage": [
                {
                    "damage": d.damage_id,
                    "number": d.number,
                    "cents": d.cents,
                    "paid_cents": d.paid_cents,
                    "recovered_cents": d.recovered_cents,
                }
                for d in case.damage
            ],
            "labour_inspectorate": case.labour.value,
            "entries": [
                {
                    "at": e.at.isoformat(),
                    "who": names.get(e.by, ""),
                    "role": e.role,
                    "what": e.what,
                    "about": e.about,
                    **({"cents": e.cents} if e.cents else {}),
                }
                for e in case.ledger
            ],
        }
    )


def words_content(
    kind: str,
    text: str,
    *,
    about: str,
    name: str,
    role: str,
    written_at: datetime,
    reference: str,
    corrects: str = "",
    file: Attachment | None = None,
) -> bytes:
    """A message, question, explanation, opinion, note or description of damage, in its own words.

    A correction says which message it changes by when that was written; with a file it lists the file as evidence.
    """
    return _json(
        {
            "format": 1,
            "kind": kind,
            "reference": reference,
            "written_at": written_at.isoformat(),
            **({"corrects": corrects} if corrects else {}),
            "who": name,
            "role": role,
            "about": about,
            "text": text,
            **({"evidence": [file_line(file)]} if file is not None else {}),
        }
    )


def _json(document: dict[str, Any]) -> bytes:
    try:
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # a lone surrogate: kept as an escape
        return json.dumps(document, indent=1).encode()
