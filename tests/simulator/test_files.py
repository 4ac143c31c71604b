"""Files: uploads, albums, sizes, downloads, and their limits."""

from __future__ import annotations

import json

import pytest

from simulator.client import PhonePerson, SimulatorClientError
from simulator.images import image_size, photo_sizes
from tests.simulator.conftest import BotCalls, png

MEGABYTE = 1024 * 1024


async def test_a_photo_has_several_sizes_and_the_largest_is_the_original(
    bot: BotCalls, sanne: PhonePerson
) -> None:
    picture = png(1000, 500)
    await sanne.sends_files([("scherm.png", picture)], kind="photo", caption="zie https://example.org")
    message = (await bot.call("getUpdates"))[-1]["message"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    assert message["caption_entities"][0]["type"] == "url"
    found = await bot.call("getFile", file_id=message["photo"][-1]["file_id"])
    assert found["file_size"] == len(picture)
    address = f"{bot.simulator.base_file_url}{bot.simulator.token}/{found['file_path']}"
    assert await bot.get(address) == (200, picture)
    assert (await bot.get(address.replace(bot.simulator.token, "1:wrong")))[0] == 401


@pytest.mark.parametrize(
    "kind", ["document", "voice", "video", "audio", "video_note", "sticker", "animation"]
)
async def test_every_kind_arrives_as_itself(bot: BotCalls, sanne: PhonePerson, kind: str) -> None:
    await sanne.sends_files([("bijlage.bin", b"inhoud")], kind=kind)
    message = (await bot.call("getUpdates"))[-1]["message"]
    found = await bot.call("getFile", file_id=message[kind]["file_id"])
    assert found["file_size"] == 6
    [shown] = [one for one in await sanne.messages() if one["media"]]
    assert shown["media"]["kind"] == kind


async def test_an_album_has_one_group_and_its_caption_first(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.sends_files([png(), png(50, 50), png(60, 60)], kind="photo", caption="drie")
    messages = [update["message"] for update in (await bot.call("getUpdates"))[1:]]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["drie", None, None]
    with pytest.raises(SimulatorClientError, match="1-10 files"):
        await sanne.sends_files([b"x"] * 11)


async def test_a_forwarded_file_keeps_its_origin(bot: BotCalls, sanne: PhonePerson) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Onbekend"}
    await sanne.sends_files([b"x"], forward_origin=origin)
    shown = (await bot.call("getUpdates"))[-1]["message"]["forward_origin"]
    assert shown["sender_user_name"] == "Onbekend"
    assert isinstance(shown["date"], int)


async def test_more_than_20_megabytes_arrives_but_cannot_be_downloaded(
    bot: BotCalls, sanne: PhonePerson
) -> None:
    await sanne.sends_files([b"x"], size_override_bytes=21 * MEGABYTE)
    await sanne.sends_files([b"x" * (20 * MEGABYTE + 1)])
    for update in (await bot.call("getUpdates"))[1:]:
        document = update["message"]["document"]
        assert document["file_size"] > 20 * MEGABYTE
        assert await bot.refused("getFile", file_id=document["file_id"]) == "400 Bad Request: file is too big"


async def test_a_size_can_be_a_lie(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.sends_files([b"x" * 100], size_override_bytes=3)
    document = (await bot.call("getUpdates"))[-1]["message"]["document"]
    found = await bot.call("getFile", file_id=document["file_id"])
    address = f"{bot.simulator.base_file_url}{bot.simulator.token}/{found['file_path']}"
    assert (found["file_size"], len((await bot.get(address))[1])) == (3, 100)


async def test_uploads_stop_at_50_megabytes_and_photos_at_10(bot: BotCalls, sanne: PhonePerson) -> None:
    fields = {"chat_id": sanne.id}
    big = b"x" * (50 * MEGABYTE + 1)
    answer = await bot.upload("sendDocument", fields, {"document": ("groot.bin", big)})
    assert (answer["status"], answer["description"]) == (413, "Request Entity Too Large")
    large = png() + b"\0" * (10 * MEGABYTE)
    answer = await bot.upload("sendPhoto", fields, {"photo": ("groot.png", large)})
    assert "too big for a photo" in answer["description"]
    answer = await bot.upload("sendPhoto", fields, {"photo": ("brief.pdf", b"%PDF")})
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await bot.upload("sendDocument", fields, {"document": ("leeg.txt", b"")})
    assert answer["description"] == "Bad Request: file must be non-empty"


async def test_a_caption_has_at_most_1024_units(bot: BotCalls, sanne: PhonePerson) -> None:
    files = {"document": ("a.txt", b"x")}
    answer = await bot.upload("sendDocument", {"chat_id": sanne.id, "caption": "x" * 1025}, files)
    assert answer["description"] == "Bad Request: message caption is too long"
    answer = await bot.upload("sendDocument", {"chat_id": sanne.id, "caption": "x" * 1024}, files)
    assert answer["ok"]
    assert (await sanne.last_bot_message())["media"]["file_name"] == "a.txt"


@pytest.mark.parametrize("count", [1, 11])
async def test_albums_have_2_to_10_items(bot: BotCalls, sanne: PhonePerson, count: int) -> None:
    media = [{"type": "photo", "media": f"attach://p{number}"} for number in range(count)]
    files = {f"p{number}": ("p.png", png()) for number in range(count)}
    answer = await bot.upload("sendMediaGroup", {"chat_id": sanne.id, "media": json.dumps(media)}, files)
    assert answer["status"] == 400


async def test_albums_do_not_mix_documents_with_photos(bot: BotCalls, sanne: PhonePerson) -> None:
    media = [{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]
    files = {"a": ("a.png", png()), "b": ("b.txt", b"x")}
    answer = await bot.upload("sendMediaGroup", {"chat_id": sanne.id, "media": json.dumps(media)}, files)
    assert "can't be mixed" in answer["description"]
    assert all(one["from"] == "person" for one in await sanne.messages())


async def test_a_file_can_be_sent_again_by_its_id(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.sends_files([("brief.pdf", b"%PDF")])
    document = (await bot.call("getUpdates"))[-1]["message"]["document"]
    again = await bot.call("sendDocument", chat_id=sanne.id, document=document["file_id"])
    assert again["document"]["file_unique_id"] == document["file_unique_id"]
    assert "wrong file_id" in await bot.refused("sendDocument", chat_id=sanne.id, document="abc")
    assert "as Voice" in await bot.refused("sendVoice", chat_id=sanne.id, voice=document["file_id"])


def test_sizes_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x10" + b"\0" * 14 + b"\xff\xc0\x00\x11\x08\x00\x20\x00\x40" + b"\0" * 10
    assert image_size(jpeg) == (64, 32)
    assert image_size(png(7, 9)) == (7, 9)
    assert image_size(b"GIF89a\x05\x00\x06\x00") == (5, 6)
    assert image_size(b"RIFF....WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x13\0\0") == (10, 20)
    assert image_size(b"geen plaatje") is None
    assert photo_sizes(80, 60) == [(80, 60)]
    assert photo_sizes(3000, 1500)[-1] == (1280, 640)
