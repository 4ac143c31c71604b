"""An invitation works once, until it expires, and its token is nowhere in the files."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.invitations import (
    Invitation,
    add_invitation,
    list_invitations,
    prune_invitations,
    redeem_invitation,
    revoke_invitation,
)
from storage.people import PersonKind
from tests.storage.conftest import NOW

TOKEN = "fictional-token-for-sanne"
INVITATION = Invitation(
    invitation_id="i-1",
    kind=PersonKind.CASE_HANDLER,
    role="griffier",
    name="Griffier Test-de Vries",
    recipient="age1pq1example",
    expires_at=NOW + timedelta(days=7),
)


@pytest.fixture
async def invited(db: Database, fe: FieldEncryption) -> Database:
    await db.transaction(lambda tx: add_invitation(tx, fe, INVITATION, TOKEN))
    return db


async def test_it_works_once(invited: Database, fe: FieldEncryption) -> None:
    redeemed = await invited.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW))
    assert redeemed == replace(INVITATION, redeemed_at=NOW)
    assert await invited.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW)) is None
    assert await invited.read(lambda tx: list_invitations(tx, fe)) == [redeemed]


async def test_of_many_at_once_one_succeeds(invited: Database, fe: FieldEncryption) -> None:
    redeem = [invited.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW)) for _ in range(20)]
    outcomes = await asyncio.gather(*redeem)
    assert len([o for o in outcomes if o is not None]) == 1


async def test_a_transaction_that_fails_gives_the_invitation_back(
    invited: Database, fe: FieldEncryption
) -> None:
    def fail(tx: sqlite3.Connection) -> None:
        assert redeem_invitation(tx, fe, TOKEN, NOW) is not None
        raise LookupError

    with pytest.raises(LookupError):
        await invited.transaction(fail)
    assert await invited.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW)) is not None


async def test_expired_unknown_and_used_look_the_same(invited: Database, fe: FieldEncryption) -> None:
    def try_all(tx: sqlite3.Connection) -> list[Invitation | None]:
        late = redeem_invitation(tx, fe, TOKEN, INVITATION.expires_at)
        unknown = redeem_invitation(tx, fe, TOKEN + "x", NOW)
        in_time = redeem_invitation(tx, fe, TOKEN, INVITATION.expires_at - timedelta(milliseconds=1))
        used = redeem_invitation(tx, fe, TOKEN, NOW)
        return [late, unknown, used, in_time]

    late, unknown, used, in_time = await invited.transaction(try_all)
    assert (late, unknown, used) == (None, None, None)
    assert in_time is not None


async def test_it_can_be_revoked_until_it_is_used(invited: Database, fe: FieldEncryption) -> None:
    assert await invited.transaction(lambda tx: revoke_invitation(tx, "i-1"))
    assert not await invited.transaction(lambda tx: revoke_invitation(tx, "i-1"))
    assert await invited.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW)) is None


async def test_expired_ones_are_forgotten(invited: Database, fe: FieldEncryption) -> None:
    assert await invited.transaction(lambda tx: prune_invitations(tx, INVITATION.expires_at)) == 0
    later = INVITATION.expires_at + timedelta(seconds=1)
    assert await invited.transaction(lambda tx: prune_invitations(tx, later)) == 1
    assert await invited.read(lambda tx: list_invitations(tx, fe)) == []


async def test_it_survives_the_rotation_of_the_operational_key(invited: Database) -> None:
    rotating = FieldEncryption(OperationalKey(b"n" * 32), [OperationalKey(bytes(range(32)))])
    assert await invited.transaction(lambda tx: redeem_invitation(tx, rotating, TOKEN, NOW)) is not None


async def test_neither_token_nor_name_is_in_the_files(invited: Database, path: Path) -> None:
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"i-1" in everything
    assert not [t for t in (TOKEN, "Vries", "age1pq1example") if t.encode() in everything]
