"""Owns the requests of the command line to the running bot: one encrypted file per request, picked up within seconds.

While the bot runs, the database is its own (see `storage.database`); whoever wants to invite somebody meanwhile leaves
a request here. Must not know who asks, or how a link looks. A request is encrypted with the operational key and bound
to its id, so a file that is changed, renamed or brought in from elsewhere is passed over. Taking a request twice, as
after a crash between the commit and the removal of its file, changes nothing the second time.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from storage import audit, invitations, outbox, recipients
from storage.columns import from_milliseconds, to_milliseconds
from storage.crash_points import reach
from storage.database import StorageFullError
from storage.field_encryption import SPOOL_REQUEST, FieldEncryption, FieldEncryptionError
from storage.invitations import Invitation
from storage.people import PersonKind

FOLDER_NAME = "spool"
"""The folder's name inside the data directory."""

ACTOR = "administrator"
"""Who did what a request asks for, in the audit log."""

SUFFIX = ".request"
"""What the name of a request ends in, after its id."""

_UNFINISHED_SUFFIX = ".unfinished"
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_MAX_BYTES = 64 * 1024


class RequestKind(StrEnum):
    """What is asked of the bot: keep an invitation, take one back, try messages again that were given up, write a
    line in the audit log, or seal to a recipient that a case handler made from now on, or never."""

    INVITATION = "invitation"
    REVOKE_INVITATION = "revoke-invitation"
    RETRY = "retry"
    AUDIT = "audit"
    CONFIRM_RECIPIENT = "confirm-recipient"
    REFUSE_RECIPIENT = "refuse-recipient"


@dataclass(frozen=True, kw_only=True)
class SpoolRequest:
    """One request. `request_id` is random; that of an invitation is the invitation's own id.

    `subject` is the invitation to take back or what an audit line is about, `action` what that line says was done.
    """

    request_id: str
    kind: RequestKind
    at: datetime
    subject: str = ""
    action: str = ""
    invitation: Invitation | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)


def put(folder: Path, fe: FieldEncryption, request: SpoolRequest) -> None:
    """Leave a request, whole or not at all; the folder is made when needed.

    Raises FileExistsError when the id is taken, StorageFullError when the disk is full, OSError.
    """
    target = folder / _name(request.request_id)
    sealed = fe.encrypt(SPOOL_REQUEST, request.request_id, _body(request))
    try:
        _make_folder(folder)
        if target.exists():
            raise FileExistsError("this request id is taken")
        _write_durably(target, sealed)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from None
        raise


def pending(fe: FieldEncryption, folder: Path | None) -> list[SpoolRequest]:
    """The requests that wait, in the order in which they were made; those that cannot be read are left out."""
    found = (_read(fe, path) for path in _files(folder))
    return sorted((r for r in found if r is not None), key=lambda r: (r.at, r.request_id))


def unreadable(fe: FieldEncryption, folder: Path | None) -> int:
    """How many requests wait that can never be taken: damaged, or made with another operational key."""
    return sum(_read(fe, path) is None for path in _files(folder))


def take_all(tx: sqlite3.Connection, fe: FieldEncryption, folder: Path | None) -> list[str]:
    """Do what every waiting request asks, inside this transaction; the names to `discard` after the commit.

    Without a folder nothing waits. A file that cannot be read stays where it is and keeps nothing else waiting.
    """
    names = []
    for request in pending(fe, folder):
        _TAKE[request.kind](tx, fe, request)
        names.append(_name(request.request_id))
    return names


def discard(folder: Path | None, names: Iterable[str]) -> None:
    """Remove requests that were taken. What cannot be removed now is taken again later, without effect."""
    if folder is None:
        return
    for name in names:
        reach("spool.before_discard")
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


# ---- what each kind does ----------------------------------------------------------------------------------------


def _take_invitation(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    assert request.invitation is not None
    if _known(tx, request.invitation.invitation_id):
        return
    invitations.add_invitation(tx, fe, request.invitation, request.token)
    _record(tx, request, "invited", request.invitation.invitation_id)


def _take_revocation(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    if invitations.revoke_invitation(tx, request.subject):
        _record(tx, request, "invitation-revoked", request.subject)


def _take_retry(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    if outbox.retry_dead(tx, request.at):
        _record(tx, request, "retried", ACTOR)


def _take_audit(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    at = to_milliseconds(request.at)
    lines = audit.lines_about(tx, request.subject)
    if not any(to_milliseconds(line.at) == at and line.action == request.action for line in lines):
        _record(tx, request, request.action, request.subject)


def _take_confirmation(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    if recipients.confirm(tx, fe, request.subject):
        _record(tx, request, "recipient-confirmed", request.subject)


def _take_refusal(tx: sqlite3.Connection, fe: FieldEncryption, request: SpoolRequest) -> None:
    if recipients.refuse(tx, request.subject):
        _record(tx, request, "recipient-refused", request.subject)


_TAKE = {
    RequestKind.INVITATION: _take_invitation,
    RequestKind.REVOKE_INVITATION: _take_revocation,
    RequestKind.RETRY: _take_retry,
    RequestKind.AUDIT: _take_audit,
    RequestKind.CONFIRM_RECIPIENT: _take_confirmation,
    RequestKind.REFUSE_RECIPIENT: _take_refusal,
}


def _known(tx: sqlite3.Connection, invitation_id: str) -> bool:
    row = tx.execute("SELECT 1 FROM invitations WHERE invitation_id = ?", (invitation_id,)).fetchone()
    return row is not None


def _record(tx: sqlite3.Connection, request: SpoolRequest, action: str, subject: str) -> None:
    audit.record(tx, at=request.at, actor=ACTOR, action=action, subject=subject)


# ---- files ------------------------------------------------------------------------------------------------------


def _name(request_id: str) -> str:
    if not _ID.fullmatch(request_id):
        raise ValueError("a request id has 16 to 64 letters, digits, - or _")
    return request_id + SUFFIX


def _files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    try:
        return [path for path in folder.iterdir() if path.name.endswith(SUFFIX)]
    except OSError:  # not made yet, or not ours to read
        return []


def _read(fe: FieldEncryption, path: Path) -> SpoolRequest | None:
    """The request in a file; None when it is damaged, was renamed, or was taken meanwhile."""
    request_id = path.name.removesuffix(SUFFIX)
    try:
        if path.stat().st_size > _MAX_BYTES or not _ID.fullmatch(request_id):
            return None
        return _request(request_id, json.loads(fe.decrypt(SPOOL_REQUEST, request_id, path.read_bytes())))
    except (OSError, FieldEncryptionError, ValueError, KeyError, TypeError):
        return None


def _body(request: SpoolRequest) -> bytes:
    body: dict[str, Any] = {
        "kind": request.kind,
        "at": to_milliseconds(request.at),
        "subject": request.subject,
        "action": request.action,
    }
    invited = request.invitation
    if invited is not None:
        body["token"] = request.token
        body["invitation"] = {
            "invitation_id": invited.invitation_id,
            "kind": invited.kind,
            "role": invited.role,
            "office": invited.office,
            "name": invited.name,
            "language": invited.language,
            "recipient": invited.recipient,
            "expires_at": to_milliseconds(invited.expires_at),
        }
    return json.dumps(body, ensure_ascii=False).encode()


def _request(request_id: str, body: dict[str, Any]) -> SpoolRequest:
    kind, invited = RequestKind(body["kind"]), body.get("invitation")
    if (kind is RequestKind.INVITATION) != bool(invited):
        raise ValueError("a request for an invitation holds one, and no other does")
    return SpoolRequest(
        request_id=request_id,
        kind=kind,
        at=from_milliseconds(body["at"]),
        subject=body["subject"],
        action=body["action"],
        invitation=_invitation(invited) if invited else None,
        token=body.get("token", ""),
    )


def _invitation(body: dict[str, Any]) -> Invitation:
    changed = {"kind": PersonKind(body["kind"]), "expires_at": from_milliseconds(body["expires_at"])}
    return Invitation(**{**body, **changed})


def _make_folder(folder: Path) -> None:
    """The folder, for its owner alone. What root makes belongs to the owner of the data directory."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        _give_to_owner_of(folder.parent, folder)
        _sync_folder(folder.parent)


def _write_durably(target: Path, data: bytes) -> None:
    unfinished = target.with_name(target.name + _UNFINISHED_SUFFIX)
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _give_to_owner_of(target.parent, unfinished)
        unfinished.rename(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _give_to_owner_of(example: Path, path: Path) -> None:
    """The command line may run as root, the bot does not: it could not read the request otherwise."""
    if os.geteuid() == 0:
        owner = example.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
