"""Owns the files: their bytes, ids and descriptions as the Bot API gives them.

It must not know chats. A smaller photo size has the bytes of the original, for nothing is decoded.
"""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.images import image_size, photo_sizes

Json = dict[str, Any]

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024

KINDS = ("photo", "document", "voice", "video", "audio", "video_note", "sticker", "animation")
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "audio": "music",
    "video_note": "video_notes",
    "sticker": "stickers",
    "animation": "animations",
}
_DEFAULT_TYPES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "video_note": "video/mp4",
    "sticker": "image/webp",
    "animation": "video/mp4",
}


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """One file as the bot can name it. ``size_bytes`` is what is claimed, which a test may have forged."""

    file_id: str
    file_unique_id: str
    file_path: str
    kind: str
    content: bytes
    size_bytes: int
    file_name: str | None
    mime_type: str
    media: Json
    """The description of the medium as it stands in a message."""


class FileStore:
    """All files, by id, by unique id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_unique_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def add(
        self,
        content: bytes,
        *,
        kind: str,
        file_name: str | None = None,
        mime_type: str | None = None,
        duration_seconds: int = 1,
        size_override_bytes: int | None = None,
    ) -> StoredFile:
        """Keep a file; for a photo the answer is its largest size, whose ``media`` lists all sizes."""
        guessed = mime_type or mimetypes.guess_type(file_name or "")[0] or _DEFAULT_TYPES.get(kind)
        size_bytes = len(content) if size_override_bytes is None else size_override_bytes
        if kind == "photo":
            return self._add_photo(content, size_bytes, file_name, guessed or "image/jpeg")
        stored = self._new(
            content, kind=kind, label="", size_bytes=size_bytes, file_name=file_name,
            mime_type=guessed or "application/octet-stream",
        )  # fmt: skip
        stored.media.update(_description(stored, duration_seconds))
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file with this id; raises BotApiError 400 when there is none."""
        try:
            return self.by_id[file_id]
        except KeyError:
            raise bad_request("wrong file_id or the file is temporarily unavailable") from None

    def _add_photo(
        self, content: bytes, size_bytes: int, file_name: str | None, mime_type: str
    ) -> StoredFile:
        size = image_size(content)
        if size is None or min(size) < 1:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > 10000 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        listed: list[Json] = []
        for width, height in photo_sizes(*size):
            stored = self._new(
                content, kind="photo", label=f"{width}x{height}", size_bytes=size_bytes, file_name=file_name,
                mime_type=mime_type, sizes=listed,
            )  # fmt: skip
            listed.append({**_names(stored), "file_size": size_bytes, "width": width, "height": height})
        return stored

    def _new(
        self,
        content: bytes,
        *,
        kind: str,
        label: str,
        size_bytes: int,
        file_name: str | None,
        mime_type: str,
        sizes: list[Json] | None = None,
    ) -> StoredFile:
        suffix = mimetypes.guess_extension(mime_type) or ".bin"
        if file_name and "." in file_name:
            suffix = "." + file_name.rpartition(".")[2]
        unique = hashlib.sha256(content + kind.encode() + label.encode()).hexdigest()[:16]
        media: Json = {} if sizes is None else {"sizes": sizes}
        stored = StoredFile(
            file_id="BQAC" + secrets.token_urlsafe(45), file_unique_id="AQAD" + unique,
            file_path=f"{_FOLDERS[kind]}/file_{len(self.by_id)}{suffix}", kind=kind, content=content,
            size_bytes=size_bytes, file_name=file_name, mime_type=mime_type, media=media,
        )  # fmt: skip
        self.by_id[stored.file_id] = stored
        self.by_unique_id[stored.file_unique_id] = stored
        self.by_path[stored.file_path] = stored
        return stored


def media_field(stored: StoredFile) -> Any:
    """The value of the message field named after the kind: a list of sizes for a photo."""
    return stored.media["sizes"] if stored.kind == "photo" else stored.media


def _names(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.file_unique_id}


def _description(stored: StoredFile, duration_seconds: int) -> Json:
    width, height = image_size(stored.content) or (640, 360)
    extra: dict[str, Json] = {
        "document": {},
        "voice": {"duration": duration_seconds},
        "audio": {"duration": duration_seconds},
        "video": {"duration": duration_seconds, "width": width, "height": height},
        "animation": {"duration": duration_seconds, "width": width, "height": height},
        "video_note": {"duration": duration_seconds, "length": 240},
        "sticker": {
            "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False,
        },
    }  # fmt: skip
    described = {**_names(stored), "file_size": stored.size_bytes, **extra[stored.kind]}
    if stored.kind not in ("video_note", "sticker"):
        described["mime_type"] = stored.mime_type
    if stored.file_name and stored.kind in ("document", "audio", "video", "animation"):
        described["file_name"] = stored.file_name
    return described
