"""How the bot is doing: what is trouble, who is told and when, and that its end is told too."""

from __future__ import annotations

import pytest

from bot.gateway import NetworkTroubleError
from bot.health.health import HealthSettings
from bot.health.looking import unreached_roles
from bot.health.telling import (
    ALARMS,
    CLOCK,
    DAMAGED,
    DEAD_LETTERS,
    DELIVERY,
    DISK,
    EVIDENCE,
    RECEIVING,
    STORAGE,
    UNAUTHORIZED,
    WHAT,
    nobody_code,
)
from storage import evidence, inbox, outbox, people, troubles
from storage.database import StorageFullError
from storage.evidence import Evidence
from storage.people import Person, PersonKind, PersonState
from tests.bot.fakes import World, message
from tests.bot.watching import ADMINISTRATOR, GRIFFIER, PACK, made, passes, told


async def test_all_is_well_when_nothing_was_heard(world: World) -> None:
    health = await made(world)
    assert await health.look()
    assert health.report().well
    assert told(world) == []


async def test_an_hour_without_updates_is_told_once_and_its_end_with_how_long(world: World) -> None:
    health = await made(world)
    health.received()
    world.clock.advance(3599)
    await health.look()
    assert health.report().well
    world.clock.advance(1)
    for _ in range(20):
        await health.look()
        world.clock.advance(30 * 60)
    assert RECEIVING in health.report().troubles
    assert len(told(world)) == 1
    assert "24 uur" in told(world)[0]
    health.received()
    await health.look()
    await health.look()
    assert health.report().well
    assert len(told(world)) == 2
    assert "11 uur" in told(world)[1]
    assert "maandag 2 november" in told(world)[1], "since when"


async def test_when_telegram_is_what_is_gone_the_end_is_told_all_the_same(world: World) -> None:
    health = await made(world)
    health.received()
    world.gateway.fail(lambda call: NetworkTroubleError())
    for _ in range(30):
        world.clock.advance(3600)
        await health.look()
    assert told(world) == []
    world.gateway.fail(lambda call: None)
    health.received()
    world.clock.advance(60)
    await health.look()
    (text,) = told(world)
    assert "30 uur" in text
    assert "weg zijn" in text, "longer than Telegram keeps messages"


async def test_a_bot_that_was_stopped_tells_how_long_it_was_away(world: World) -> None:
    before = await made(world)
    before.received()
    await before.look()
    world.clock.advance(5 * 3600)
    after = await made(world, enrolled=False)
    await after.look()
    assert RECEIVING in after.report().troubles
    assert told(world) == [], "fetching gets a chance first"
    after.received()
    await after.look()
    (text,) = told(world)
    assert "5 uur" in text
    again = await made(world, enrolled=False)
    again.received()
    await again.look()
    assert len(told(world)) == 1


async def test_a_restart_tells_nothing_twice_and_does_tell_the_end(world: World) -> None:
    rooms = [10]
    health = await made(world, room=lambda: rooms[0])
    health.received()
    await health.look()
    assert len(told(world)) == 1
    again = await made(world, enrolled=False, room=lambda: rooms[0])
    await passes(world, again, 300)
    assert list(again.report().troubles) == [DISK]
    assert len(told(world)) == 1
    rooms[0] = 10**12
    third = await made(world, enrolled=False, room=lambda: rooms[0])
    await passes(world, third, 300)
    assert len(told(world)) == 2
    assert "genoeg ruimte" in told(world)[1]
    assert await world.db.read(troubles.told) == {}


async def test_storage_trouble_shows_at_once_and_is_told_when_it_lasts(world: World) -> None:
    health = await made(world)
    await health.look()
    health.alarm(STORAGE)
    await health.look()
    assert list(health.report().troubles) == [STORAGE]
    assert told(world) == []
    for _ in range(9):
        world.clock.advance(15)
        health.alarm(STORAGE)
        await health.look()
    assert len(told(world)) == 1
    await passes(world, health, 60)
    assert health.report().well
    assert len(told(world)) == 2


async def test_a_hiccup_of_the_storage_is_told_to_nobody(world: World) -> None:
    health = await made(world)
    health.alarm(STORAGE)
    await passes(world, health, 120)
    assert health.report().well
    assert told(world) == []


async def test_an_administrator_who_cannot_be_told_now_is_told_later_and_not_at_every_look(
    world: World,
) -> None:
    health = await made(world)
    world.gateway.fail(lambda call: NetworkTroubleError())
    world.clock.advance(3600)
    for _ in range(4):
        await health.look()
        world.clock.advance(15)
    assert len(world.gateway.calls) == 1, "it waits a minute before it tries again"
    world.gateway.fail(lambda call: None)
    world.clock.advance(15)
    await health.look()
    assert len(told(world)) == 1


async def test_dead_letters_are_told_and_again_when_there_are_more_an_hour_later(world: World) -> None:
    health = await made(world)
    now = world.clock.now()
    await world.enqueue(message("one"), message("two", to="bert"))
    await world.db.transaction(lambda tx: outbox.mark_dead(tx, "one", "RefusedError", now))
    await passes(world, health, 60)
    assert list(health.report().troubles) == [DEAD_LETTERS]
    assert len(told(world)) == 1
    await world.db.transaction(lambda tx: outbox.mark_dead(tx, "two", "RefusedError", now))
    await passes(world, health, 60)
    assert len(told(world)) == 1
    await passes(world, health, 3600, every=300)
    assert len(told(world)) == 2
    await world.db.transaction(lambda tx: tx.execute("DELETE FROM outbox").close())
    await passes(world, health, 60)
    assert health.report().well
    assert "geen opgegeven berichten" in told(world)[2]


async def test_an_update_that_could_not_be_handled_and_an_old_message_are_trouble(world: World) -> None:
    health = await made(world)
    await world.enqueue(message("waits"))
    now = world.clock.now()
    await world.db.transaction(lambda tx: inbox.mark_dead(tx, 1, "UnreadableUpdateError", now))
    health.received()
    await health.look()
    assert list(health.report().troubles) == [DEAD_LETTERS]
    world.clock.advance(3600)
    health.received()
    await health.look()
    assert DELIVERY in health.report().troubles


async def test_evidence_that_waits_for_an_hour_is_trouble(world: World) -> None:
    health = await made(world)
    wanted = Evidence(
        attachment_id="a1",
        draft_id="d1",
        person_id="anna",
        message_id=4,
        kind="photo",
        file_id="f",
        received_at=world.clock.now(),
    )
    await world.db.transaction(lambda tx: evidence.want_evidence(tx, world.fe, wanted))
    await passes(world, health, 3540, every=60)
    assert health.report().well
    await passes(world, health, 60)
    assert list(health.report().troubles) == [EVIDENCE]
    assert "bestand" in told(world)[0]


async def test_a_role_that_nobody_can_be_reached_for_is_trouble_until_somebody_can(world: World) -> None:
    health = await made(world)
    await world.db.transaction(lambda tx: outbox.hold_person(tx, "gerda"))
    await passes(world, health, 30)
    assert list(health.report().troubles) == [nobody_code("griffier")]
    assert "bereikbaar als Griffier" in told(world)[0]
    await world.db.transaction(lambda tx: outbox.release_person(tx, "gerda"))
    await passes(world, health, 60)
    assert "bereikbaar als Griffier" in told(world)[1]
    assert len(told(world)) == 2


def test_a_role_that_nobody_needs_yet_is_no_trouble() -> None:
    reporter = Person(person_id="r", telegram_id=1, kind=PersonKind.REPORTER, office="raadslid")
    blocked = Person(
        person_id="b",
        telegram_id=2,
        kind=PersonKind.INFORMED_OFFICER,
        role="burgemeester",
        state=PersonState.BLOCKED,
    )
    assert unreached_roles([], PACK) == ()
    assert unreached_roles([reporter], PACK) == PACK.offices["raadslid"].handlers
    assert unreached_roles([reporter, GRIFFIER], PACK) == ()
    assert unreached_roles([GRIFFIER, blocked], PACK) == ("burgemeester",)


async def test_a_row_that_was_changed_from_outside_is_trouble_and_the_role_is_missed(world: World) -> None:
    health = await made(world)
    change = "UPDATE people SET recipient = 'age1pq1evil' WHERE person_id = 'gerda'"
    await world.db.transaction(lambda tx: tx.execute(change).close())
    await passes(world, health, 30)
    assert set(health.report().troubles) == {DAMAGED, nobody_code("griffier")}
    assert any("veranderd buiten mij om" in text for text in told(world))


async def test_a_disk_that_fills_up_is_trouble_before_it_is_full(world: World) -> None:
    health = await made(world, room=lambda: HealthSettings().disk_free_bytes - 1)
    await health.look()
    assert list(health.report().troubles) == [DISK]
    enough = await made(world, enrolled=False, room=lambda: HealthSettings().disk_free_bytes)
    await passes(world, enough, 60)
    assert enough.report().well
    assert enough.report().disk_free_bytes == HealthSettings().disk_free_bytes


async def test_a_token_that_is_refused_is_told_when_it_is_accepted_again(world: World) -> None:
    health = await made(world)
    health.alarm(UNAUTHORIZED)
    world.gateway.fail(lambda call: NetworkTroubleError())
    await health.look()
    world.gateway.fail(lambda call: None)
    world.clock.advance(90)
    health.received()
    await health.look()
    assert len(told(world)) == 1
    assert "token weer aan" in told(world)[0]


async def test_a_database_that_cannot_be_read_is_trouble_and_starves_the_watchdog(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    health = await made(world)

    async def fail(work: object) -> object:
        raise StorageFullError

    monkeypatch.setattr(world.db, "read", fail)
    assert not await health.look()
    assert STORAGE in health.report().troubles


async def test_a_clock_that_is_put_back_hides_nothing_and_holds_nothing_up(world: World) -> None:
    health = await made(world)
    health.received()
    health.alarm(CLOCK)
    await health.look()
    world.clock.advance(-24 * 3600)
    await health.look()
    await passes(world, health, 3 * 3600, every=300)
    assert health.report().well, "the trouble ended by the new clock"
    world.clock.advance(3600)
    await health.look()
    assert list(health.report().troubles) == [RECEIVING], "an hour of silence is an hour by the new clock"


async def test_nobody_is_told_when_nobody_is_invited_and_later_not_of_the_past(world: World) -> None:
    health = await made(world, administrator=False)
    health.alarm(CLOCK)
    await passes(world, health, 3 * 3600, every=300)
    assert health.report().well
    fe, now = world.fe, world.clock.now()
    late = Person(person_id="beheer", telegram_id=ADMINISTRATOR, kind=PersonKind.ADMINISTRATOR)
    await world.db.transaction(lambda tx: people.add_person(tx, fe, late, now))
    await passes(world, health, 60)
    assert world.gateway.calls == []


EVERY_CODE = [*(code for code in ALARMS if code != "nobody"), nobody_code("griffier"), nobody_code("eigen")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", EVERY_CODE)
async def test_every_trouble_has_words_for_its_beginning_and_its_end(
    world: World, code: str, language: str
) -> None:
    health = await made(world, language=language)
    for _ in range(48):
        world.clock.advance(900)
        if code not in (RECEIVING, UNAUTHORIZED):
            health.received()
        health.alarm(code)
        await health.look()
    await passes(world, health, 7 * 3600, every=300)
    assert health.report().well
    assert len(told(world)) == (4 if code == UNAUTHORIZED else 2), (
        "with a refused token nothing is fetched either"
    )
    assert all(text.startswith("Gemeente Veldermeer: ") for text in told(world))


def test_every_alarm_has_an_end() -> None:
    assert ALARMS.keys() == WHAT.keys()
