"""From effects to rows: who can open what, evidence after sending, and what may not be done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.effects import CARRY_OUT
from bot.evidence_worker import EvidenceWorker
from conversations import effects as fx
from storage import audit, evidence, outbox
from storage.evidence import EvidenceState
from storage.outbox import OutboxState
from storage.sealing import Identity
from tests.bot.people import EVERYBODY, PIM, asked, sends_report
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


async def readers(stage: Stage, case_id: str) -> list[tuple[str, list[str]]]:
    """Who can open each sealed part: tried with every identity there is."""
    identities = {**stage.world.identities, "recovery": stage.world.recovery, "nobody": Identity.generate()}
    return [
        (e.part.partition("-")[0], sorted(n for n, i in identities.items() if stage.opened(e, i) is not None))
        for e in await stage.envelopes(case_id)
    ]


RECEIPT_CLOCK = "SELECT timer, subject_id, person_id FROM timers WHERE timer LIKE 'receipt%' ORDER BY timer"
GRIFFIE = ["griffier", "plaatsvervangend-griffier", "recovery"]


# ---- who can open it --------------------------------------------------------------------------------------------


async def test_a_report_opens_for_handler_deputy_and_recovery_and_for_nobody_else(stage: Stage) -> None:
    case = await sends_report(stage)
    assert await readers(stage, case.case_id) == [("report", GRIFFIE)]


async def test_what_is_sealed_is_what_was_written(stage: Stage) -> None:
    case = await sends_report(stage, "Er lag een steen met een briefje in mijn gang.")
    (envelope,) = await stage.envelopes(case.case_id)
    opened = stage.opened(envelope, stage.world.recovery)
    assert opened is not None
    document = json.loads(opened.content)
    assert document["reference"] == case.reference
    assert document["reporter"]["name"] == "Sanne Proef"
    texts = [m["text"] for a in document["answers"] for m in a["messages"]]
    assert texts == ["Er lag een steen met een briefje in mijn gang."]
    assert opened.header.report_id == case.case_id


async def test_whoever_is_left_out_reads_nothing_and_hears_nothing_ever(stage: Stage) -> None:
    await stage.says("Sanne", "De griffier heeft me vastgepakt.")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Wie dit niet mag krijgen")
    await stage.taps("Sanne", "Griffier")
    await stage.taps("Sanne", "Naar het overzicht")
    await stage.sends_file("Sanne", "brief.pdf", b"pdf")
    stage.hears()
    await stage.taps("Sanne", "Versturen")
    await stage.clock_moves(days=2)
    (case,) = await stage.cases()
    assert stage.hears("Gerda") == []
    gerda = await stage.person("Gerda")
    assert gerda is not None
    everybody = {*case.told, *case.handlers, *case.deputies, *case.informed, *case.escalation}
    assert gerda.person_id not in everybody
    for part, who in await readers(stage, case.case_id):
        assert "griffier" not in who, part


async def test_a_removed_deputy_gets_no_key_any_more(stage: Stage) -> None:
    pim = await stage.person("Pim")
    assert pim is not None
    await stage.db.transaction(
        lambda tx: tx.execute("UPDATE people SET state = 'removed' WHERE person_id = ?", (pim.person_id,))
    )
    case = await sends_report(stage)
    assert await readers(stage, case.case_id) == [("report", ["griffier", "recovery"])]


async def test_with_nobody_enrolled_the_recovery_identity_still_opens_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, EVERYBODY[0], roles=("griffier",)) as alone:
        case = await sends_report(alone)
        assert case.told == ()
        assert await readers(alone, case.case_id) == [("report", ["recovery"])]


# ---- evidence ---------------------------------------------------------------------------------------------------


async def test_evidence_is_sealed_after_sending_and_only_then(stage: Stage) -> None:
    await stage.sends_file("Sanne", "foto.png", b"beeld van de dader")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", "Dit is hem.")
    assert await states(stage) == [EvidenceState.STORED]
    assert await stage.read(lambda tx: tx.execute("SELECT count(*) FROM envelopes").fetchone()[0]) == 0
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    (case,) = await stage.cases()
    assert await states(stage) == [EvidenceState.SEALED]
    assert await readers(stage, case.case_id) == [("report", GRIFFIE), ("evidence", GRIFFIE)]
    sealed = (await stage.envelopes(case.case_id))[1]
    opened = stage.opened(sealed, stage.world.identities["griffier"])
    assert opened is not None
    assert opened.content == b"beeld van de dader"


async def test_evidence_that_arrives_after_sending_still_gets_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_now(worker: EvidenceWorker) -> int:
        return 0

    with monkeypatch.context() as slow:
        slow.setattr(EvidenceWorker, "fetch_wanted", nothing_now)
        await stage.sends_file("Sanne", "foto.png", b"traag")
        await stage.taps("Sanne", "Ja, ik ben veilig")
        await stage.says("Sanne", "De foto komt nog.")
        await stage.taps("Sanne", "Nu al versturen")
        await stage.taps("Sanne", "Versturen")
        assert await states(stage) == [EvidenceState.WANTED]
    await stage.restarts()
    (case,) = await stage.cases()
    assert await states(stage) == [EvidenceState.SEALED]
    assert [part for part, _ in await readers(stage, case.case_id)] == ["report", "evidence"]


async def test_evidence_of_a_supplement_opens_for_the_same_people(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.taps("Sanne", "Hoe staat het ermee?")
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.sends_file("Sanne", "extra.png", b"extra", kind="photo")
    assert [part for part, _ in await readers(stage, case.case_id)] == ["report"]
    await stage.taps("Sanne", "Aanvulling versturen")
    assert await readers(stage, case.case_id) == [
        ("report", GRIFFIE),
        ("supplement", GRIFFIE),
        ("evidence", GRIFFIE),
    ]
    evidence_envelope = (await stage.envelopes(case.case_id))[2]
    opened = stage.opened(evidence_envelope, stage.world.recovery)
    assert opened is not None
    assert opened.header.report_id == case.case_id


async def test_an_album_is_ticked_once(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    stage.hears()
    for number in range(4):
        await stage.sends_file("Sanne", f"{number}.jpg", b"x%d" % number, kind="photo", album_id="album")
    await stage.settles()
    assert asked(stage, "Sanne") == ["✓ Veilig bewaard."]
    assert await states(stage) == [EvidenceState.STORED] * 4


async def test_thrown_away_means_file_and_row_are_gone(stage: Stage) -> None:
    await stage.sends_file("Sanne", "foto.png", b"weg hiermee")
    await stage.taps("Sanne", "Dit is geen melding")
    await stage.taps("Sanne", "Weggooien")
    await stage.taps("Sanne", "Ja, gooi alles weg")
    assert await states(stage) == []
    assert list(stage.world.config.evidence_folder.glob("*.payload")) == []


async def states(stage: Stage) -> list[EvidenceState]:
    fe = stage.world.field_encryption

    def load(tx: sqlite3.Connection) -> list[EvidenceState]:
        ids = [row[0] for row in tx.execute("SELECT attachment_id FROM evidence")]
        found = [evidence.evidence_by_id(tx, fe, attachment_id) for attachment_id in ids]
        return [e.state for e in found if e is not None]

    return await stage.read(load)


# ---- cases ------------------------------------------------------------------------------------------------------


async def test_a_sent_report_has_its_receipt_clock(stage: Stage) -> None:
    case = await sends_report(stage)
    rows = await stage.read(lambda tx: [tuple(r) for r in tx.execute(RECEIPT_CLOCK)])
    assert rows == [("receipt", case.case_id, ""), ("receipt-reminder", case.case_id, "")]


async def test_an_event_of_somebody_whose_case_it_is_not_is_refused_and_recorded(stage: Stage) -> None:
    case = await sends_report(stage)
    pim = await stage.person("Pim")
    assert pim is not None
    assert pim.person_id not in case.told
    _, data = stage.button("Gerda", "Ik heb dit gezien")
    fe = stage.world.field_encryption
    prompt = await stage.read(lambda tx: outbox.prompt(tx, fe, data.partition(".")[0]))
    assert prompt is not None
    await stage.db.transaction(
        lambda tx: tx.execute(
            "UPDATE outbox SET person_id = ? WHERE prompt_id = ?", (pim.person_id, prompt.prompt_id)
        )
    )
    await stage.presses("Pim", data)
    assert (await stage.cases())[0].received_at is None
    lines = await stage.read(lambda tx: audit.lines_about(tx, case.case_id))
    assert ("refused", pim.person_id) in [(line.action, line.actor) for line in lines]


async def test_the_reporter_sees_delivered_received_and_opened(stage: Stage) -> None:
    await stage.blocks("Gerda")
    await sends_report(stage)
    (case,) = await stage.cases()
    assert case.delivered_at is None
    await stage.blocks("Gerda", blocked=False)
    (case,) = await stage.cases()
    assert case.delivered_at is not None
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Ik heb het dossier gelezen")
    heard = asked(stage, "Sanne")
    assert any("gezien" in text for text in heard)
    assert any("is gelezen" in text for text in heard)


async def test_nobody_is_named_who_is_not_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path, EVERYBODY[0], PIM) as small:
        await small.says("Sanne", "Een bericht vol bedreigingen.")
        await small.taps("Sanne", "Ja, ik ben veilig")
        await small.taps("Sanne", "Nu al versturen")
        small.hears()
        await small.taps("Sanne", "Versturen")
        told = "\n".join(n.message.text for n in small.hears("Sanne") if n.message)
        assert "bericht: Plaatsvervangend griffier." in told
        assert "Burgemeester" not in told


async def test_the_audit_log_holds(stage: Stage) -> None:
    await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    head = await stage.read(audit.verify_chain)
    assert head.seq > 5


async def test_no_message_of_a_whole_report_fails(stage: Stage) -> None:
    await sends_report(stage)
    await stage.clock_moves(weeks=7)
    assert stage.parts.postman.failed == []
    dead = await stage.read(outbox.list_dead)
    assert dead == []
    assert OutboxState.QUEUED.value not in [
        r[0] for r in await stage.read(lambda tx: tx.execute("SELECT state FROM outbox").fetchall())
    ]


def test_every_effect_is_carried_out_by_somebody() -> None:
    known = {kind for kind in vars(fx).values() if isinstance(kind, type) and issubclass(kind, fx.Effect)} - {
        fx.Effect
    }
    assert set(CARRY_OUT) == known
