"""The anonymised register on the real bot: who agrees is counted, nothing leads back, only safe numbers are shown."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.world import Character
from storage import register
from storage.people import PersonKind
from tests.bot.case_stage import screen
from tests.stage import Stage, open_stage

RIET = Character(
    name="Riet Registra",
    first_name="Riet",
    kind=PersonKind.REGISTRAR,
    role="regisseur-integriteit",
    recipient=False,
)
STELLA = Character(name="Stella Proef", first_name="Stella", kind=PersonKind.REPORTER, office="statenlid")
GITTA = Character(
    name="Gitta Test-de Vries", first_name="Gitta", kind=PersonKind.CASE_HANDLER, role="griffier"
)
QUARTER = "2026-Q4"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(
        tmp_path, STELLA, GITTA, RIET, pack="provincie-utrecht", roles=("griffier",)
    ) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def sends(stage: Stage, *, counted: bool) -> None:
    """Stella reports an insult that came on paper."""
    await stage.says("Stella", "Er lag een brief met scheldwoorden")
    await stage.taps("Stella", "Ja, ik ben veilig")
    await stage.taps("Stella", "Verder")
    await stage.taps("Stella", "Overslaan")
    await stage.taps("Stella", "Brief")
    await stage.taps("Stella", "Verder")
    await stage.taps("Stella", "Belediging")
    await stage.taps("Stella", "Verder")
    await stage.taps("Stella", "Nu al versturen")
    await stage.taps("Stella", "Versturen en anoniem meetellen" if counted else "Versturen")


async def counts(stage: Stage) -> register.Counts:
    fe = stage.world.field_encryption
    return await stage.read(lambda tx: register.counts_of(tx, fe, QUARTER))


async def test_only_who_agrees_is_counted_and_the_agreement_is_in_the_sealed_report(stage: Stage) -> None:
    await sends(stage, counted=False)
    assert await counts(stage) == {}
    await sends(stage, counted=True)
    found = await counts(stage)
    assert (found["reports"], found["nature"], found["form"]) == ({"all": 1}, {"insult": 1}, {"letter": 1})
    consents = []
    for case in await stage.cases():
        (sealed, *_) = await stage.envelopes(case.case_id)
        opened = stage.opened(sealed, stage.world.identities["griffier"])
        assert opened is not None
        consents.append(json.loads(opened.content).get("counted_in_register", False))
    assert sorted(consents) == [False, True]


async def test_what_was_done_is_counted_only_where_the_reporter_agreed(stage: Stage) -> None:
    for counted in (False, True):
        await sends(stage, counted=counted)
        for label in ("Voorstellen", "Stopgesprek", "Stel dit voor"):
            await stage.taps("Gitta", label)
        for label in ("Ja", "Ja, dit mag"):
            await stage.taps("Stella", label)
        await stage.taps("Gitta", "Dit is uitgevoerd")
        assert (await counts(stage)).get("response", {}) == ({"stop-talk": 1} if counted else {})


async def test_the_registrar_sees_finished_quarters_and_nothing_of_any_case(stage: Stage) -> None:
    for _ in range(6):
        await sends(stage, counted=True)
    references = [c.reference for c in await stage.cases()]
    await stage.says("Riet", "/register")
    assert "kwartaal 3 van 2026" in screen(stage, "Riet")
    assert "Meldingen: minder dan 5" in screen(stage, "Riet")
    await stage.clock_moves(days=45)
    await stage.taps("Riet", "Het register")
    shown = screen(stage, "Riet")
    assert "kwartaal 4 van 2026" in shown
    assert "Meldingen: ongeveer 5. Tegenover het kwartaal ervoor: meer." in shown
    assert "▪ Belediging: ongeveer 5 (meer)" in shown
    assert "▪ Brief: ongeveer 5 (meer)" in shown
    for reference in references:
        assert reference not in shown
    for secret in ("Stella", "scheldwoorden", "statenlid"):
        assert secret not in shown
    await stage.taps("Riet", "Kwartaal 3 van 2026")
    assert screen(stage, "Riet").count("kwartaal 3 van 2026") == 2


async def test_the_registrar_has_no_other_door(stage: Stage) -> None:
    await sends(stage, counted=True)
    (case,) = await stage.cases()
    _, data = stage.button("Gitta", "Ik heb dit gezien")
    await stage.presses("Riet", data)
    for command in ("/zaken", "/klokken", "/overzicht", "/melden"):
        await stage.says("Riet", command)
    assert case.reference not in screen(stage, "Riet")
    riet = await stage.person("Riet")
    assert riet is not None
    (after,) = await stage.cases()
    everybody = (*after.told, *after.readers, *after.informed, *after.escalation, *after.colleagues)
    assert riet.person_id not in everybody
    assert after.received_at is None


async def test_nobody_else_sees_the_register(stage: Stage) -> None:
    for name in ("Stella", "Gitta"):
        await stage.says(name, "/register")
        assert "Het anonieme register" not in screen(stage, name)


async def test_no_row_leads_from_a_number_to_a_report(stage: Stage) -> None:
    for _ in range(3):
        await sends(stage, counted=True)

    def rows(tx: object) -> list[tuple[str, int]]:
        found = tx.execute("SELECT period, length(body) FROM register_counts")  # type: ignore[attr-defined]
        return [tuple(row) for row in found]

    ((period, _),) = await stage.read(rows)
    assert period == QUARTER
