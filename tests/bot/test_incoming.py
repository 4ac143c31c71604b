"""Updates: every one becomes what happened, or the one error."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram_adapter import Incoming, UnreadableUpdateError, UpdateKind, parse_update, to_event
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    CommandGiven,
    Event,
    MessageEdited,
    Returned,
    TextReceived,
    UnsupportedReceived,
)

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NONCE = "0" * 32
SENDER = {"id": 7001, "is_bot": False, "first_name": "Sanne", "language_code": "nl"}
PRIVATE = {"id": 7001, "type": "private"}


def from_message(**fields: object) -> Incoming:
    message = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": SENDER, **fields}
    return parse_update({"update_id": 1, "message": message})


def event_of(incoming: Incoming) -> Event | None:
    return to_event(incoming, AT, NONCE)


def test_text() -> None:
    incoming = from_message(text="Ik ben bedreigd")
    assert (incoming.update_id, incoming.telegram_id, incoming.chat_id) == (1, 7001, 7001)
    assert (incoming.chat_kind, incoming.language_code, incoming.kind) == ("private", "nl", UpdateKind.TEXT)
    assert event_of(incoming) == TextReceived(at=AT, nonce=NONCE, message_id=5, text="Ik ben bedreigd")


def test_what_somebody_wrote_is_not_in_the_repr() -> None:
    incoming = from_message(text="Ik ben bedreigd in Veldermeer", document=None)
    assert "Veldermeer" not in repr(incoming)


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/start", "start", ""),
        ("/start AbC-123_x", "start", "AbC-123_x"),
        ("/melden@ruggensteun_bot", "melden", ""),
        ("/Stop@ruggensteun_bot  nu graag\nmeteen", "stop", "nu graag\nmeteen"),
    ],
)
def test_commands(text: str, command: str, argument: str) -> None:
    incoming = from_message(text=text)
    assert incoming.kind is UpdateKind.COMMAND
    assert event_of(incoming) == CommandGiven(
        at=AT, nonce=NONCE, message_id=5, command=command, argument=argument, written=text
    )


@pytest.mark.parametrize("text", ["/", "/etc/passwd", "hij zei /stop", "/één", "//stop", " /stop"])
def test_what_only_looks_like_a_command_is_text(text: str) -> None:
    assert from_message(text=text).kind is UpdateKind.TEXT


def test_a_forwarded_command_is_evidence_and_no_command() -> None:
    incoming = from_message(
        text="/stop", forward_origin={"type": "hidden_user", "date": 0, "sender_user_name": "Onbekend"}
    )
    assert incoming.kind is UpdateKind.TEXT


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        (
            {
                "type": "user",
                "sender_user": {"id": 1, "first_name": "Kim", "last_name": "Proef", "username": "kimproef"},
            },
            "Kim Proef (@kimproef), 2026-11-02 09:15 UTC",
        ),
        ({"type": "hidden_user", "sender_user_name": "Iemand"}, "Iemand, 2026-11-02 09:15 UTC"),
        (
            {"type": "chat", "sender_chat": {"id": -1, "title": "Buurtapp"}, "author_signature": "beheer"},
            "Buurtapp, beheer, 2026-11-02 09:15 UTC",
        ),
        (
            {
                "type": "channel",
                "chat": {"id": -1, "title": "Nieuws", "username": "nieuwsproef"},
                "message_id": 12,
            },
            "Nieuws (https://t.me/nieuwsproef/12), 2026-11-02 09:15 UTC",
        ),
        (
            {"type": "channel", "chat": {"id": -1, "title": "Besloten"}, "message_id": 12},
            "Besloten, 2026-11-02 09:15 UTC",
        ),
        ({"type": "something new"}, "?, 2026-11-02 09:15 UTC"),
    ],
)
def test_the_origin_of_a_forwarded_message_is_readable(origin: dict[str, object], shown: str) -> None:
    date = int(datetime(2026, 11, 2, 9, 15, tzinfo=UTC).timestamp())
    event = event_of(from_message(text="dreigement", forward_origin={**origin, "date": date}))
    assert isinstance(event, TextReceived)
    assert event.forwarded_from == shown


FILE = {"file_id": "AgAD", "file_unique_id": "Qx", "file_size": 1234}


@pytest.mark.parametrize(
    ("fields", "kind", "content_type", "file_name"),
    [
        (
            {"document": {**FILE, "mime_type": "application/pdf", "file_name": "brief.pdf"}},
            AttachmentKind.DOCUMENT,
            "application/pdf",
            "brief.pdf",
        ),
        (
            {"voice": {**FILE, "duration": 3, "mime_type": "audio/ogg"}},
            AttachmentKind.VOICE,
            "audio/ogg",
            None,
        ),
        (
            {"audio": {**FILE, "duration": 3, "mime_type": "audio/mpeg"}},
            AttachmentKind.AUDIO,
            "audio/mpeg",
            None,
        ),
        ({"video": {**FILE, "mime_type": "video/mp4"}}, AttachmentKind.VIDEO, "video/mp4", None),
        ({"video_note": {**FILE, "length": 1}}, AttachmentKind.VIDEO_NOTE, "video/mp4", None),
        (
            {"animation": {**FILE, "mime_type": "video/mp4"}, "document": {**FILE, "file_id": "other"}},
            AttachmentKind.ANIMATION,
            "video/mp4",
            None,
        ),
        (
            {
                "photo": [
                    {**FILE, "width": 90, "height": 90, "file_id": "small"},
                    {**FILE, "width": 1280, "height": 960},
                    {**FILE, "width": 320, "height": 240, "file_id": "medium"},
                ]
            },
            AttachmentKind.PHOTO,
            "image/jpeg",
            None,
        ),
    ],
)
def test_attachments(
    fields: dict[str, object], kind: AttachmentKind, content_type: str, file_name: str | None
) -> None:
    incoming = from_message(**fields, caption="van gisteren", media_group_id="88")
    assert (incoming.kind, incoming.file_id, incoming.file_unique_id) == (UpdateKind.ATTACHMENT, "AgAD", "Qx")
    assert event_of(incoming) == AttachmentReceived(
        at=AT,
        nonce=NONCE,
        message_id=5,
        kind=kind,
        size_bytes=1234,
        content_type=content_type,
        file_name=file_name,
        caption="van gisteren",
        album_id="88",
    )


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"sticker": FILE}, "sticker"),
        ({"location": {"latitude": 1, "longitude": 2}}, "location"),
        ({"venue": {}, "location": {}}, "venue"),
        ({"contact": {"phone_number": "1"}}, "contact"),
        ({"poll": {}}, "poll"),
        ({"dice": {}}, "dice"),
        ({"story": {}}, "story"),
        ({"rich_message": {"blocks": []}}, "rich_message"),
    ],
)
def test_what_is_neither_text_nor_a_file(fields: dict[str, object], what: str) -> None:
    incoming = from_message(**fields)
    assert event_of(incoming) == UnsupportedReceived(at=AT, nonce=NONCE, message_id=5, what=what)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"text": "anders"}, "anders"),
        ({"caption": "anders", "document": FILE}, "anders"),
        ({"document": FILE}, ""),
    ],
)
def test_edits(fields: dict[str, object], text: str) -> None:
    message = {"message_id": 5, "chat": PRIVATE, "from": SENDER, "edit_date": 2, **fields}
    incoming = parse_update({"update_id": 1, "edited_message": message})
    assert incoming.kind is UpdateKind.EDITED
    assert event_of(incoming) == MessageEdited(at=AT, nonce=NONCE, message_id=5, text=text)


@pytest.mark.parametrize(
    ("message", "message_id"),
    [
        ({"message_id": 9, "date": 5, "chat": PRIVATE, "text": "vraag"}, 9),
        ({"message_id": 9, "date": 0, "chat": PRIVATE}, 9),
        (None, None),
    ],
)
def test_buttons_also_under_messages_that_are_gone(
    message: dict[str, object] | None, message_id: int | None
) -> None:
    query = {"id": "q1", "from": SENDER, "chat_instance": "x", "data": "b:17", "message": message}
    incoming = parse_update({"update_id": 1, "callback_query": query})
    assert (incoming.kind, incoming.callback_query_id, incoming.callback_data) == (
        UpdateKind.BUTTON,
        "q1",
        "b:17",
    )
    assert (incoming.telegram_id, incoming.message_id) == (7001, message_id)
    assert event_of(incoming) is None


@pytest.mark.parametrize(
    ("chat_type", "before", "after", "kind"),
    [
        ("private", "member", "kicked", UpdateKind.BLOCKED),
        ("private", "kicked", "member", UpdateKind.UNBLOCKED),
        ("private", "left", "member", UpdateKind.IGNORED),
        ("group", "left", "member", UpdateKind.ADDED_TO_CHAT),
        ("supergroup", "left", "administrator", UpdateKind.ADDED_TO_CHAT),
        ("group", "member", "kicked", UpdateKind.IGNORED),
        ("channel", "member", "left", UpdateKind.IGNORED),
    ],
)
def test_memberships(chat_type: str, before: str, after: str, kind: UpdateKind) -> None:
    change = {
        "chat": {"id": -5, "type": chat_type},
        "from": SENDER,
        "date": 1,
        "old_chat_member": {"status": before},
        "new_chat_member": {"status": after},
    }
    incoming = parse_update({"update_id": 1, "my_chat_member": change})
    assert (incoming.kind, incoming.chat_id, incoming.chat_kind) == (kind, -5, chat_type)
    expected = Returned(at=AT, nonce=NONCE) if kind is UpdateKind.UNBLOCKED else None
    assert event_of(incoming) == expected


def test_a_message_in_a_group_says_so() -> None:
    assert from_message(text="hoi", chat={"id": -9, "type": "supergroup"}).chat_kind == "supergroup"


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": None},
        {"inline_query": {"id": "1"}},
        {"something_new": 1},
        {"message": {"message_id": 5, "chat": PRIVATE, "pinned_message": {}}},
    ],
)
def test_everything_else_is_ignored(update: dict[str, object]) -> None:
    assert parse_update({"update_id": 1, **update}).kind is UpdateKind.IGNORED


@pytest.mark.parametrize(
    "update",
    [
        {"message": "text"},
        {"message": {}},
        {"message": {"message_id": 5}},
        {"message": {"message_id": "5", "chat": PRIVATE, "text": "x"}},
        {"message": {"message_id": True, "chat": PRIVATE, "text": "x"}},
        {"message": {"message_id": 10**30, "chat": PRIVATE, "text": "x"}},
        {"message": {"message_id": 5, "chat": {"id": 2**64}, "text": "x"}},
        {"message": {"message_id": 5, "chat": PRIVATE, "text": ["Veldermeer"]}},
        {"message": {"message_id": 5, "chat": PRIVATE, "from": 5, "text": "x"}},
        {"message": {"message_id": 5, "chat": PRIVATE, "photo": []}},
        {"message": {"message_id": 5, "chat": PRIVATE, "document": {"file_name": "x"}}},
        {"callback_query": {"id": "1"}},
        {"my_chat_member": {"chat": PRIVATE, "from": SENDER}},
    ],
)
def test_an_update_that_is_not_as_it_should_be_is_unreadable_with_its_id_and_no_text(
    update: dict[str, object],
) -> None:
    with pytest.raises(UnreadableUpdateError) as caught:
        parse_update({"update_id": 77, **update})
    assert caught.value.update_id == 77
    assert "Veldermeer" not in str(caught.value)


@pytest.mark.parametrize("update_id", [None, "5", True, 10**30, 1.5])
def test_an_update_without_a_usable_id(update_id: object) -> None:
    with pytest.raises(UnreadableUpdateError) as caught:
        parse_update({"update_id": update_id})
    assert caught.value.update_id is None


def test_broken_text_can_be_encoded_and_absurd_sizes_can_be_kept() -> None:
    event = event_of(from_message(text="a\ud800b\x00c" + "é" * 100_000))
    assert isinstance(event, TextReceived)
    assert event.text.startswith("a�b�c")
    assert event.text.encode()
    for size in (10**40, float("inf")):
        attachment = event_of(from_message(document={**FILE, "file_size": size}))
        assert isinstance(attachment, AttachmentReceived)
        assert attachment.size_bytes == 2**63 - 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = [
    "message_id", "chat", "from", "text", "caption", "photo", "document", "voice", "sticker", "forward_origin",
    "media_group_id", "id", "data", "message", "new_chat_member", "old_chat_member", "type", "file_id", "status",
]  # fmt: skip
_OBJECT = st.recursive(
    _JSON | st.sampled_from([PRIVATE, SENDER, FILE, 5]),
    lambda inner: st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=6),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]),
    body=_OBJECT,
)
def test_every_update_gives_an_incoming_or_the_one_error(name: str, body: object) -> None:
    with contextlib.suppress(UnreadableUpdateError):
        incoming = parse_update({"update_id": 3, name: body})
        assert incoming.update_id == 3
        event = event_of(incoming)
        assert event is None or json.dumps(str(event)).encode()
