"""Sealing again on the case handler's own computer: check what the server asks, open, seal, and write what comes of it.

Owns the order: a case comes under its own name only when all of it is there, so that a run that was stopped loses
nothing and the next one goes on. Plain text stays in memory. Must not know the database, the configuration or Telegram.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.dossier_folder.files import (
    MANIFEST,
    DossierError,
    Manifest,
    ManifestEnvelope,
    envelope_name,
    read_manifest,
    sealed_part,
    signer_of,
)
from bot.reseal.listing import (
    LIST_FILE,
    RESULT_FILE,
    ListedEnvelope,
    Resealed,
    ResealedEnvelope,
    SealingList,
    proven,
    read_list,
    read_result,
    secret_for,
)
from storage.sealing import (
    Identity,
    MismatchedEnvelopeError,
    NoMatchingIdentityError,
    Recipient,
    SealingError,
    VerifyingKey,
    open_envelope,
    reseal,
)
from storage.sealing.canonical import format_time

_UNFINISHED_SUFFIX = ".unfinished"


@dataclass(frozen=True, kw_only=True)
class Job:
    """One case to be sealed again, checked against the server's signature. Nothing of it is opened yet."""

    folder: Path
    manifest: Manifest
    listed: SealingList
    signer: VerifyingKey

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """To whom it is sealed from now on."""
        return tuple(Recipient.parse(r.recipient) for r in self.listed.receivers)

    def newcomers(self) -> frozenset[str]:
        """The check digits of those who cannot open all of it yet."""
        known = [set(e.recipients) for e in self.manifest.envelopes]
        digits = {r.fingerprint() for r in self.recipients}
        return frozenset(d for d in digits if any(d not in k for k in known))


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of one case. `left` are parts that this identity cannot open; `before` says it was done earlier."""

    reference: str
    parts: int
    left: tuple[str, ...] = ()
    before: bool = field(default=False)


def jobs_in(path: Path, trusted: VerifyingKey) -> list[Job]:
    """Every case to be sealed again in a folder that `export --to-reseal` made, or the one case that it is.

    Raises DossierError when a signature is not by `trusted`, or something does not fit.
    """
    folders = [path] if (path / MANIFEST).exists() else sorted(p.parent for p in path.glob(f"*/{MANIFEST}"))
    jobs = [job for job in (_job(folder, trusted) for folder in folders) if job is not None]
    if not jobs:
        raise DossierError("cli-error-reseal-nothing", path=str(path))
    return jobs


def _job(folder: Path, trusted: VerifyingKey) -> Job | None:
    manifest = read_manifest(folder / MANIFEST)
    if manifest is None:
        raise DossierError("cli-error-no-manifest", path=str(folder))
    signer = signer_of(manifest, trusted)
    listed = read_list(folder / LIST_FILE, signer)
    if listed is None:
        return None
    if (listed.report_id, listed.reference) != (manifest.report_id, manifest.reference):
        raise DossierError("cli-error-reseal-list")
    return Job(folder=folder, manifest=manifest, listed=listed, signer=signer)


def reseal_case(
    job: Job, identity: Identity, to: Path, now: datetime, on_part: Callable[[], None] = lambda: None
) -> Done | None:
    """Seal one case again into a folder of `to` with its reference; None when this identity opens nothing of it.

    A case that was finished for the same list is left as it is. Raises DossierError, OSError.
    """
    secret = secret_for(job.listed, identity)
    if secret is None:
        return None
    place = to / job.listed.reference
    earlier = read_result(place / RESULT_FILE)
    if earlier is not None and earlier.list_id == job.listed.list_id:
        return Done(reference=job.listed.reference, parts=len(earlier.envelopes), before=True)
    if os.path.lexists(place):
        raise DossierError("cli-error-exists", path=str(place))
    work = to / f".{job.listed.reference}{_UNFINISHED_SUFFIX}"
    shutil.rmtree(work, ignore_errors=True)
    to.mkdir(mode=0o700, exist_ok=True)
    work.mkdir(mode=0o700)
    lines, left = _seal_parts(job, identity, work, on_part)
    if not lines:
        shutil.rmtree(work)
        return None
    result = Resealed(
        list_id=job.listed.list_id,
        report_id=job.listed.report_id,
        reference=job.listed.reference,
        resealed_at=format_time(now),
        by=str(identity.recipient),
        recipients=tuple(r.recipient for r in job.listed.receivers),
        envelopes=tuple(lines),
    )
    write_private(work / RESULT_FILE, proven(result, secret).model_dump_json(indent=1).encode())
    work.rename(place)
    return Done(reference=job.listed.reference, parts=len(lines), left=tuple(left))


def _seal_parts(
    job: Job, identity: Identity, work: Path, on_part: Callable[[], None]
) -> tuple[list[ResealedEnvelope], list[str]]:
    lines, left = [], []
    for wanted in job.listed.envelopes:
        entry = _entry(job.manifest, wanted)
        old = sealed_part(job.folder, job.manifest, entry, job.signer)
        try:
            new = _resealed(job, entry, old, identity, job.recipients, fresh=wanted.fresh)
        except NoMatchingIdentityError:
            left.append(wanted.part)
        else:
            write_private(work / entry.file, new)
            lines.append(
                ResealedEnvelope(
                    file=entry.file,
                    part=wanted.part,
                    revision=wanted.revision,
                    old_sha256=wanted.sha256,
                    sha256=hashlib.sha256(new).hexdigest(),
                )
            )
        on_part()
    return lines, left


def _entry(manifest: Manifest, wanted: ListedEnvelope) -> ManifestEnvelope:
    for entry in manifest.envelopes:
        if (entry.part, entry.revision, entry.sha256) == (wanted.part, wanted.revision, wanted.sha256):
            return entry
    raise DossierError("cli-error-part-missing", part=wanted.part)


def _resealed(
    job: Job,
    entry: ManifestEnvelope,
    old: bytes,
    identity: Identity,
    recipients: Sequence[Recipient],
    *,
    fresh: bool,
) -> bytes:
    """The same envelope for the new recipients, opened once more when this identity is among them."""
    name = envelope_name(job.manifest, entry)
    try:
        open_envelope(old, [identity], expected=name)
        new = reseal(old, [identity], recipients, fresh=fresh)
        if identity.recipient in recipients:
            open_envelope(new, [identity], expected=name)
    except NoMatchingIdentityError:
        raise
    except MismatchedEnvelopeError:
        raise DossierError("cli-error-part-swapped", part=entry.part) from None
    except SealingError:
        raise DossierError("cli-error-part-damaged", part=entry.part) from None
    return new


def write_private(path: Path, data: bytes) -> None:
    """Write a new file for its owner alone, whole on disk when this returns. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
