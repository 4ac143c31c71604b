"""Putting the parts together: the only place where they are constructed.

Owns opening, joining and closing them; how they run together stands in `bot.application`.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.application import Application
from bot.clock import Clock, SystemClock
from bot.command_menus import CommandMenus
from bot.config import Config, armed_crash_point, read_secret, service_manager
from bot.courtesy import CourtesySender
from bot.daily import DailyPass
from bot.delivery.worker import Delivery, DeliverySettings
from bot.dossier.app import DossierParts, dossier_app
from bot.dossier.links import DossierLinks
from bot.dossier.sessions import Sessions
from bot.effects.executor import Executor
from bot.effects.lookups import list_people_of_older_cases
from bot.effects.workplace import Occasion, Workplace
from bot.evidence_sealing import EvidenceSealing, header_for, tell_refused, tell_stored
from bot.evidence_worker import EvidenceWorker
from bot.health.health import Health, HealthSettings
from bot.health.looking import free_bytes
from bot.health.status import status_text
from bot.health.systemd import Systemd
from bot.health.telling import Teller
from bot.health.trouble_file import TroubleFile
from bot.logging_setup import get_logger
from bot.packs import installed_packs, load_pack
from bot.processing import Courtesy, Processing
from bot.receiving import Poller
from bot.rendering import BotName, Rendering
from bot.scheduler import Scheduler
from bot.server_keys import load_field_encryption, load_recovery, load_signing_key
from bot.telegram_adapter import TelegramGateway
from bot.warming import WarmUp
from bot.web_server import QuietServer
from conversations.events import NotificationDelivered
from conversations.texts import Catalogue, load_catalogue
from storage import (
    backup,
    crash_points,
    envelopes,
    evidence,
    evidence_files,
    people,
    removal,
    sent_notes,
    spool,
)
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.migrations import migrate
from storage.reports import Register, check_signing_key
from storage.sealing import self_test
from storage.sent_notes import SentNotes

log = get_logger("bootstrap")


@contextlib.asynccontextmanager
async def application(
    config: Config,
    *,
    clock: Clock | None = None,
    gateway: TelegramGateway | None = None,
    delivery_settings: DeliverySettings | None = None,
    tick_seconds: float = 5.0,
) -> AsyncIterator[Application]:
    """Everything, opened and checked, and closed again at the end.

    Raises ConfigError, SealingError, FieldEncryptionError, DatabaseError, PackError, GatewayError.
    """
    self_test()
    crash = armed_crash_point()
    if crash is not None:
        crash_points.arm(*crash)
    async with contextlib.AsyncExitStack() as stack:
        clock = clock or SystemClock()
        field_encryption = load_field_encryption(config)
        db = await Database.open(config.database_path)
        stack.push_async_callback(db.close)
        await migrate(db)
        await db.read(lambda tx: people.check_key(tx, field_encryption))
        if gateway is None:
            gateway = await stack.enter_async_context(
                TelegramGateway(
                    read_secret(config.telegram.token_file, "the bot token"),
                    base_url=config.telegram.base_url,
                    base_file_url=config.telegram.base_file_url,
                )
            )
        place = workplace(config, field_encryption)
        await db.read(lambda tx: check_signing_key(tx, place.register.verifying_key))
        await _sweep(db, config.evidence_folder)
        while await db.transaction(lambda tx: list_people_of_older_cases(tx, field_encryption, 500)):
            pass
        notes = SentNotes(config.storage.data_directory / sent_notes.FILE_NAME)
        stack.callback(notes.close)
        yield _assemble(config, clock, db, gateway, place, notes, delivery_settings, tick_seconds)


def workplace(config: Config, field_encryption: FieldEncryption) -> Workplace:
    """What conversations need to take effect. Raises ConfigError, SealingError, PackError."""
    pack = load_pack(config)
    folder = config.evidence_folder
    return Workplace(
        pack=pack,
        packs=installed_packs(config, pack),
        field_encryption=field_encryption,
        register=Register(load_signing_key(config), folder),
        recovery=load_recovery(config),
        organisation=config.organisation.name,
        dropped_payloads=set(),
        spool_folder=config.storage.data_directory / spool.FOLDER_NAME,
    )


async def _sweep(db: Database, folder: Path) -> None:
    """Remove what a crash left behind: payload files that no row refers to, and removed rows in the log."""
    known = await db.read(
        lambda tx: evidence.evidence_payload_files(tx) | envelopes.envelope_payload_files(tx)
    )
    removed = evidence_files.remove_orphans(folder, known)
    backup.sweep(folder.parent)
    await removal.empty_log(db)
    if removed:
        log.info("bootstrap.orphans_removed", count=removed)


def _assemble(
    config: Config,
    clock: Clock,
    db: Database,
    gateway: TelegramGateway,
    place: Workplace,
    notes: SentNotes,
    delivery_settings: DeliverySettings | None,
    tick_seconds: float,
) -> Application:
    catalogue = load_catalogue()
    sessions = Sessions(clock)
    links = DossierLinks(config.dossier.public_url, sessions) if config.dossier.enabled else None
    bot_name = BotName()
    rendering = Rendering(
        db,
        place.field_encryption,
        place.pack,
        catalogue,
        links,
        bot_name,
        status=lambda words: status_text(health.report(), words),
        audit_heads=True,
    )
    wakers: list[Callable[[], None]] = []

    def wake_all() -> None:
        for wake in wakers:
            wake()

    health = _health(config, clock, db, gateway, place, catalogue)

    def on_delivered(
        tx: sqlite3.Connection, prompt_id: str, case_id: str, person_id: str, at: datetime
    ) -> None:
        event = NotificationDelivered(at=at, nonce=prompt_id, to=person_id)
        Executor(place, tx, Occasion(at=at, nonce=prompt_id)).tell_case(case_id, event)

    delivery = Delivery(
        db,
        place.field_encryption,
        gateway,
        rendering.render_in,
        clock,
        on_delivered=on_delivered,
        notes=notes,
        alarm=health.alarm,
        settings=delivery_settings or DeliverySettings(),
    )
    sealing = EvidenceSealing(db, place, clock, config.evidence_folder, alarm=health.alarm)
    worker = EvidenceWorker(
        db,
        place.field_encryption,
        gateway,
        config.evidence_folder,
        clock,
        on_stored=tell_stored(place),
        on_refused=tell_refused(place),
        header_for=header_for(place),
        after_commit=wake_all,
        alarm=health.alarm,
    )
    courtesies = CourtesySender(gateway, catalogue, clock)
    wakers.extend((delivery.wake, worker.wake, sealing.wake))

    warm_up = WarmUp(ZoneInfo(place.pack.time_zone))

    def after_commit(answers: Sequence[Courtesy]) -> None:
        warm_up.begin()
        courtesies.take(answers)
        delivery.wake()
        if place.evidence_effects:
            place.evidence_effects.clear()
            wake_all()

    processing = Processing(db, place, clock, after_commit=after_commit)
    daily = DailyPass(
        db,
        place,
        clock,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        wake_delivery=wake_all,
        alarm=health.alarm,
    )
    return Application(
        config=config,
        clock=clock,
        db=db,
        gateway=gateway,
        place=place,
        processing=processing,
        delivery=delivery,
        evidence_worker=worker,
        evidence_sealing=sealing,
        scheduler=Scheduler(
            db,
            place,
            clock,
            wake_delivery=wake_all,
            alarm=health.alarm,
            daily=daily.run_when_due,
            every_seconds=tick_seconds,
        ),
        courtesies=courtesies,
        poller=Poller(
            gateway,
            processing.process,
            bury=processing.bury,
            clock=clock,
            alarm=health.alarm,
            received=health.received,
        ),
        health=health,
        bot_name=bot_name,
        command_menus=CommandMenus(db, place.field_encryption, gateway, place.pack, catalogue, clock),
        dossier=_dossier(config, clock, db, place, rendering, sessions, wake_all)
        if config.dossier.enabled
        else None,
    )


def _health(
    config: Config,
    clock: Clock,
    db: Database,
    gateway: TelegramGateway,
    place: Workplace,
    catalogue: Catalogue,
) -> Health:
    """What watches over the rest, and tells the administrator."""
    wanted, zone = config.health, ZoneInfo(place.pack.time_zone)
    patience = timedelta(minutes=wanted.alarm_after_minutes)
    return Health(
        db,
        place.field_encryption,
        Teller(gateway, catalogue, organisation=config.organisation.name, time_zone=zone),
        place.pack,
        clock,
        systemd=Systemd(service_manager()),
        file=TroubleFile(wanted.file),
        room=lambda: free_bytes(config.storage.data_directory),
        settings=HealthSettings(
            receiving_after=patience,
            delivery_after=patience,
            evidence_after=patience,
            disk_free_bytes=wanted.disk_free_megabytes * 1_000_000,
        ),
    )


def _dossier(
    config: Config,
    clock: Clock,
    db: Database,
    place: Workplace,
    rendering: Rendering,
    sessions: Sessions,
    after_commit: Callable[[], None],
) -> QuietServer:
    """The case handler's page."""
    page = config.dossier
    parts = DossierParts(
        db=db,
        place=place,
        clock=clock,
        rendering=rendering,
        sessions=sessions,
        token=read_secret(config.telegram.token_file, "the bot token"),
        secure=page.public_url.startswith("https:"),
        after_commit=after_commit,
    )
    return QuietServer.of(
        dossier_app(parts), taken="config-page-port", host=page.listen_host, port=page.listen_port
    )
