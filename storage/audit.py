"""Owns the audit log: a chain in which every line carries the hash of the one before.

Must not know: what was reported. A line says who did what to which subject, by id, and when.

A line that is changed, removed from the middle, added in between or moved breaks the chain. Lines cut from
the end leave a chain that is whole, so the head should be noted elsewhere now and then and be given to
`verify_chain`. Whoever can write the database and rewrites the whole chain is only found out by such a note.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds

_LABEL = b"ruggensteun/audit/v1"
FIRST_PREVIOUS_HASH = bytes(32)
"""What the first line carries in place of an earlier hash."""


NOTED_DIGITS = 16
"""How much of a head's hash is noted: 64 bits, more than somebody who rewrites the log can search through."""

_NOTED = re.compile(r"([0-9]{1,15})-([0-9a-f]{16,64})")
_CHECK_NUMBER = re.compile(r"[0-9a-f]{16,64}")


class AuditBrokenError(Exception):
    """The audit log was changed. `seq` is the first line that does not fit."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"The audit log was changed: line {seq} does not fit the lines before it.")
        self.seq = seq


class AuditTruncatedError(AuditBrokenError):
    """A head was noted that the log does not reach any more: lines were cut off its end."""


class AuditHeadMissingError(AuditBrokenError):
    """No line has the check number that somebody received: lines were cut off the end, or the log was made anew."""


@dataclass(frozen=True, kw_only=True)
class ChainHead:
    """The last line: its number, which is 0 for an empty log, and its hash."""

    seq: int
    hash: bytes

    def __str__(self) -> str:
        """The head as it is shown and noted: the number, and the first 16 hexadecimal digits of the hash."""
        return f"{self.seq}-{self.hash.hex()[:NOTED_DIGITS]}"

    @property
    def check_number(self) -> str:
        """The head as it goes along with a notice: the same digits in groups of four, without the number.

        So it reveals no count: who was left out of a case does not see that something was recorded.
        """
        digits = self.hash.hex()[:NOTED_DIGITS]
        return "-".join(digits[i : i + 4] for i in range(0, NOTED_DIGITS, 4))


@dataclass(frozen=True, kw_only=True)
class NotedHead:
    """A head that somebody wrote down or received: how the hash began, in hexadecimal, and the line number if known."""

    seq: int | None
    begins: str

    @classmethod
    def parse(cls, text: str) -> NotedHead:
        """Read what a head is shown as, a check number, or either with more digits. Raises ValueError."""
        given = text.strip().lower()
        if (found := _NOTED.fullmatch(given)) is not None:
            return cls(seq=int(found[1]), begins=found[2])
        digits = re.sub(r"[\s-]", "", given)
        if _CHECK_NUMBER.fullmatch(digits) is None:
            raise ValueError(
                "a head has at least 16 hexadecimal digits, with or without a number and a hyphen before"
            )
        return cls(seq=None, begins=digits)


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """Who (`actor`) did what (`action`) to which subject."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str


def record(tx: sqlite3.Connection, *, at: datetime, actor: str, action: str, subject: str) -> ChainHead:
    """Add a line; the new head. All three texts are ids or fixed words, never what somebody wrote."""
    head = chain_head(tx)
    seq, at_milliseconds = head.seq + 1, to_milliseconds(at)
    line_hash = _hash(head.hash, seq, at_milliseconds, actor, action, subject)
    tx.execute(
        "INSERT INTO audit (seq, at, actor, action, subject, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, at_milliseconds, actor, action, subject, head.hash, line_hash),
    )
    return ChainHead(seq=seq, hash=line_hash)


def chain_head(tx: sqlite3.Connection) -> ChainHead:
    """The last line as it stands, unverified."""
    row = tx.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (
        ChainHead(seq=0, hash=FIRST_PREVIOUS_HASH)
        if row is None
        else ChainHead(seq=row["seq"], hash=row["hash"])
    )


def verify_chain(tx: sqlite3.Connection, *, noted: ChainHead | None = None) -> ChainHead:
    """Read the whole log and compute every hash again; the head.

    With `noted`, a head that was written down earlier, the log must still contain that line. Raises
    AuditBrokenError with the number of the first line that does not fit.
    """
    head = ChainHead(seq=0, hash=FIRST_PREVIOUS_HASH)
    seen = noted is None or noted == head
    for row in tx.execute("SELECT * FROM audit ORDER BY seq"):
        seq = head.seq + 1
        expected = _hash(head.hash, seq, row["at"], row["actor"], row["action"], row["subject"])
        if row["seq"] != seq or row["previous_hash"] != head.hash or row["hash"] != expected:
            raise AuditBrokenError(seq)
        head = ChainHead(seq=seq, hash=expected)
        if noted is not None and noted.seq == seq and noted.hash != expected:
            raise AuditBrokenError(seq)
        seen = seen or head == noted
    if not seen:
        raise AuditBrokenError(head.seq + 1)
    return head


def verify_noted(tx: sqlite3.Connection, noted: NotedHead) -> ChainHead:
    """Verify the chain, and that it still holds a head that was noted earlier; the head of today.

    Raises AuditTruncatedError when the log ends before that line, AuditHeadMissingError when no line has that check
    number, AuditBrokenError for any other change.
    """
    head = verify_chain(tx)
    if noted.seq is None:
        hashes = (row["hash"] for row in tx.execute("SELECT hash FROM audit ORDER BY seq DESC"))
        if any(found.hex().startswith(noted.begins) for found in hashes):
            return head
        raise AuditHeadMissingError(head.seq + 1)
    if noted.seq > head.seq:
        raise AuditTruncatedError(head.seq + 1)
    row = tx.execute("SELECT hash FROM audit WHERE seq = ?", (noted.seq,)).fetchone()
    found = FIRST_PREVIOUS_HASH if row is None else row["hash"]
    if not found.hex().startswith(noted.begins):
        raise AuditBrokenError(noted.seq)
    return head


def lines_about(tx: sqlite3.Connection, subject: str) -> list[AuditLine]:
    """Every line about this subject, in order."""
    return _lines(tx.execute("SELECT * FROM audit WHERE subject = ? ORDER BY seq", (subject,)))


def lines_with(tx: sqlite3.Connection, action: str) -> list[AuditLine]:
    """Every line with this action, in order."""
    return _lines(tx.execute("SELECT * FROM audit WHERE action = ? ORDER BY seq", (action,)))


def last_lines(tx: sqlite3.Connection, limit: int) -> list[AuditLine]:
    """The last lines, at most this many, in order."""
    rows = tx.execute("SELECT * FROM audit ORDER BY seq DESC LIMIT ?", (limit,)).fetchall()
    return _lines(reversed(rows))


def _lines(rows: Iterable[sqlite3.Row]) -> list[AuditLine]:
    return [
        AuditLine(
            seq=row["seq"],
            at=from_milliseconds(row["at"]),
            actor=row["actor"],
            action=row["action"],
            subject=row["subject"],
        )
        for row in rows
    ]


def _hash(
    previous_hash: bytes, seq: int, at_milliseconds: int, actor: str, action: str, subject: str
) -> bytes:
    """SHA-256 over a label and the fields, each with its length in front so that no two lines look the
    same."""
    fields = (str(seq), str(at_milliseconds), actor, action, subject)
    digest = hashlib.sha256(_LABEL)
    digest.update(previous_hash)
    for value in fields:
        encoded = value.encode()
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.digest()
