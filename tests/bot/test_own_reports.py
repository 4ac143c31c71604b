"""Whoever handles or is informed can be threatened too: they report from the same phone, and never to themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.world import Character
from conversations.casework.conversation import Case
from storage import invitations
from storage.invitations import Invitation
from storage.people import Person, PersonKind
from tests.bot.case_stage import BEN, GERDA, PIM, SANNE
from tests.stage import Stage, open_stage

LOTTE = Character(
    name="Lotte Fictie", first_name="Lotte", kind=PersonKind.INFORMED_OFFICER, role="locoburgemeester"
)
CAREL = Character(name="Carel Nepstra", first_name="Carel", kind=PersonKind.INFORMED_OFFICER, role="cdk")
BULLET = "Er lag een kogelbrief op mijn mat"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, LOTTE, CAREL) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def reports(stage: Stage, name: str, *, behaviour: str = "") -> Case:
    """Somebody with a role reports what happened to themselves."""
    await stage.says(name, "/melden")
    await stage.taps(name, "Ja, ik ben veilig")
    await stage.says(name, BULLET)
    if behaviour:
        for label in ("Verder", "Overslaan", "Overslaan"):
            await stage.taps(name, label)
        await stage.taps(name, behaviour)
    await stage.taps(name, "Nu al versturen")
    stage.hears()
    await stage.taps(name, "Versturen")
    mine = await id_of(stage, name)
    return next(c for c in await stage.cases() if c.reporter_id == mine)


async def id_of(stage: Stage, name: str) -> str:
    return (await known(stage, name)).person_id


async def known(stage: Stage, name: str) -> Person:
    person = await stage.person(name)
    assert person is not None
    return person


def heard(stage: Stage, name: str) -> str:
    return "\n".join(n.message.text for n in stage.hears(name) if n.message is not None)


async def readers(stage: Stage, case: Case) -> set[str]:
    """The roles whose identity opens everything that was sealed for this case."""
    sealed = await stage.envelopes(case.case_id)
    assert sealed
    found = stage.world.identities.items()
    return {role for role, identity in found if all(stage.opened(e, identity) for e in sealed)}


async def test_a_threatened_burgemeester_reports_and_the_cdk_hears_of_it(stage: Stage) -> None:
    """Requirements 5 and 6: the griffier handles it, the CdK is informed, the burgemeester gets nothing."""
    case = await reports(stage, "Ben")
    ben, gerda, carel = [await id_of(stage, name) for name in ("Ben", "Gerda", "Carel")]
    assert case.office == "burgemeester"
    assert case.handlers == (gerda,)
    assert case.informed == (carel,)
    assert ben not in (*case.handlers, *case.deputies, *case.informed, *case.escalation, *case.told)
    assert case.reference in heard(stage, "Gerda")
    assert case.reference in heard(stage, "Carel")
    assert "burgemeester" not in await readers(stage, case)
    assert "griffier" in await readers(stage, case)


async def test_violence_against_the_burgemeester_reaches_the_locoburgemeester_too(stage: Stage) -> None:
    case = await reports(stage, "Ben", behaviour="Een wapen")
    carel, lotte = await id_of(stage, "Carel"), await id_of(stage, "Lotte")
    assert case.informed == (carel, lotte)


async def test_the_burgemeester_never_meets_the_own_case_as_a_handler(stage: Stage) -> None:
    case = await reports(stage, "Ben")
    stage.hears()
    await stage.says("Ben", "/zaken")
    assert case.reference not in heard(stage, "Ben")
    await stage.clock_moves(days=3)  # nobody confirms: deputies, then whoever comes after them
    after = next(c for c in await stage.cases() if c.case_id == case.case_id)
    assert case.reporter_id not in (*after.told, *after.readers, *after.colleagues)
    assert "burgemeester" not in await readers(stage, after)


async def test_a_button_of_the_case_does_nothing_for_the_one_it_is_about(stage: Stage) -> None:
    case = await reports(stage, "Gerda")
    assert case.handlers == (await id_of(stage, "Ben"),)  # the pack: the burgemeester replaces the griffier
    message, data = stage.button("Ben", "Ik heb dit gezien")
    await stage.presses("Gerda", data, message)
    after = next(c for c in await stage.cases() if c.case_id == case.case_id)
    assert after.received_at is None


async def test_a_deputy_reports_to_whom_they_stand_in_for(stage: Stage) -> None:
    case = await reports(stage, "Pim")
    assert case.office == "plaatsvervangend-griffier"
    assert case.handlers == (await id_of(stage, "Gerda"),)
    assert await id_of(stage, "Pim") not in (*case.deputies, *case.told, *case.colleagues)


async def test_a_handler_who_types_starts_nothing_until_they_say_so(stage: Stage) -> None:
    await stage.says("Gerda", "Ik bel haar zo.")
    assert (await stage.snapshot("Gerda")).draft is None


async def test_both_doors_stand_in_the_menu_and_the_own_report_can_be_followed(stage: Stage) -> None:
    await stage.says("Ben", "/start")
    shown = {label for _, label, _ in stage.phones.chat(stage.actors["Ben"].telegram_id).buttons()}
    assert {"Meldingen bij mij", "Zelf iets melden"} <= shown
    case = await reports(stage, "Ben")
    await stage.says("Ben", "/mijn")
    await stage.taps("Ben", f"Melding {case.reference}")
    assert case.reference in heard(stage, "Ben")


async def test_the_card_names_the_office_and_offers_a_call(stage: Stage) -> None:
    stage.hears()
    await stage.says("Ben", "/nood")
    assert "Noem je ambt: Burgemeester" in heard(stage, "Ben")
    await stage.taps("Ben", "Laat iemand mij bellen")
    assert [c.reporter_id for c in await stage.cases()] == [await id_of(stage, "Ben")]


async def test_six_weeks_of_check_ins_come_to_a_handler_as_well(stage: Stage) -> None:
    await reports(stage, "Ben")
    stage.hears()
    await stage.clock_moves(days=1)
    assert "hoe gaat het" in heard(stage, "Ben").lower()


async def test_a_threatened_commissaris_reports_to_the_provinciesecretaris(tmp_path: Path) -> None:
    """Requirement 5: the loco-commissaris hears of violence; the commissaris handles other cases, and not this one."""
    cast = (
        Character(name="Dirk Nepman", first_name="Dirk", kind=PersonKind.CASE_HANDLER, role="cdk"),
        Character(
            name="Petra Proefstra",
            first_name="Petra",
            kind=PersonKind.CASE_HANDLER,
            role="provinciesecretaris",
        ),
        Character(name="Lies Test", first_name="Lies", kind=PersonKind.INFORMED_OFFICER, role="loco-cdk"),
    )
    async with open_stage(tmp_path, *cast, pack="provincie-utrecht") as stage:
        case = await reports(stage, "Dirk", behaviour="Een wapen")
        assert case.handlers == (await id_of(stage, "Petra"),)
        assert case.informed == (await id_of(stage, "Lies"),)
        assert case.reporter_id not in (*case.told, *case.escalation, *case.deputies, *case.colleagues)
        assert "cdk" not in await readers(stage, case)


# ---- a second invitation ----------------------------------------------------------------------------------------


async def invited(stage: Stage, number: int, kind: PersonKind, *, role: str = "", office: str = "") -> str:
    """An invitation for somebody who takes part already: its token."""
    token = f"tweede-uitnodiging-{number:032d}"
    invitation = Invitation(
        invitation_id=f"tweede-{number}",
        kind=kind,
        name="Een Naam",
        role=role,
        office=office,
        expires_at=stage.clock.now() + timedelta(days=7),
    )
    fe = stage.world.field_encryption
    await stage.db.transaction(lambda tx: invitations.add_invitation(tx, fe, invitation, token))
    return token


async def unused(stage: Stage) -> int:
    fe = stage.world.field_encryption
    found = await stage.read(lambda tx: invitations.list_invitations(tx, fe))
    return sum(i.redeemed_at is None for i in found)


async def test_a_locoburgemeester_who_is_a_wethouder_reports_as_that(stage: Stage) -> None:
    token = await invited(stage, 1, kind=PersonKind.REPORTER, office="wethouder")
    await stage.says("Lotte", f"/start {token}")
    lotte = await known(stage, "Lotte")
    assert (lotte.kind, lotte.role, lotte.office) == (
        PersonKind.INFORMED_OFFICER,
        "locoburgemeester",
        "wethouder",
    )
    case = await reports(stage, "Lotte")
    assert case.office == "wethouder"
    assert lotte.person_id not in (*case.told, *case.escalation, *case.colleagues)


async def test_a_reporter_who_becomes_a_handler_keeps_what_they_sent(stage: Stage) -> None:
    case = await reports(stage, "Sanne")
    token = await invited(stage, 2, kind=PersonKind.CASE_HANDLER, role="gemeentesecretaris")
    stage.hears()
    await stage.says("Sanne", f"/start {token}")
    assert "Word je zelf bedreigd?" in heard(stage, "Sanne")
    sanne = await known(stage, "Sanne")
    assert (sanne.kind, sanne.role, sanne.office) == (
        PersonKind.CASE_HANDLER,
        "gemeentesecretaris",
        "raadslid",
    )
    assert [f.case_id for f in (await stage.snapshot("Sanne")).filed] == [case.case_id]
    await stage.taps("Gerda", "Ik heb dit gezien")
    after = next(c for c in await stage.cases() if c.case_id == case.case_id)
    assert sanne.person_id not in after.colleagues


async def test_a_second_handler_role_is_refused_and_the_invitation_stays(stage: Stage) -> None:
    token = await invited(stage, 3, kind=PersonKind.CASE_HANDLER, role="gemeentesecretaris")
    before = await known(stage, "Gerda")
    stage.hears()
    await stage.says("Gerda", f"/start {token}")
    assert "past daar niet bij" in heard(stage, "Gerda")
    assert await known(stage, "Gerda") == before
    assert await unused(stage) == 1


async def test_an_administrator_becomes_no_reporter_by_an_invitation(stage: Stage) -> None:
    token = await invited(stage, 4, kind=PersonKind.ADMINISTRATOR)
    before = await known(stage, "Sanne")
    await stage.says("Sanne", f"/start {token}")
    assert await known(stage, "Sanne") == before
    assert await unused(stage) == 1


async def test_an_invitation_that_was_used_only_shows_the_menu(stage: Stage) -> None:
    stage.hears()
    await stage.says("Ben", f"/start {stage.actors['Sanne'].token}")
    assert "Waar kan ik je mee helpen?" in heard(stage, "Ben")
