"""Owns texts and their entities: measuring in UTF-16, trimming, checking, finding links and commands.

It must not know chats or keyboards.
"""

from __future__ import annotations

import re
from typing import Any

from simulator.errors import bad_request

Entity = dict[str, Any]

MAX_TEXT_LENGTH = 4096
MAX_CAPTION_LENGTH = 1024

ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)
_FOUND = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]'’”]", re.IGNORECASE)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?")),
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units: the unit of every offset and length in the Bot API."""
    return len(text.encode("utf-16-le")) // 2


def checked_text(
    text: str, given: list[Any] | None, *, limit: int, too_long: str
) -> tuple[str, list[Entity]]:
    """The text as Telegram keeps it (trimmed) with its entities, given and found.

    ``limit`` is in UTF-16 code units, after trimming. Raises BotApiError 400 with ``too_long``,
    or when an entity lies outside the text.
    """
    entities = [_checked_entity(entity, text) for entity in given or []]
    trimmed = text.strip()
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    if utf16_length(trimmed) > limit:
        raise bad_request(too_long)
    kept = [moved for entity in entities if (moved := _moved(entity, shift, utf16_length(trimmed)))]
    return trimmed, _sorted(kept + _not_overlapping(find_entities(trimmed), kept))


def find_entities(text: str) -> list[Entity]:
    """The links, addresses and commands that Telegram marks by itself."""
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }
            found.extend(_not_overlapping([entity], found))
    return _sorted(found)


def _checked_entity(entity: Any, text: str) -> Entity:
    if not isinstance(entity, dict) or entity.get("type") not in ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: offset and length must be of type Integer")
    if offset < 0 or length <= 0 or offset + length > utf16_length(text):
        raise bad_request("ENTITY_BOUNDS_INVALID")
    _refuse_half_characters(text, offset, length)
    if entity["type"] == "text_link" and not entity.get("url"):
        raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
    return dict(entity)


def _refuse_half_characters(text: str, offset: int, length: int) -> None:
    encoded = text.encode("utf-16-le")
    for place, word in ((offset, "begins"), (offset + length, "ends")):
        unit = encoded[2 * place : 2 * place + 2]
        if len(unit) == 2 and 0xDC <= unit[1] <= 0xDF:
            raise bad_request(f"entity {word} in a middle of a UTF-16 symbol at byte offset {place}")


def _moved(entity: Entity, shift: int, length: int) -> Entity | None:
    start = max(0, entity["offset"] - shift)
    end = min(length, entity["offset"] + entity["length"] - shift)
    return {**entity, "offset": start, "length": end - start} if end > start else None


def _not_overlapping(candidates: list[Entity], others: list[Entity]) -> list[Entity]:
    fixed = [
        other
        for other in others
        if other["type"] in {"code", "pre", "text_link", "url", "email", "bot_command"}
    ]
    return [one for one in candidates if not any(_overlap(one, other) for other in fixed)]


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
