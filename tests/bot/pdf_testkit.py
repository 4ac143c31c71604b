"""What the tests of the PDF share: an opened dossier made of documents, and a look inside a PDF."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader

from bot.dossier_folder.files import Dossier, EvidenceFile, OpenedPart
from conversations.sealed_content import CONTENT_TYPE
from storage.sealing import EnvelopeHeader, EnvelopeName

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SIGNER = "ruggensteun-verifying-v1:21o="
EARLIER = "2026-11-21T19:15:00+00:00"


def opened(
    part: str, content: bytes, content_type: str, *, pack: str, version: int = 1, revision: int = 1
) -> OpenedPart:
    header = EnvelopeHeader.describe(
        content,
        name=EnvelopeName(report_id="c" * 32, part=part, revision=revision),
        created_at=AT,
        content_type=content_type,
        pack=pack,
        pack_version=str(version),
        attributes={},
    )
    return OpenedPart(
        header=header, content=content, sealed_sha256=hashlib.sha256(b"x" + content).hexdigest()
    )


def a_dossier(
    *documents: dict[str, Any],
    evidence: tuple[tuple[str, bytes, dict[str, Any]], ...] = (),
    pack: str = "maassluis",
    version: int = 1,
    signer: str = SIGNER,
) -> Dossier:
    """An opened dossier with these documents, and with files as (name, content, what the report says of it)."""
    parts = []
    for number, document in enumerate(documents, start=1):
        content = json.dumps(document).encode()
        part = opened(
            str(document["kind"]), content, CONTENT_TYPE, pack=pack, version=version, revision=number
        )
        parts.append((part, document))
    files = tuple(
        EvidenceFile(
            opened=opened(f"evidence-{number}", content, "application/octet-stream", pack=pack),
            listed=listed,
            name=name,
        )
        for number, (name, content, listed) in enumerate(evidence)
    )
    return Dossier(reference="R-7F3K-QM", signer=signer, documents=tuple(parts), evidence=files, missing=())


def a_report(*words: str, **changed: Any) -> dict[str, Any]:
    messages = [{"text": w, "at": EARLIER, "edited_at": None, "forwarded_from": None} for w in words]
    return {
        "format": 1,
        "kind": "report",
        "reference": "R-7F3K-QM",
        "reporter": {"name": "Sanne Proef", "office": "raadslid", "language": "nl"},
        "sent_at": EARLIER,
        "urgent": False,
        "safe": "yes",
        "incident": None,
        "answers": [
            {"question": "what-happened", "chosen": [], "messages": messages},
            {"question": "behaviour", "chosen": ["threat"], "messages": []},
            {"question": "perpetrator", "chosen": ["unknown"], "messages": []},
        ],
        "evidence": [],
        **changed,
    }


def said(kind: str, words: str, about: str = "") -> dict[str, Any]:
    return {
        "format": 1,
        "kind": kind,
        "reference": "R-7F3K-QM",
        "written_at": EARLIER,
        "who": "Gerda Testman",
        "role": "griffier",
        "about": about,
        "text": words,
    }


def a_ledger(state: str = "agreed", done: tuple[str, ...] = ("mandate",)) -> dict[str, Any]:
    def entry(hour: int, who: str, role: str, what: str, about: str = "a1", **more: Any) -> dict[str, Any]:
        at = f"2026-11-22T{hour:02d}:00:00+00:00"
        return {"at": at, "who": who, "role": role, "what": what, "about": about, **more}

    return {
        "format": 1,
        "kind": "ledger",
        "reference": "R-7F3K-QM",
        "sealed_at": EARLIER,
        "state": "opened",
        "actions": [
            {
                "action": "a1",
                "measure": "police-report",
                "state": state,
                "needs_consent": True,
                "done": list(done),
            }
        ],
        "talks": [{"talk": "first", "state": "held", "due_at": EARLIER}],
        "damage": [{"damage": "d1", "number": 1, "cents": 125050, "paid_cents": 0, "recovered_cents": 0}],
        "labour_inspectorate": "",
        "entries": [
            entry(8, "Gerda Testman", "griffier", "proposed"),
            entry(9, "Sanne Proef", "reporter", "yes"),
            *(entry(10, "Gerda Testman", "griffier", f"check-{check}") for check in done),
            entry(11, "Gerda Testman", "griffier", "damage-amount", "d1", cents=125050),
            entry(12, "Gerda Testman", "griffier", "progress-hearing", ""),
        ],
    }


def _dict(found: Any) -> Any:
    return found


class Look:
    """A PDF as another library reads it."""

    def __init__(self, made: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(made))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def text(self) -> str:
        """Everything that stands on the pages, without the places where a line may break."""
        words = "\n".join(page.extract_text() for page in self.reader.pages)
        return words.replace("\u200b", "")

    @property
    def flat(self) -> str:
        """The same on one line."""
        return " ".join(self.text.split())

    @property
    def attached(self) -> dict[str, bytes]:
        return {name: found[0] for name, found in self.reader.attachments.items()}

    @property
    def metadata(self) -> str:
        stream = self.root["/Metadata"].get_object()
        data: bytes = stream.get_data()
        return data.decode()

    def fonts(self) -> list[Any]:
        """Every font of every page; one that is made of another is looked through."""
        found = []
        for page in self.reader.pages:
            for reference in _dict(page["/Resources"]).get("/Font", {}).values():
                font = reference.get_object()
                inner = font.get("/DescendantFonts")
                found.append(inner[0].get_object() if inner else font)
        return found

    def pictures(self) -> int:
        """How many pictures stand on the pages."""
        found = 0
        for page in self.reader.pages:
            objects = _dict(page["/Resources"]).get("/XObject", {})
            found += sum(o.get_object()["/Subtype"] == "/Image" for o in objects.values())
        return found
