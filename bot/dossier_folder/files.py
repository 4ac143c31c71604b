"""Reading an exported dossier on the case handler's own computer: check every file, open it, keep evidence safely.

Owns the manifest (format 1), the order of the checks, and the names under which evidence is written. Everything in a
dossier is treated as if an attacker had made it, until it is checked; and a file name from a report is never trusted.
Must not know the database, the configuration or Telegram.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.cli.support import CliError
from conversations.sealed_content import CONTENT_TYPE
from storage.sealing import (
    EnvelopeHeader,
    EnvelopeName,
    ForgedEnvelopeError,
    Identity,
    InvalidIdentityError,
    MismatchedEnvelopeError,
    NoMatchingIdentityError,
    SealingError,
    VerifyingKey,
    open_envelope,
    verify_envelope,
)
from storage.sealing.canonical import parse_time

MANIFEST = "manifest.json"
SUFFIX = ".age"
MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_NAME_CHARACTERS = 48
"""Of a written file's name; four bytes each at most, so that every file system takes it."""

FILE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.age$"
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$"

HARMLESS = frozenset(
    (
        *("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff"),
        *("mp4", "m4v", "mov", "webm", "mpg", "mpeg", "3gp", "ogv"),
        *("ogg", "oga", "opus", "mp3", "m4a", "aac", "wav", "flac", "amr"),
        *("pdf", "txt", "csv", "eml", "msg", "rtf", "odt", "ods", "docx", "xlsx", "vcf"),
    )
)
"""Extensions of files that show or play something; any other gets `.bin` behind it, so that nothing starts."""

_EXTENSIONS = {
    "photo": "jpg",
    "voice": "oga",
    "audio": "mp3",
    "video": "mp4",
    "video_note": "mp4",
    "animation": "mp4",
}


class DossierError(CliError):
    """A dossier cannot be trusted or opened; the sentence names the part, never what it says."""


class ManifestEnvelope(BaseModel):
    """One line of the manifest: which file is which part, and what the register says of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: Annotated[str, Field(pattern=FILE_PATTERN)]
    part: Annotated[str, Field(pattern=NAME_PATTERN)]
    revision: Annotated[int, Field(ge=0)]
    created_at: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: str
    recipients: tuple[str, ...] = ()


class Manifest(BaseModel):
    """What an export says of itself. `recipients` are check digits; `verifying_key` checks the signatures.

    `audit_head` is the head of the server's audit log at that moment: a note against its being cut off later.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal[1] = 1
    reference: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,32}$")]
    report_id: Annotated[str, Field(pattern=NAME_PATTERN)]
    exported_at: str
    verifying_key: str
    audit_head: str = ""
    envelopes: tuple[ManifestEnvelope, ...]


@dataclass(frozen=True, kw_only=True)
class OpenedPart:
    """One envelope that was opened and is what it says it is. `sealed_sha256` is that of the age file."""

    header: EnvelopeHeader
    content: bytes = field(repr=False)
    sealed_sha256: str = ""

    @property
    def part(self) -> str:
        """The name of the part."""
        return self.header.part

    @property
    def is_document(self) -> bool:
        """Whether this is something a person wrote, rather than a file."""
        return self.header.content_type == CONTENT_TYPE


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """A file that was sent along. `listed` is what the report says of it, empty when it says nothing."""

    opened: OpenedPart
    listed: dict[str, Any] = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What was opened. `signer` is empty when there was no manifest to check against."""

    reference: str
    signer: str
    documents: tuple[tuple[OpenedPart, dict[str, Any]], ...] = field(repr=False)
    evidence: tuple[EvidenceFile, ...] = field(repr=False)
    missing: tuple[str, ...] = ()


def _only_dossier_in(path: Path) -> Path:
    """The one dossier in a folder of dossiers, as `export --all` makes it; anything else as it is."""
    if not path.is_dir() or (path / MANIFEST).exists():
        return path
    found = [folder.parent for folder in path.glob(f"*/{MANIFEST}")]
    return found[0] if len(found) == 1 else path


def read_dossier(path: Path, identity: Identity, *, trusted: VerifyingKey | None = None) -> Dossier:
    """Check and open a folder of an export, or one sealed file, whole or not at all.

    With `trusted`, the signatures must be by that key. Raises DossierError, which names the part that is wrong.
    """
    path = _only_dossier_in(path)
    folder = path if path.is_dir() else path.parent
    manifest = read_manifest(folder / MANIFEST)
    if manifest is None:
        if path.is_dir() or trusted is not None:
            raise DossierError("cli-error-no-manifest", path=str(folder))
        return _dossier("", "", [_open_alone(path, identity)], alone=True)
    signer = signer_of(manifest, trusted)
    chosen = [e for e in manifest.envelopes if path.is_dir() or e.file == path.name]
    if not chosen:
        raise DossierError("cli-error-not-in-manifest")
    opened = [_open(folder, manifest, entry, signer, identity) for entry in chosen]
    return _dossier(manifest.reference, signer.serialise(), opened, alone=not path.is_dir())


def read_manifest(path: Path) -> Manifest | None:
    """The manifest, or None when there is none. Raises DossierError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_MANIFEST_BYTES + 1)
        return Manifest.model_validate_json(data)
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise DossierError("cli-error-manifest") from None


def signer_of(manifest: Manifest, trusted: VerifyingKey | None) -> VerifyingKey:
    """Who signed this manifest's files; with `trusted` it has to be that key. Raises DossierError."""
    try:
        signer = VerifyingKey.parse(manifest.verifying_key)
    except InvalidIdentityError:
        raise DossierError("cli-error-manifest") from None
    if trusted is not None and signer != trusted:
        raise DossierError("cli-error-other-signer")
    return signer


def _open(
    folder: Path, manifest: Manifest, entry: ManifestEnvelope, signer: VerifyingKey, identity: Identity
) -> OpenedPart:
    age_file = sealed_part(folder, manifest, entry, signer)
    return _opened(age_file, identity, envelope_name(manifest, entry), entry.part)


def envelope_name(manifest: Manifest, entry: ManifestEnvelope) -> EnvelopeName:
    """The name that the envelope of this line has to carry."""
    return EnvelopeName(report_id=manifest.report_id, part=entry.part, revision=entry.revision)


def sealed_part(folder: Path, manifest: Manifest, entry: ManifestEnvelope, signer: VerifyingKey) -> bytes:
    """The age file of this line, as the server signed it, still sealed. Raises DossierError."""
    age_file = _read(folder / entry.file, entry.part)
    if hashlib.sha256(age_file).hexdigest() != entry.sha256:
        raise DossierError("cli-error-part-changed", part=entry.part)
    try:
        verify_envelope(
            signer,
            name=envelope_name(manifest, entry),
            age_file=age_file,
            created_at=parse_time(entry.created_at),
            signature=base64.b64decode(entry.signature, validate=True),
        )
    except (ForgedEnvelopeError, ValueError):
        raise DossierError("cli-error-part-forged", part=entry.part) from None
    return age_file


def _open_alone(path: Path, identity: Identity) -> OpenedPart:
    return _opened(_read(path, path.name), identity, None, path.name)


def _read(path: Path, part: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise DossierError("cli-error-part-missing", part=part) from None


def _opened(age_file: bytes, identity: Identity, name: EnvelopeName | None, part: str) -> OpenedPart:
    try:
        envelope = open_envelope(age_file, [identity], expected=name)
    except NoMatchingIdentityError:
        raise DossierError("cli-error-part-not-yours", part=part) from None
    except MismatchedEnvelopeError:
        raise DossierError("cli-error-part-swapped", part=part) from None
    except SealingError:
        raise DossierError("cli-error-part-damaged", part=part) from None
    return OpenedPart(
        header=envelope.header,
        content=envelope.content,
        sealed_sha256=hashlib.sha256(age_file).hexdigest(),
    )


# ---- what belongs together --------------------------------------------------------------------------------------


def _dossier(reference: str, signer: str, opened: Sequence[OpenedPart], *, alone: bool) -> Dossier:
    documents = tuple((part, _document(part)) for part in opened if part.is_document)
    listed = {
        str(item.get("part")): item for _, document in documents for item in dicts(document, "evidence")
    }
    files = [part for part in opened if not part.is_document]
    for part in files:
        expected = listed.get(part.part, {}).get("sha256")
        if expected and expected != part.header.sha256:
            raise DossierError("cli-error-part-evidence", part=part.part)
    return Dossier(
        reference=reference,
        signer=signer,
        documents=documents,
        evidence=tuple(
            EvidenceFile(
                opened=part,
                listed=listed.get(part.part, {}),
                name=safe_name(number, _given_name(part, listed.get(part.part, {})), _kind(part)),
            )
            for number, part in enumerate(files, start=1)
        ),
        missing=() if alone else tuple(sorted(listed.keys() - {part.part for part in files})),
    )


def _document(part: OpenedPart) -> dict[str, Any]:
    try:
        document = json.loads(part.content)
    except (ValueError, RecursionError):
        raise DossierError("cli-error-part-damaged", part=part.part) from None
    if not isinstance(document, dict) or document.get("format") != 1:
        raise DossierError("cli-error-part-newer", part=part.part)
    return document


def dicts(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list of a document; whatever has another shape is left out."""
    items = document.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _kind(part: OpenedPart) -> str:
    return part.header.attributes.get("kind", "document")


def _given_name(part: OpenedPart, listed: dict[str, Any]) -> str:
    return str(part.header.attributes.get("file_name") or listed.get("file_name") or "")


# ---- evidence on disk -------------------------------------------------------------------------------------------


def safe_name(number: int, given: str, kind: str) -> str:
    """A file name that is only a name: numbered, without a path, and without an extension that starts anything."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    letters = "".join(c if c.isalnum() or c in "._-" else "_" for c in last)
    cleaned = re.sub(r"_{2,}", "_", letters).strip("._-")
    stem, _, extension = cleaned.rpartition(".")
    if not stem:
        stem, extension = cleaned or kind, "" if cleaned else _EXTENSIONS.get(kind, "")
    stem = stem.replace(".", "_")[:MAX_NAME_CHARACTERS]
    extension = extension.lower()[:16]
    if not extension:
        return f"{number:02d}-{stem}.bin"
    return (
        f"{number:02d}-{stem}.{extension}"
        if extension in HARMLESS
        else f"{number:02d}-{stem}.{extension}.bin"
    )


def write_evidence(dossier: Dossier, folder: Path) -> list[Path]:
    """Write every file into the folder, all of them or none; what exists is not overwritten.

    Raises DossierError.
    """
    targets = [folder / file.name for file in dossier.evidence]
    if any(os.path.lexists(target) for target in targets):
        raise DossierError("cli-error-evidence-exists", path=str(folder))
    made = not folder.exists()
    written: list[Path] = []
    try:
        if made:
            folder.mkdir(mode=0o700)
        for target, file in zip(targets, dossier.evidence, strict=True):
            descriptor = os.open(
                target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            written.append(target)
            with os.fdopen(descriptor, "wb") as out:
                out.write(file.opened.content)
    except OSError:
        for target in written:
            target.unlink(missing_ok=True)
        if made and folder.is_dir():
            folder.rmdir()
        raise DossierError("cli-error-evidence-write", path=str(folder)) from None
    return written
