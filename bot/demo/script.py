"""The main job from beginning to end, played over HTTP against the simulator and checked at every step.

Owns the story: enrolment, a full report with evidence, the notification, what the database holds, the opened report,
and three check-ins. Prints a readable transcript and raises DemoFailedError when anything is missing.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import sqlite3
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from rich.console import Console

from bot.demo.stage import Stage
from simulator.client import PhonePerson, button_labels, shown_text
from storage import cases, check_ins, envelopes
from storage.reports import whole_age_file
from storage.sealing import EnvelopeName, open_envelope, verify_envelope

SCREENSHOT, LETTER = "schermafbeelding.png", "brief.jpg"
NARRATIVE = "Na de raadsvergadering kreeg ik een bericht: ze weten waar ik fiets. Thuis lag er ook een brief."
CHECK_INS = {"first": "eerste", "second": "tweede", "third": "derde"}
"""The kinds of check-in, with the word for them in the transcript."""


class DemoFailedError(Exception):
    """Something that the demonstration promises did not happen."""


def _require(fact: object, what: str) -> None:
    if not fact:
        raise DemoFailedError(what)


async def play(stage: Stage, console: Console) -> None:
    """Play everything. Raises DemoFailedError, or SimulatorClientError with what a phone showed instead."""
    teller = _Teller(console)
    await _enrol(stage, teller)
    reference = await _report(stage, teller)
    await _notified(stage, teller, reference)
    await _ciphertext_only(stage, teller)
    await _open(stage, teller)
    for kind in CHECK_INS:
        await _check_in(stage, teller, kind)
    teller.chapter("Klaar: alles wat beloofd is, is gebeurd.")


class _Teller:
    """Prints what happens and does what a person does, waiting for each answer."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._seen: dict[int, int] = {}

    def chapter(self, title: str) -> None:
        self._console.print(f"\n== {title} ==", style="bold", markup=False)

    def line(self, text: str) -> None:
        self._console.print(text, markup=False)

    async def hears(self, phone: PhonePerson, part: str) -> dict[str, Any]:
        """Wait for a message of the bot with this part, later than the last one heard, and print it."""
        seen = self._seen.get(phone.id, 0)
        message = await phone.waits_for(lambda m: m["message_id"] > seen and part in _whole(m), 20)
        self._seen[phone.id] = message["message_id"]
        indented = shown_text(message).replace("\n", "\n" + " " * 14)
        self.line(f"  Ruggensteun {phone.first_name[0]}> {indented}".replace("\n  ", "\n  "))
        if message["buttons"]:
            self.line(" " * 14 + " ".join(f"[{label}]" for label in button_labels(message)))
        return message

    async def taps(self, phone: PhonePerson, label: str, then: str) -> dict[str, Any]:
        self.line(f"{phone.first_name}: [{label}]")
        await phone.presses(label, timeout_seconds=20)
        return await self.hears(phone, then)

    async def marks(self, phone: PhonePerson, label: str) -> None:
        """Tap an option of a list that stays, and wait for its tick."""
        self.line(f"{phone.first_name}: [{label}]")
        await phone.presses(label, timeout_seconds=20)
        await phone.waits_for(lambda m: f"✓ {label}" in button_labels(m), 20)

    async def taps_or_marks(self, phone: PhonePerson, label: str) -> dict[str, Any]:
        """Tap a button; the answer is a new message, or the same one with a tick in front of the option."""
        seen = self._seen.get(phone.id, 0)
        self.line(f"{phone.first_name}: [{label}]")
        await phone.presses(label, timeout_seconds=20)
        message = await phone.waits_for(
            lambda m: m["message_id"] > seen or f"✓ {label}" in button_labels(m), 20
        )
        if message["message_id"] > seen:
            return await self.hears(phone, "")
        return message

    async def says(self, phone: PhonePerson, text: str, then: str) -> dict[str, Any]:
        self.line(f"{phone.first_name}: {text}")
        await phone.sends(text)
        return await self.hears(phone, then)


def _whole(message: dict[str, Any]) -> str:
    return shown_text(message) + " ".join(button_labels(message))


async def _enrol(stage: Stage, teller: _Teller) -> None:
    teller.chapter("Uitnodiging: allebei tikken op hun eigen link")
    await stage.griffier.sends(f"/start {stage.invitations['griffier']}")
    await teller.hears(stage.griffier, "Welkom")
    await stage.reporter.sends(f"/start {stage.invitations['reporter']}")
    await teller.hears(stage.reporter, "Welkom")


async def _report(stage: Stage, teller: _Teller) -> str:
    teller.chapter("De melding")
    me = stage.reporter
    await teller.taps(me, "Iets melden", "veilig?")
    await teller.taps(me, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await _answer(me, teller, NARRATIVE, "Wanneer was het?")
    await _answer(me, teller, "gisteravond rond half negen", "Hoe kwam het bij je?", read_as="20.30 uur")
    await _choose(me, teller, ("Sociale media of app", "Brief"), "Wat voor gedrag")
    await _choose(me, teller, ("Bedreiging", "Intimidatie"), "Op wie")
    await _choose(me, teller, ("Mij", "Mijn familie of thuis"), "Weet je wie het deed?")
    await _answer(me, teller, "Het account veldermeer_boos. Van de brief weet ik het niet.", "eerder gebeurd")
    await teller.taps(me, "Nee, voor zover ik weet", "Wat doet het met je?")
    await _answer(me, teller, "Ik slaap slecht en kijk steeds om.", "Hoe zwaar is het")
    await teller.taps(me, "7", "Lukt het nu een beetje")
    await teller.taps(me, "Werk wel, thuis niet zo", "Wat deed jij")
    await _answer(me, teller, "Niet gereageerd. Een schermafbeelding gemaakt.", "Welke steun")
    await _answer(me, teller, "Mijn partner weet het.", "Wat zou jou nu helpen?")
    await _choose(me, teller, ("Vandaag gebeld worden", "Hulp voor thuis"), "richting de dader")
    await _choose(me, teller, ("Alleen vastleggen",), "Wie mogen hiervan weten?")
    await teller.taps(me, "Overslaan", "juist niet krijgen")
    await teller.taps(me, "Overslaan", "Heb je bewijs?")
    for name, kind, said in ((SCREENSHOT, "document", "als bestand"), (LETTER, "photo", "als foto")):
        teller.line(f"{me.first_name} stuurt {name} {said}")
        await me.sends_files([(name, _file(name))], kind=kind)
        await teller.hears(me, "✓")
    await teller.taps(me, "Nu al versturen", "Versturen")
    sent = await teller.taps(me, "Versturen", "R-")
    found = re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{2}", shown_text(sent))
    if found is None:
        raise DemoFailedError("there is no reference after sending")
    return found[0]


async def _answer(me: PhonePerson, teller: _Teller, text: str, following: str, *, read_as: str = "✓") -> None:
    await teller.says(me, text, read_as)
    await teller.taps(me, "Verder", following)


async def _choose(me: PhonePerson, teller: _Teller, options: tuple[str, ...], following: str) -> None:
    for option in options:
        await teller.marks(me, option)
    await teller.taps(me, "Verder", following)


async def _notified(stage: Stage, teller: _Teller, reference: str) -> None:
    teller.chapter("De griffier")
    notice = await teller.hears(stage.griffier, reference)
    for word in (*NARRATIVE.split(), "Sanne", "Proef", "Bedreiging"):
        _require(len(word) < 6 or word not in shown_text(notice), "the notification says more than it may")
    await teller.taps(stage.griffier, "Ik heb dit gezien", "R-")
    await teller.hears(stage.reporter, reference)


async def _ciphertext_only(stage: Stage, teller: _Teller) -> None:
    teller.chapter("Wat er op de schijf van de bot staat")
    data = stage.world.config.storage.data_directory
    kept = [path for path in sorted(data.rglob("*")) if path.is_file()]
    secrets = [NARRATIVE, "veldermeer_boos", "Sanne", "Proef", SCREENSHOT, "slaap slecht"]
    forbidden = [word.encode() for word in secrets] + [_file(SCREENSHOT)[:64], _file(LETTER)[:64]]
    for path in kept:
        content = path.read_bytes()
        _require(not any(word in content for word in forbidden), f"{path.name} holds something readable")
        teller.line(f"  {path.relative_to(data)}: {len(content)} bytes, niets leesbaars gevonden")
    _require(any(path.suffix == ".payload" for path in kept), "there is no sealed evidence")


async def _open(stage: Stage, teller: _Teller) -> None:
    teller.chapter("De griffier opent de melding op de eigen computer")
    sealed = await _sealed_parts(stage)
    identity = stage.world.identities["griffier"]
    opened = {}
    for name, (age_file, created_at, signature) in sealed.items():
        verify_envelope(
            stage.world.signing_key.verifying_key,
            name=name,
            age_file=age_file,
            created_at=created_at,
            signature=signature,
        )
        opened[name.part] = open_envelope(age_file, [identity], expected=name).content
        teller.line(f"  {name.part}: {len(age_file)} bytes verzegeld, handtekening klopt, geopend")
    report = json.loads(opened["report"])
    _require(NARRATIVE in opened["report"].decode(), "the opened report misses what happened")
    _require(len(report["evidence"]) == 2, "the opened report misses evidence")
    for file in report["evidence"]:
        content = opened[file["part"]]
        teller.line(f"  {file['kind']}: SHA-256 {hashlib.sha256(content).hexdigest()[:16]}… klopt")
        _require(hashlib.sha256(content).hexdigest() == file["sha256"], "evidence does not fit its SHA-256")
    _require(opened[report["evidence"][0]["part"]] == _file(SCREENSHOT), "the screenshot is not the original")


async def _sealed_parts(stage: Stage) -> dict[EnvelopeName, tuple[bytes, Any, bytes]]:
    """Every envelope of the one case; waits until the evidence has been sealed too."""

    def load(tx: sqlite3.Connection) -> list[envelopes.StoredEnvelope]:
        return [e for case_id in cases.all_case_ids(tx) for e in envelopes.envelopes_of(tx, case_id)]

    for _ in range(100):
        stored = await stage.app.db.read(load)
        if len(stored) >= 3:
            folder = stage.world.config.evidence_folder
            return {
                EnvelopeName(report_id=e.case_id, part=e.part, revision=e.revision): (
                    whole_age_file(e, folder),
                    e.created_at,
                    e.signature,
                )
                for e in stored
            }
        await asyncio.sleep(0.1)
    raise DemoFailedError("the evidence was not sealed")


def _file(name: str) -> bytes:
    return files("bot.demo").joinpath("files").joinpath(name).read_bytes()


_PREFERRED = ("Verder", "Mijn contactpersoon", "Nee, liever niet", "Het gaat wel", "Beter", "Nee, niets")
"""What Sanne taps when a check-in offers it; otherwise the first answer."""


async def _check_in(stage: Stage, teller: _Teller, kind: str) -> None:
    """Move the clock to the check-in's time, answer every question by buttons, and share the answers."""
    teller.chapter(f"De klok gaat vooruit: de {CHECK_INS[kind]} vraag hoe het gaat")
    due_at = await _due_at(stage, kind)
    teller.line(f"  Het is nu {due_at:%d-%m-%Y %H:%M} UTC")
    await stage.client.set_clock(due_at + timedelta(seconds=5))
    message = await teller.hears(stage.reporter, "Begin")
    label = "Begin"
    for _ in range(30):
        message = await teller.taps_or_marks(stage.reporter, label)
        if "✓ Je contactpersoon kan het nu lezen" in shown_text(message):
            break
        while not message["buttons"]:
            message = await teller.hears(stage.reporter, "")
        label = _answer_to(button_labels(message))
    else:
        raise DemoFailedError(f"the {kind} check-in does not come to an end")
    await _shared(stage, kind)
    teller.line(f"  De griffier kan de antwoorden van de {CHECK_INS[kind]} keer openen.")


def _answer_to(labels: list[str]) -> str:
    return next((label for label in _PREFERRED if label in labels), labels[0])


async def _due_at(stage: Stage, kind: str) -> datetime:
    def load(tx: sqlite3.Connection) -> list[check_ins.PlannedCheckIn]:
        found = []
        for case_id in cases.all_case_ids(tx):
            found += check_ins.check_ins_of_case(tx, stage.world.field_encryption, case_id)
        return found

    planned = await stage.app.db.read(load)
    due = next((c.due_at for c in planned if c.kind == kind), None)
    if due is None:
        raise DemoFailedError(f"the {kind} check-in is not planned")
    return due


async def _shared(stage: Stage, kind: str) -> None:
    """The answers are in the register, and the griffier's identity opens them."""
    identity = stage.world.identities["griffier"]
    parts = {name.part: (name, sealed) for name, sealed in (await _sealed_parts(stage)).items()}
    if f"check-in-{kind}" not in parts:
        raise DemoFailedError(f"the answers of the {kind} check-in were not sealed")
    name, (age_file, _, _) = parts[f"check-in-{kind}"]
    answers = json.loads(open_envelope(age_file, [identity], expected=name).content)
    _require(answers["answers"], f"the shared answers of the {kind} check-in are empty")
