"""Looking whether an installation is sound: each thing that can be wrong, and how to mend it.

Owns the checks behind `ruggensteun doctor`. Changes nothing, sends nothing to anybody, and works while the bot runs:
the database is only read. Must not print.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from bot.cli.store import spool_folder
from bot.cli.support import sentence
from bot.config import Config, ConfigError, bot_token, load_config
from bot.doctor_files import is_empty, open_to_others, secret_files, secrets_inside_data
from bot.dossier.files import page_hash
from bot.gateway import GatewayError
from bot.packs import load_pack
from bot.server_keys import load_field_encryption, load_recovery, load_signing_key, other_signing_key
from bot.telegram_adapter import TelegramGateway
from conversations.packs.kinds import RoleKind
from conversations.packs.model import Pack
from conversations.packs.pack import PackError
from storage import audit, cases, invitations, outbox, people, snapshots, spool
from storage.audit import AuditBrokenError
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.migrations import pending
from storage.people import Person
from storage.sealing import SealingError, self_test

SAFE_SQLITE = (3, 51, 3)
"""From this version on SQLite is without the error in resetting a write-ahead log with two writers."""

CLOCK_SECONDS = 10.0
"""How far the clock may be off, in seconds, before somebody is called too late."""

MAX_SENTENCE_CHARACTERS = 600
"""A pack can have many mistakes; `pack check` shows all of them."""

_PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1"}
_TROUBLE = (ConfigError, DatabaseError, SealingError, FieldEncryptionError, PackError, GatewayError, OSError)


class Verdict(StrEnum):
    """How a check came out: a note is worth knowing, what is wrong has to be mended."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A text key and its arguments."""

    key: str
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one check found, and how to mend it when it is wrong. `check` is the text key of its name.

    `to_copy` is a line that has to stay whole, such as a key, and is shown apart.
    """

    check: str
    verdict: Verdict
    found: Said
    mend: Said | None = None
    to_copy: Said | None = None


def _said(key: str, **args: object) -> Said:
    return Said(key=key, args=args)


def _fine(check: str, key: str, **args: object) -> Finding:
    return Finding(check=check, verdict=Verdict.FINE, found=_said(key, **args))


def _note(check: str, key: str, **args: object) -> Finding:
    return Finding(check=check, verdict=Verdict.NOTE, found=_said(key, **args))


def _wrong(check: str, found: Said, mend: Said) -> Finding:
    return Finding(check=check, verdict=Verdict.WRONG, found=found, mend=mend)


def _trouble(check: str, error: Exception, mend: str) -> Finding:
    told = sentence(error)
    if len(told) > MAX_SENTENCE_CHARACTERS:
        told = told[:MAX_SENTENCE_CHARACTERS].rstrip() + " …"
    return _wrong(check, _said("cli-doctor-found", sentence=told), _said(mend))


async def examine(config_file: Path, *, online: bool = True) -> list[Finding]:
    """Every finding, in the order in which an administrator would look."""
    try:
        config = load_config(config_file)
    except ConfigError as error:
        return [_trouble("cli-doctor-config", error, "cli-doctor-mend-config")]
    findings = [_fine("cli-doctor-config", "cli-doctor-read", path=str(config_file))]
    findings += _files(config)
    findings += _keys(config)
    pack = _pack(config, findings)
    findings += _page(config)
    findings.append(_sqlite())
    findings += [finding async for finding in _database(config, pack)]
    if online:
        if not any(f.found.key == "cli-doctor-token-empty" for f in findings):
            findings.append(await _token(config))
        findings.append(await _clock(config))
    else:
        findings.append(_note("cli-doctor-network", "cli-doctor-offline"))
    return findings


# ---- files and keys ---------------------------------------------------------------------------------------------


def _files(config: Config) -> Iterator[Finding]:
    data = config.storage.data_directory
    yield _permissions("cli-doctor-data", data, 0o700)
    try:
        for what, path in secret_files(config):
            check = {"the bot token": "cli-doctor-token-file"}.get(what, "cli-doctor-key-file")
            yield _permissions(check, path, 0o600)
            if check == "cli-doctor-token-file" and is_empty(path):
                yield _wrong(check, _said("cli-doctor-token-empty"), _said("cli-doctor-mend-token-empty"))
    except ConfigError as error:
        yield _trouble("cli-doctor-key-file", error, "cli-doctor-mend-config")
    for path in secrets_inside_data(config):
        found = _said("cli-doctor-key-inside", path=str(path))
        yield _wrong("cli-doctor-key-file", found, _said("cli-doctor-mend-key-inside"))


def _permissions(check: str, path: Path, mode: int) -> Finding:
    try:
        others = open_to_others(path)
    except OSError:
        found = _said("cli-doctor-missing", path=str(path))
        return _wrong(check, found, _said("cli-doctor-mend-missing"))
    if others:
        found = _said("cli-doctor-open-to-others", path=str(path))
        return _wrong(check, found, _said("cli-doctor-mend-mode", mode=f"{mode:o}", path=str(path)))
    return _fine(check, "cli-doctor-private", path=str(path))


def _keys(config: Config) -> Iterator[Finding]:
    try:
        if load_field_encryption(config).has_previous:
            yield _note("cli-doctor-operational-key", "op-doctor-rotating")
        else:
            yield _fine("cli-doctor-operational-key", "cli-doctor-good")
    except _TROUBLE as error:
        yield _trouble("cli-doctor-operational-key", error, "cli-doctor-mend-key")
    try:
        signer = load_signing_key(config).verifying_key.serialise()
        line = _said("cli-doctor-signer", signer=signer)
        yield replace(_fine("cli-doctor-signing-key", "cli-doctor-good"), to_copy=line)
    except _TROUBLE as error:
        yield _trouble("cli-doctor-signing-key", error, "cli-doctor-mend-key")
    try:
        self_test()
        yield _fine("cli-doctor-sealing", "cli-doctor-good")
    except SealingError as error:
        yield _trouble("cli-doctor-sealing", error, "cli-doctor-mend-sealing")
    try:
        digits = load_recovery(config).fingerprint()
        yield _fine("cli-doctor-recovery", "cli-doctor-digits", fingerprint=digits)
    except _TROUBLE as error:
        yield _trouble("cli-doctor-recovery", error, "cli-doctor-mend-recovery")


def _pack(config: Config, findings: list[Finding]) -> Pack | None:
    try:
        pack = load_pack(config)
    except (ConfigError, PackError) as error:
        findings.append(_trouble("cli-doctor-pack", error, "cli-doctor-mend-pack"))
        return None
    findings.append(_fine("cli-doctor-pack", "cli-doctor-pack-version", pack=pack.id, version=pack.version))
    return pack


def _page(config: Config) -> Iterator[Finding]:
    """The dossier page as it is installed: the same hash everywhere that this version is."""
    if config.dossier.enabled:
        line = _said("cli-doctor-page-hash", hash=page_hash())
        yield replace(
            _fine("cli-doctor-page", "cli-doctor-page-at", url=config.dossier.public_url), to_copy=line
        )


# ---- database ---------------------------------------------------------------------------------------------------


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        return _note("cli-doctor-sqlite", "cli-doctor-sqlite-old", version=version)
    return _fine("cli-doctor-sqlite", "cli-doctor-version", version=version)


async def _database(config: Config, pack: Pack | None) -> AsyncIterator[Finding]:
    try:
        db = await Database.open(config.database_path, read_only=True)
    except (DatabaseError, OSError) as error:
        yield _trouble("cli-doctor-database", error, "cli-doctor-mend-database")
        return
    try:
        waiting = await pending(db)
        if waiting:
            found = _said("cli-doctor-pending", names=", ".join(waiting))
            yield _wrong("cli-doctor-migrations", found, _said("cli-doctor-mend-migrate"))
            return
        yield _fine("cli-doctor-migrations", "cli-doctor-up-to-date")
        await db.check_integrity()
        yield _fine("cli-doctor-database", "cli-doctor-whole")
        yield await db.read(_pragmas)
        yield await db.read(_audit)
        if other := await other_signing_key(config, db):
            yield _trouble("cli-doctor-signing-key", other, "cli-doctor-mend-signing-key")
        for finding in await db.read(lambda tx: list(_delivery(tx))):
            yield finding
        for finding in await _people(config, db, pack):
            yield finding
    except DatabaseError as error:
        yield _trouble("cli-doctor-database", error, "cli-doctor-mend-database")
    finally:
        await db.close()


def _pragmas(tx: sqlite3.Connection) -> Finding:
    found = {name: str(tx.execute(f"PRAGMA {name}").fetchone()[0]) for name in _PRAGMAS}
    off = [name for name, wanted in _PRAGMAS.items() if found[name] != wanted]
    if off:
        names = ", ".join(off)
        return _wrong(
            "cli-doctor-pragmas",
            _said("cli-doctor-pragmas-off", names=names),
            _said("cli-doctor-mend-pragmas"),
        )
    return _fine("cli-doctor-pragmas", "cli-doctor-good")


def _audit(tx: sqlite3.Connection) -> Finding:
    try:
        head = audit.verify_chain(tx)
    except AuditBrokenError as error:
        found = _said("cli-doctor-audit-broken", line=error.seq)
        return _wrong("cli-doctor-audit", found, _said("cli-doctor-mend-audit"))
    return _fine("cli-doctor-audit", "cli-doctor-audit-whole", lines=head.seq, head=str(head))


def _delivery(tx: sqlite3.Connection) -> Iterator[Finding]:
    yield _fine("cli-doctor-outbox", "cli-doctor-outbox-depth", count=outbox.queue_depth(tx))
    dead = len(outbox.list_dead(tx))
    if dead:
        found = _said("cli-doctor-dead", count=dead)
        yield _wrong("cli-doctor-outbox", found, _said("cli-doctor-mend-dead"))


async def _people(config: Config, db: Database, pack: Pack | None) -> list[Finding]:
    """Who is missing, and whether the operational key fits this database."""
    try:
        fe = load_field_encryption(config)
        await db.read(lambda tx: people.check_key(tx, fe))
        enrolled, damaged = await db.read(lambda tx: people.everybody(tx, fe))
        rows = await db.read(lambda tx: list(_damaged_rows(tx, fe)))
        invited = await db.read(lambda tx: _invited_roles(tx, fe))
    except (ConfigError, FieldEncryptionError) as error:
        return [_trouble("cli-doctor-people", error, "cli-doctor-mend-key")]
    return [
        *_spool(config, fe),
        *_damaged(damaged),
        *rows,
        *_administrators(enrolled),
        *(_handlers(pack, enrolled, invited) if pack else ()),
    ]


def _damaged(person_ids: list[str]) -> Iterator[Finding]:
    """People whose row was changed from outside: nothing is sent or sealed to them."""
    for person_id in person_ids:
        short = person_id[:8]
        found = _said("cli-doctor-person-damaged", person=short)
        yield _wrong("cli-doctor-people", found, _said("cli-doctor-mend-person", person=short))


def _damaged_rows(tx: sqlite3.Connection, fe: FieldEncryption) -> Iterator[Finding]:
    """Cases and conversations that were changed from outside: nobody can go on with them."""
    mend = _said("cli-doctor-mend-row")
    for case_id in cases.damaged_cases(tx, fe):
        yield _wrong("cli-doctor-database", _said("cli-doctor-case-damaged", row=case_id[:8]), mend)
    for person_id in snapshots.damaged_snapshots(tx, fe):
        yield _wrong("cli-doctor-database", _said("cli-doctor-snapshot-damaged", row=person_id[:8]), mend)


def _administrators(enrolled: list[Person]) -> Iterator[Finding]:
    """Who hears it when the bot has trouble."""
    reached = [
        p
        for p in enrolled
        if p.kind is people.PersonKind.ADMINISTRATOR and p.state is people.PersonState.ACTIVE
    ]
    if reached:
        yield _fine("cli-doctor-alarm", "cli-doctor-alarm-reaches", count=len(reached))
    else:
        yield _note("cli-doctor-alarm", "cli-doctor-alarm-nobody")


def _spool(config: Config, fe: FieldEncryption) -> Iterator[Finding]:
    folder = spool_folder(config)
    lost = spool.unreadable(fe, folder)
    if lost:
        found = _said("cli-doctor-spool-unreadable", count=lost)
        yield _wrong("cli-doctor-spool", found, _said("cli-doctor-mend-spool", path=str(folder)))
    yield _fine("cli-doctor-spool", "cli-doctor-spool-waiting", count=len(spool.pending(fe, folder)))


def _invited_roles(tx: sqlite3.Connection, fe: FieldEncryption) -> set[str]:
    """The roles for which an invitation is open."""
    now = datetime.now(UTC)
    known = invitations.list_invitations(tx, fe)
    return {i.role for i in known if i.role and i.redeemed_at is None and i.expires_at > now}


def _handlers(pack: Pack, enrolled: list[Person], invited: set[str]) -> Iterator[Finding]:
    """A role that must receive reports without anybody is wrong; a deputy that is missing is worth knowing."""
    first = {role for office in pack.offices.values() for role in office.handlers}
    for role, rules in pack.roles.items():
        having = [person for person in enrolled if person.role == role]
        if role not in first and rules.kind is RoleKind.REGISTRAR:
            continue
        invite = _said("cli-doctor-mend-invite", role=role)
        if not having and role in invited:
            yield _note("cli-doctor-people", "cli-doctor-role-invited", role=role)
        elif not having and role in first:
            yield _wrong("cli-doctor-people", _said("cli-doctor-role-empty", role=role), invite)
        elif not having:
            yield _note("cli-doctor-people", "cli-doctor-role-nobody", role=role)
        elif rules.kind is RoleKind.CASE_HANDLER and not all(person.recipient for person in having):
            found = _said("cli-doctor-no-recipient", role=role)
            yield _wrong("cli-doctor-people", found, _said("cli-doctor-mend-recipient", role=role))
        elif rules.kind is RoleKind.INFORMED_OFFICER and not all(person.recipient for person in having):
            yield _note("cli-doctor-people", "cli-doctor-officer-no-recipient", role=role)
        elif any(person.state == people.PersonState.BLOCKED for person in having):
            found = _said("cli-doctor-blocked", role=role)
            yield _wrong("cli-doctor-people", found, _said("cli-doctor-mend-blocked"))
        else:
            yield _fine("cli-doctor-people", "cli-doctor-role-filled", role=role, count=len(having))


# ---- network ----------------------------------------------------------------------------------------------------


async def _token(config: Config) -> Finding:
    try:
        settings = config.telegram
        token = bot_token(settings)
        async with TelegramGateway(
            token, base_url=settings.base_url, base_file_url=settings.base_file_url
        ) as gateway:
            profile = await gateway.get_me()
    except (ConfigError, GatewayError) as error:
        return _trouble("cli-doctor-token", error, "cli-doctor-mend-token")
    return _fine("cli-doctor-token", "cli-doctor-token-works", username=profile.username)


async def _clock(config: Config) -> Finding:
    """The clock against the Date that Telegram's server sends along; asked without the token."""
    address = urlsplit(config.telegram.base_url)
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.head(f"{address.scheme}://{address.netloc}/", allow_redirects=False) as answer,
        ):
            now = datetime.now(UTC)
            theirs = parsedate_to_datetime(answer.headers["Date"])
            seconds = abs((now - theirs).total_seconds())
    except (TimeoutError, aiohttp.ClientError, OSError, KeyError, ValueError, TypeError):
        return _note("cli-doctor-clock", "cli-doctor-clock-unknown")
    if seconds > CLOCK_SECONDS:
        found = _said("cli-doctor-clock-off", seconds=round(seconds))
        return _wrong("cli-doctor-clock", found, _said("cli-doctor-mend-clock"))
    return _fine("cli-doctor-clock", "cli-doctor-good")
