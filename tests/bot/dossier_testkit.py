"""An installation with one case in it, to export and open: a report, an addition, a check-in and a picture."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from typer.testing import Result

from bot.evidence_worker import evidence_header
from bot.packs import load_pack
from bot.server_keys import load_signing_key
from conversations.casework.conversation import Case, case_to_json
from conversations.draft import Attachment, Draft, Entry
from conversations.events import AttachmentKind
from conversations.moves import Setting
from conversations.packs.pack import Pack
from conversations.sealed_content import CONTENT_TYPE, answers_content, report_content, supplement_content
from conversations.snapshot import Person as Speaker
from conversations.snapshot import ReportState as S
from storage import cases, evidence
from storage.database import Database
from storage.evidence import Evidence
from storage.evidence_files import payload_name, write_payload
from storage.reports import Part, Register
from storage.sealing import new_file_key, pack_envelope, seal_payload
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, Installation, protected_identity, run

AT = datetime(2026, 11, 21, 19, 15, tzinfo=UTC)
REFERENCE, CASE_ID = "R-7F3K-QM", "c" * 32
STORY = "Hij stond weer voor de deur in Veldermeer."
PICTURE = b"\x89PNG not really a picture"
NOTE = "ik kwam thuis \x1b[2J en \u202etxet"
FILE_NAME = "../../etc/scherm.png"


def entry(words: str, number: int) -> Entry:
    return Entry(message_id=number, text=words, at=AT)


def a_draft(sha256: str) -> Draft:
    attachment = Attachment(
        attachment_id="f1",
        message_id=3,
        kind=AttachmentKind.DOCUMENT,
        step=S.EVIDENCE,
        at=AT,
        file_name=FILE_NAME,
        caption="van zijn account",
        state="stored",
        sha256=sha256,
    )
    return Draft(
        draft_id=CASE_ID,
        started_at=AT,
        touched_at=AT,
        entries={S.WHAT_HAPPENED: (entry(STORY, 1), entry(NOTE, 2))},
        choices={
            S.SAFETY: ("no",),
            S.WHEN: ("now", "2026-11-21T20:10+01:00"),
            S.BEHAVIOUR: ("threat",),
            S.WEIGHT: ("8",),
            S.FOLLOW_UP_PERPETRATOR: ("register-only",),
        },
        attachments=(attachment,),
    )


class Filled:
    """An installation with one case: a report, an addition, a check-in and a piece of evidence."""

    def __init__(self, made: Installation) -> None:
        self.made, self.pack = made, load_pack(made.config)
        self.register = Register(load_signing_key(made.config), made.config.evidence_folder)
        self.to = made.folder / "uit"
        self.folder = self.to / REFERENCE
        self.identity, self.passphrase = protected_identity(made.folder)
        asyncio.run(self._fill())

    async def _fill(self) -> None:
        db = await Database.open(self.made.config.database_path)
        try:
            await db.transaction(self._write)
        finally:
            await db.close()

    def _write(self, tx: sqlite3.Connection) -> None:
        fe, sent = self.made.fe, hashlib.sha256(PICTURE).hexdigest()
        case = self._case(self.pack)
        cases.add_case(
            tx,
            fe,
            case_id=CASE_ID,
            reference=REFERENCE,
            state=case.state,
            urgent=True,
            at=AT,
            body=case_to_json(case),
        )
        person = Speaker(person_id="anna", kind="reporter", language="nl", office="raadslid")
        setting = Setting(pack=self.pack, person=person)
        report = report_content(a_draft(sent), setting, reference=REFERENCE, name="Sanne Proef", sent_at=AT)
        more = Draft(
            draft_id=f"{CASE_ID}:1",
            started_at=AT,
            touched_at=AT,
            entries={S.WHAT_HAPPENED: (entry("Nog iets.", 9),)},
        )
        addition = supplement_content(more, setting, name="Sanne Proef", sent_at=AT)
        answers: dict[str, object] = {"safe": {"chosen": ["yes"], "messages": []}}
        check_in = answers_content("first", answers, name="Sanne Proef", answered_at=AT)
        for part, content in (("report", report), ("supplement", addition), ("check-in-first", check_in)):
            self._seal(tx, part, content)
        self._keep_evidence(tx)

    def _case(self, pack: Pack) -> Case:
        return Case(
            case_id=CASE_ID,
            reference=REFERENCE,
            kind="report",
            urgent=True,
            office="raadslid",
            pack_id=pack.id,
            pack_version=pack.version,
            reporter_id="anna",
            created_at=AT,
        )

    def _seal(self, tx: sqlite3.Connection, part: str, content: bytes) -> None:
        sealed = Part(
            case_id=CASE_ID,
            part=part,
            content=content,
            content_type=CONTENT_TYPE,
            created_at=AT,
            pack_id=self.pack.id,
            pack_version=self.pack.version,
        )
        self.register.seal(tx, sealed, [GRIFFIER.recipient, RECOVERY.recipient])

    def _keep_evidence(self, tx: sqlite3.Connection) -> None:
        wanted = Evidence(
            attachment_id="f1",
            draft_id=CASE_ID,
            person_id="anna",
            message_id=3,
            kind="document",
            file_id="telegram-file",
            file_name=FILE_NAME,
            content_type="image/png",
            received_at=AT,
        )
        header = evidence_header(wanted, PICTURE, pack=self.pack.id, pack_version=str(self.pack.version))
        file_key, name = new_file_key(), payload_name("p" * 20)
        payload = seal_payload(file_key, pack_envelope(header, PICTURE))
        write_payload(self.made.config.evidence_folder, name, payload)
        evidence.want_evidence(tx, self.made.fe, wanted)
        kept = replace(wanted, payload_file=name, file_key=file_key, sha256=header.sha256)
        self.register.seal_evidence(tx, self.made.fe, kept, [GRIFFIER.recipient], "evidence-f1")

    def export(self, *arguments: str) -> Result:
        return self.made.run("export", *(arguments or (REFERENCE,)), "--to", self.to)

    def open(self, path: Path | None = None, *more: str | Path, identity: Path | None = None) -> Result:
        secret = ("--identity", identity or self.identity, "--passphrase-file", self.passphrase)
        return run("open", path or self.folder, *secret, *more)

    @property
    def manifest(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text())
        return loaded

    def save(self, manifest: dict[str, Any]) -> None:
        (self.folder / "manifest.json").write_text(json.dumps(manifest))
