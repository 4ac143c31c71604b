"""A running bot: what runs beside what, in which order it starts, and how it ends.

Constructs no part of itself: that is done in `bot.bootstrap`. Decides nothing about a conversation.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.command_menus import CommandMenus
from bot.config import Config, read_secret
from bot.courtesy import CourtesySender
from bot.delivery.worker import Delivery
from bot.effects.workplace import Workplace
from bot.evidence_sealing import EvidenceSealing
from bot.evidence_worker import EvidenceWorker
from bot.health.health import Health
from bot.health.page import health_server
from bot.health.webhook_watch import WebhookWatch
from bot.logging_setup import get_logger
from bot.processing import Processing
from bot.receiving import Poller
from bot.rendering import BotName
from bot.scheduler import Scheduler
from bot.telegram_adapter import TelegramGateway
from bot.warming import settle
from bot.web_server import QuietServer
from bot.webhook import PATH, webhook_app
from conversations.texts import DEFAULT_LANGUAGE, LANGUAGES, load_catalogue
from storage.database import Database

log = get_logger("application")


@dataclass(frozen=True, kw_only=True)
class Application:
    """A running bot's parts. `run` receives, answers, delivers and ticks until `stop`."""

    config: Config
    clock: Clock
    db: Database
    gateway: TelegramGateway
    place: Workplace
    processing: Processing
    delivery: Delivery
    evidence_worker: EvidenceWorker
    evidence_sealing: EvidenceSealing
    scheduler: Scheduler
    courtesies: CourtesySender
    poller: Poller
    health: Health
    bot_name: BotName
    command_menus: CommandMenus
    dossier: QuietServer | None = None
    servers: list[QuietServer] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Run until `stop`, or until a part cannot go on; then everything ends and the reason is raised."""
        await self._introduce()
        settle()
        self.scheduler.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.delivery.run())
                tasks.create_task(self.evidence_worker.run())
                tasks.create_task(self.evidence_sealing.run())
                tasks.create_task(self.courtesies.run())
                tasks.create_task(self.command_menus.run())
                if self.dossier is not None:
                    tasks.create_task(self._served(self.dossier))
                tasks.create_task(self.health.run())
                tasks.create_task(self._show_health())
                tasks.create_task(self._receive())
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            self.scheduler.stop()

    def stop(self) -> None:
        """End `run` once what is under way is done."""
        self.ending.set()
        self.poller.stop()
        self.courtesies.stop()
        self.command_menus.stop()
        self.evidence_worker.stop()
        self.evidence_sealing.stop()
        self.delivery.stop()
        self.health.stop()
        for server in self.servers:
            server.should_exit = True

    async def _show_health(self) -> None:
        """Serve the health page, when one is configured, until the end."""
        settings = self.config.health
        if not settings.port and not settings.socket:
            return
        await self._served(health_server(self.health.report, port=settings.port, unix_socket=settings.socket))

    async def _served(self, server: QuietServer) -> None:
        """Serve until `stop`. Raises ConfigError when the address is taken."""
        if self.ending.is_set():
            return
        self.servers.append(server)
        await server.serve()

    async def _introduce(self) -> None:
        """Tell Telegram the commands, per language; trouble with that keeps nobody from working."""
        catalogue = load_catalogue()
        try:
            self.bot_name.username = (await self.gateway.get_me()).username
            await self.command_menus.introduce()
            for language in LANGUAGES:
                code = "" if language == DEFAULT_LANGUAGE else language
                await self.gateway.set_descriptions(
                    long=catalogue.format("bot-description", language),
                    short=catalogue.format("bot-short-description", language),
                    language_code=code,
                )
        except Exception as error:
            log.warning("application.commands_not_set", error_class=type(error).__name__)

    async def _receive(self) -> None:
        try:
            if self.config.webhook.enabled:
                await self._receive_by_webhook()
            else:
                await self.poller.run()
        finally:
            self.stop()

    async def _receive_by_webhook(self) -> None:
        settings = self.config.webhook
        secret = read_secret(settings.secret_file, "the webhook secret")
        app = webhook_app(
            process=self.processing.process,
            bury=self.processing.bury,
            secret=secret,
            alarm=self.health.alarm,
        )
        server = QuietServer.of(
            app, taken="config-webhook-taken", host=settings.listen_host, port=settings.listen_port
        )
        url = settings.public_url.rstrip("/") + PATH
        await self.gateway.set_webhook(url, secret=secret)
        watch = WebhookWatch(
            self.gateway, self.clock, url=url, received=self.health.received, alarm=self.health.alarm
        )
        watching = asyncio.create_task(watch.run())
        try:
            await self._served(server)
        finally:
            watch.stop()
            await watching
