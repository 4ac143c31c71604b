"""Launch data of a Mini App: accepted when Telegram signed it for this bot a moment ago, else refused."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from bot.clock import ManualClock
from bot.dossier.launch import Launch, LaunchRefusal, LaunchRefusedError, read_launch
from bot.dossier.sessions import RateLimit, Sessions

TOKEN = "7300000001:AAFakeTokenOfABotThatDoesNotExist_0001"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GERDA = 700_000_002


def signed(fields: dict[str, str], token: str = TOKEN, label: bytes = b"WebAppData") -> str:
    """Launch data as Telegram makes it."""
    checked = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(label, token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()})


def fields(*, user: object = None, at: datetime = NOW, **more: str) -> dict[str, str]:
    person = {"id": GERDA, "first_name": "Gerda & co = “g”"} if user is None else user
    return {
        "query_id": "AAH",
        "user": json.dumps(person),
        "auth_date": str(int(at.timestamp())),
        **more,
    }


def test_what_telegram_signed_a_moment_ago_is_accepted() -> None:
    launch = read_launch(signed(fields(signature="abc", something_new="1")), TOKEN, NOW)
    assert (launch.telegram_id, launch.at) == (GERDA, NOW)


def test_the_example_of_an_independent_implementation_is_accepted() -> None:
    """The key is HMAC("WebAppData", token) and not the other way round: computed here byte for byte."""
    key = hmac.digest(b"WebAppData", TOKEN.encode(), "sha256")
    user = f'{{"id":{GERDA}}}'
    text = f"auth_date={int(NOW.timestamp())}\nuser={user}"
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    data = urlencode({"user": user, "auth_date": int(NOW.timestamp()), "hash": signature})
    assert read_launch(data, TOKEN, NOW).telegram_id == GERDA


def changed(data: str, name: str, value: str) -> str:
    pairs = [pair.partition("=") for pair in data.split("&")]
    return "&".join(f"{n}={value if n == name else v}" for n, _, v in pairs)


GOOD = signed(fields())
OTHER_USER = urlencode({"": json.dumps({"id": GERDA + 1})})[1:]
FORGED = {
    "nothing": "",
    "no hash": urlencode(fields()),
    "an empty hash": changed(GOOD, "hash", ""),
    "a hash of zeros": changed(GOOD, "hash", "0" * 64),
    "a hash in capitals": changed(GOOD, "hash", GOOD.rpartition("=")[2].upper()),
    "a hash that is no ASCII": changed(GOOD, "hash", "%C3%A9" * 8),
    "another bot's token": signed(fields(), token=TOKEN.replace("1:", "2:")),
    "another user": changed(GOOD, "user", OTHER_USER),
    "a later time": changed(GOOD, "auth_date", str(int(NOW.timestamp()) + 60)),
    "a field added": GOOD + "&is_admin=1",
    "a field removed": "&".join(p for p in GOOD.split("&") if not p.startswith("query_id")),
    "signed with the label of the login widget": signed(fields(), label=b""),
    "the signature of a third party left out of the hash": signed(fields()) + "&signature=abc",
}
UNREADABLE = {
    "no fields": "zomaar",
    "a user twice": GOOD + "&user=" + OTHER_USER,
    "a hash twice": GOOD + "&hash=" + "0" * 64,
    "broken UTF-8": GOOD + "&x=%ff",
    "far too long": GOOD + "&x=" + "a" * 9000,
    "a time that is no number": signed(fields() | {"auth_date": "nu"}),
    "a time in other digits": signed(fields() | {"auth_date": "١٢٣"}),
    "a negative time": signed(fields() | {"auth_date": "-1"}),
    "a time beyond all clocks": signed(fields() | {"auth_date": "9" * 30}),
    "no time": signed({"user": json.dumps({"id": GERDA})}),
}
EXPIRED = {
    "six minutes old": signed(fields(at=NOW - timedelta(minutes=5, seconds=1))),
    "a year old": signed(fields(at=NOW - timedelta(days=365))),
    "from the future": signed(fields(at=NOW + timedelta(minutes=1))),
}
NOBODY = {
    "no user": signed({"auth_date": str(int(NOW.timestamp()))}),
    "a user that is no JSON": signed(fields() | {"user": "{"}),
    "a user that is a list": signed(fields(user=[GERDA])),
    "an id that is a text": signed(fields(user={"id": str(GERDA)})),
    "an id that is a fraction": signed(fields(user={"id": GERDA + 0.5})),
    "an id that is true": signed(fields(user={"id": True})),
    "a negative id": signed(fields(user={"id": -GERDA})),
    "an id that is too large": signed(fields(user={"id": 2**60})),
    "deep JSON": signed(fields() | {"user": "[" * 2000}),
}
CASES = [
    *((name, data, LaunchRefusal.FORGED) for name, data in FORGED.items()),
    *((name, data, LaunchRefusal.UNREADABLE) for name, data in UNREADABLE.items()),
    *((name, data, LaunchRefusal.EXPIRED) for name, data in EXPIRED.items()),
    *((name, data, LaunchRefusal.NOBODY) for name, data in NOBODY.items()),
]


@pytest.mark.parametrize(("data", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_everything_else_is_refused(data: str, reason: LaunchRefusal) -> None:
    with pytest.raises(LaunchRefusedError) as refused:
        read_launch(data, TOKEN, NOW)
    assert refused.value.reason is reason
    assert "Gerda" not in str(refused.value)


# ---- sessions ---------------------------------------------------------------------------------------------------


async def test_a_session_lasts_while_it_is_used_and_never_longer_than_eight_hours() -> None:
    clock = ManualClock(NOW)
    sessions = Sessions(clock)
    token = sessions.begin("gerda")
    for _ in range(34):
        clock.advance(14 * 60)
        assert sessions.find(token) is not None
    clock.advance(14 * 60)
    assert sessions.find(token) is None
    idle = sessions.begin("gerda")
    clock.advance(15 * 60 + 1)
    assert sessions.find(idle) is None
    assert sessions.find("") is None


async def test_a_link_works_once_and_for_two_minutes() -> None:
    clock = ManualClock(NOW)
    sessions = Sessions(clock)
    code, late = sessions.link_code("gerda"), sessions.link_code("gerda")
    assert sessions.redeem(code) == "gerda"
    assert sessions.redeem(code) is None
    assert sessions.redeem("raden") is None
    clock.advance(121)
    assert sessions.redeem(late) is None


async def test_a_launch_is_remembered_for_as_long_as_it_could_be_replayed() -> None:
    clock = ManualClock(NOW)
    sessions = Sessions(clock)
    launch = Launch(telegram_id=GERDA, at=NOW, fingerprint=b"1")
    assert sessions.is_first_use(launch)
    clock.advance(300)
    assert not sessions.is_first_use(launch)


async def test_a_limit_counts_per_name_and_lets_go_again() -> None:
    clock = ManualClock(NOW)
    limit = RateLimit(clock, most=2, seconds=60)
    assert [limit.passes("a") for _ in range(3)] == [True, True, False]
    assert limit.passes("b")
    clock.advance(61)
    assert limit.passes("a")
