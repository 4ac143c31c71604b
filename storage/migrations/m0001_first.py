"""Owns the first schema. Must not know: how the tables are used; see the store of the same name for each.

All `_at` columns are Unix milliseconds (UTC). Columns that `storage.field_encryption` lists hold ciphertext.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE inbox (
        update_id   INTEGER PRIMARY KEY,
        received_at INTEGER NOT NULL,
        outcome     TEXT NOT NULL CHECK (outcome IN ('done', 'dead')),
        error_class TEXT
    ) STRICT""",
    "CREATE INDEX inbox_by_age ON inbox (received_at)",
    """CREATE TABLE people (
        person_id     TEXT PRIMARY KEY,
        telegram_hash BLOB UNIQUE,
        kind          TEXT NOT NULL,
        role          TEXT NOT NULL,
        recipient     TEXT,
        state         TEXT NOT NULL CHECK (state IN ('active', 'blocked', 'removed')),
        profile       BLOB NOT NULL,
        created_at    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX people_by_role ON people (role)",
    """CREATE TABLE invitations (
        invitation_id TEXT PRIMARY KEY,
        token_hash    BLOB NOT NULL UNIQUE,
        body          BLOB NOT NULL,
        expires_at    INTEGER NOT NULL,
        redeemed_at   INTEGER
    ) STRICT""",
    """CREATE TABLE snapshots (
        person_id TEXT PRIMARY KEY,
        revision  INTEGER NOT NULL,
        body      BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE cases (
        case_id        TEXT PRIMARY KEY,
        reference_hash BLOB NOT NULL UNIQUE,
        state          TEXT NOT NULL,
        urgent         INTEGER NOT NULL CHECK (urgent IN (0, 1)),
        created_at     INTEGER NOT NULL,
        body           BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX cases_by_state ON cases (state, created_at)",
    """CREATE TABLE envelopes (
        envelope_id  INTEGER PRIMARY KEY,
        case_id      TEXT NOT NULL REFERENCES cases (case_id) DEFERRABLE INITIALLY DEFERRED,
        part         TEXT NOT NULL,
        revision     INTEGER NOT NULL,
        age_file     BLOB NOT NULL,
        payload_file TEXT,
        sha256       BLOB NOT NULL,
        signature    BLOB NOT NULL,
        recipients   TEXT NOT NULL,
        created_at   INTEGER NOT NULL,
        UNIQUE (case_id, part, revision)
    ) STRICT""",
    """CREATE TABLE evidence (
        attachment_id   TEXT PRIMARY KEY,
        draft_id        TEXT NOT NULL,
        person_id       TEXT NOT NULL,
        message_id      INTEGER NOT NULL,
        album_id        TEXT,
        state           TEXT NOT NULL CHECK (state IN ('wanted', 'stored', 'sealed', 'refused')),
        size_bytes      INTEGER,
        payload_file    TEXT,
        attempts        INTEGER NOT NULL DEFAULT 0,
        next_attempt_at INTEGER NOT NULL,
        created_at      INTEGER NOT NULL,
        body            BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX evidence_by_due ON evidence (state, next_attempt_at)",
    "CREATE INDEX evidence_by_draft ON evidence (draft_id, message_id)",
    """CREATE TABLE outbox (
        outbox_id   INTEGER PRIMARY KEY AUTOINCREMENT,
        prompt_id   TEXT NOT NULL UNIQUE,
        person_id   TEXT NOT NULL,
        kind        TEXT NOT NULL CHECK (kind IN ('say', 'revise', 'toast', 'wipe', 'mark')),
        state       TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'dead', 'superseded')),
        body        BLOB NOT NULL,
        message_ids TEXT,
        attempts    INTEGER NOT NULL DEFAULT 0,
        due_at      INTEGER NOT NULL,
        created_at  INTEGER NOT NULL,
        sent_at     INTEGER,
        error_class TEXT
    ) STRICT""",
    "CREATE INDEX outbox_by_person ON outbox (state, person_id, outbox_id)",
    "CREATE INDEX outbox_by_age ON outbox (state, coalesce(sent_at, created_at))",
    """CREATE TABLE chat_messages (
        person_id  TEXT NOT NULL,
        message_id INTEGER NOT NULL,
        at         INTEGER NOT NULL,
        PRIMARY KEY (person_id, message_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE check_ins (
        check_in_id TEXT PRIMARY KEY,
        case_id     TEXT NOT NULL,
        person_id   TEXT NOT NULL,
        kind        TEXT NOT NULL,
        reference   BLOB NOT NULL,
        due_at      INTEGER NOT NULL,
        rule        TEXT NOT NULL,
        state       TEXT NOT NULL CHECK (state IN
            ('planned', 'asked', 'answered', 'skipped', 'stopped', 'unanswered', 'stale', 'cancelled')),
        asked_at    INTEGER
    ) STRICT""",
    "CREATE INDEX check_ins_by_due ON check_ins (state, due_at)",
    "CREATE INDEX check_ins_by_case ON check_ins (case_id, due_at)",
    "CREATE INDEX check_ins_by_person ON check_ins (person_id, due_at)",
    """CREATE TABLE timers (
        timer      TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        person_id  TEXT NOT NULL,
        due_at     INTEGER NOT NULL,
        PRIMARY KEY (timer, subject_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX timers_by_due ON timers (due_at)",
    "CREATE INDEX timers_by_subject ON timers (subject_id)",
    """CREATE TABLE audit (
        seq           INTEGER PRIMARY KEY,
        at            INTEGER NOT NULL,
        actor         TEXT NOT NULL,
        action        TEXT NOT NULL,
        subject       TEXT NOT NULL,
        previous_hash BLOB NOT NULL,
        hash          BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE strangers (
        day   TEXT PRIMARY KEY,
        count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make every table and index."""
    for statement in _STATEMENTS:
        tx.execute(statement)
