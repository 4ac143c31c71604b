"""Owns sending files and albums, and preparing downloads.

It must not know HTTP. Source for the limits: Bot API, "Sending files" (10 MB photos, 50 MB other files),
sendMediaGroup (2-10 items), getFile (20 MB).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.errors import BotApiError, bad_request
from simulator.files import MAX_DOWNLOAD_BYTES, MAX_PHOTO_BYTES, MAX_UPLOAD_BYTES, StoredFile, media_field
from simulator.methods_editing import caption_content
from simulator.methods_sending import chat_to_write_to, send
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import World

Json = dict[str, Any]

ALBUM_KINDS = ("photo", "video", "document", "audio")


def _file(world: World, parameters: Parameters, given: str, kind: str) -> StoredFile:
    """A file of a call: uploaded under its parameter, attached under a name, or known by its id."""
    name = given.removeprefix("attach://") if given.startswith("attach://") else kind
    part = parameters.files.get(name)
    if part is None:
        if given.startswith("attach://"):
            raise bad_request(f"file attachment {name} not found")
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return _as_kind(world, world.files.find(given), kind)
    size = len(part.content)
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > MAX_UPLOAD_BYTES:
        raise BotApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    return world.files.add(
        part.content, kind=kind, file_name=part.file_name, mime_type=part.content_type,
        duration_seconds=parameters.integer("duration", 1),
    )  # fmt: skip


def _as_kind(world: World, stored: StoredFile, kind: str) -> StoredFile:
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _sender(kind: str) -> Callable[[World, Parameters], Awaitable[Json]]:
    async def send_file(world: World, parameters: Parameters) -> Json:
        chat = chat_to_write_to(world, parameters)
        caption = caption_content(parameters)
        given = "" if kind in parameters.files else parameters.text(kind)
        stored = _file(world, parameters, given, kind)
        content = {kind: media_field(stored), **caption}
        return world.message_as_api(send(world, chat, parameters, content))

    return send_file


async def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    """An album of 2-10 photos and videos, or of documents, or of audio."""
    chat = chat_to_write_to(world, parameters)
    media = parameters.array("media") or []
    if len(media) < 2:
        raise bad_request("too few media to send as an album")
    if len(media) > 10:
        raise bad_request("too many media to send as an album")
    _check_mixture(media)
    contents = [_album_item(world, parameters, item) for item in media]
    group_id = str(world.next_id("media_group", 13_000_000_000_000_001))
    messages = [send(world, chat, parameters, content, media_group_id=group_id) for content in contents]
    return [world.message_as_api(message) for message in messages]


def _check_mixture(media: list[Any]) -> None:
    kinds = {item.get("type") if isinstance(item, dict) else None for item in media}
    for kind in kinds:
        if kind not in ALBUM_KINDS:
            raise bad_request(f'can\'t parse InputMedia: unsupported type "{kind}" in an album')
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("document and audio can't be mixed with other media types in an album")


def _album_item(world: World, parameters: Parameters, item: Json) -> Json:
    kind = str(item["type"])
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    stored = _file(world, parameters, str(item["media"]), kind)
    return {kind: media_field(stored), **caption_content(Parameters(values=item))}


async def get_file(world: World, parameters: Parameters) -> Json:
    """Where a file of at most 20 MB can be downloaded."""
    stored = world.files.find(parameters.text("file_id"))
    if max(stored.size_bytes, len(stored.content)) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size_bytes,
        "file_path": stored.file_path,
    }


METHODS = {
    f"send{kind.title()}": Method(carry_out=_sender(kind), required=("chat_id", kind))
    for kind in ("photo", "document", "voice", "video", "audio")
} | {
    "sendMediaGroup": Method(carry_out=send_media_group, required=("chat_id", "media")),
    "getFile": Method(carry_out=get_file, required=("file_id",)),
}
