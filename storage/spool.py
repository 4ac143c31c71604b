"""Owns the requests of the command line to the running bot: one encrypted file per request, picked up within seconds.

While the bot runs, the database is its own (see `storage.database`); whoever wants to invite somebody meanwhile leaves
a request here. Must not know who asks, or how a link looks. A request is encrypted with the operational key and bound
to its id, so a file that is changed, renamed or brought in from elsewhere is passed over. Taking a request twice, as
after a crash between the commit and the removal of its file, changes nothing the second time.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from storage import audit, invitations, outbox, recipients, resealing
from storage.columns import from_milliseconds, to_milliseconds
from storage.crash_points import reach
from storage.field_encryption import SPOOL_REQUEST, FieldEncryption, FieldEncryptionError
from storage.invitations import Invitation
from storage.people import PersonKind
from storage.resealing import Exchange
from storage.spool_files import make_spool_folder, write_durably

FOLDER_NAME = "spool"
"""The folder's name inside the data directory."""

ACTOR = "administrator"
"""Who did what a request asks for, in the audit log."""

SUFFIX = ".request"
"""What the name of a request ends in, after its id."""

AT_ONCE = 200
"""How many envelopes a running bot exchanges in one transaction."""

_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_MAX_BYTES = 64 * 1024


class RequestKind(StrEnum):
    """What is asked of the bot: keep an invitation, take one back, try messages again that were given up, write a
    line in the audit log, seal to a recipient that a case handler made from now on, or never, put a resealed
    envelope in the place of the old one, or remove a case or a person, which `bot.asked_removals` does."""

    INVITATION = "invitation"
    REVOKE_INVITATION = "revoke-invitation"
    RETRY = "retry"
    AUDIT = "audit"
    CONFIRM_RECIPIENT = "confirm-recipient"
    REFUSE_RECIPIENT = "refuse-recipient"
    RESEALED = "resealed"
    REMOVE_CASE = "remove-case"
    REMOVE_PERSON = "remove-person"


@dataclass(frozen=True, kw_only=True)
class SpoolRequest:
    """One request. `request_id` is random; that of an invitation is the invitation's own id.

    `subject` is the invitation to take back or what an audit line is about, `action` what that line says was done.
    `recipient` is the recipient itself that is confirmed, so that it is the one that was compared.
    """

    request_id: str
    kind: RequestKind
    at: datetime
    subject: str = ""
    action: str = ""
    invitation: Invitation | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)
    exchange: Exchange | None = field(default=None, repr=False)
    recipient: str = field(default="", repr=False)


def put(folder: Path, fe: FieldEncryption, request: SpoolRequest) -> None:
    """Leave a request, whole or not at all; the folder is made when needed.

    Raises FileExistsError when the id is taken, StorageFullError when the disk is full, OSError.
    """
    target = folder / _name(request.request_id)
    sealed = fe.encrypt(SPOOL_REQUEST, request.request_id, _body(request))
    make_spool_folder(folder)
    if target.exists():
        raise FileExistsError("this request id is taken")
    write_durably(target, sealed)


def pending(fe: FieldEncryption, folder: Path | None) -> list[SpoolRequest]:
    """The requests that wait, in the order in which they were made; those that cannot be read are left out."""
    found = (_read(fe, path) for path in _files(folder))
    return sorted((r for r in found if r is not None), key=lambda r: (r.at, r.request_id))


def unreadable(fe: FieldEncryption, folder: Path | None) -> int:
    """How many requests wait that can never be taken: damaged, or made with another operational key."""
    return sum(_read(fe, path) is None for path in _files(folder))


def take_all(
    tx: sqlite3.Connection, fe: FieldEncryption, folder: Path | None, most: int | None = None
) -> list[str]:
    """Do what every waiting request asks, inside this transaction; the names to `discard` after the commit.

    Without a folder nothing waits. A file that cannot be read stays where it is and keeps nothing else waiting; so does
    a request to remove a case or a person, which takes more than a transaction. With `most`, at most so many envelopes
    are exchanged now and the others the next time, so that nobody has to wait for thousands.
    """
    names: list[str] = []
    exchanged = 0
    for request in pending(fe, folder):
        if request.kind in (RequestKind.REMOVE_CASE, RequestKind.REMOVE_PERSON):
            continue
        if request.exchange is not None and folder is not None:
            if exchanged == most:
                continue
            exchanged += 1
            left = resealing.exchange(tx, fe, folder, request.request_id, request.at, request.exchange)
            names.extend(left)
        else:
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
    if recipients.confirm(tx, fe, request.subject, request.recipient):
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


def file_name(request_id: str) -> str:
    """The name of a request's file, to `discard`. Raises ValueError for an id of another form."""
    return _name(request_id)


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
        "recipient": request.recipient,
    }
    if request.exchange is not None:
        body["exchange"] = resealing.exchange_to_json(request.exchange)
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
    if (kind is RequestKind.RESEALED) != ("exchange" in body):
        raise ValueError("a request to exchange an envelope says which, and no other does")
    return SpoolRequest(
        request_id=request_id,
        kind=kind,
        at=from_milliseconds(body["at"]),
        subject=body["subject"],
        action=body["action"],
        invitation=_invitation(invited) if invited else None,
        token=body.get("token", ""),
        recipient=body.get("recipient", ""),
        exchange=resealing.exchange_from_json(body["exchange"]) if "exchange" in body else None,
    )


def _invitation(body: dict[str, Any]) -> Invitation:
    changed = {"kind": PersonKind(body["kind"]), "expires_at": from_milliseconds(body["expires_at"])}
    return Invitation(**{**body, **changed})
