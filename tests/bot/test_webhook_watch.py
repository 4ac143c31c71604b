"""Whether Telegram gets its updates delivered: asked of Telegram itself, because silence at a webhook says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.gateway import GatewayError, NetworkTroubleError, UnauthorizedError
from bot.health.webhook_watch import WebhookState, WebhookWatch
from bot.telegram_adapter import TelegramGateway
from simulator.client import SimulatorClient
from simulator.running import RunningSimulator

URL = "https://bot.veldermeer.example/telegram"


class FakeTelegram:
    """Answers with what it is told to."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.answer: WebhookState | GatewayError = WebhookState(url=URL, pending=0)
        self.heard: list[str] = []
        self.watch = WebhookWatch(
            self, clock, url=URL, received=lambda: self.heard.append("received"), alarm=self.heard.append
        )

    async def webhook_state(self) -> WebhookState:
        if isinstance(self.answer, GatewayError):
            raise self.answer
        return self.answer

    async def hears(self, answer: WebhookState | GatewayError) -> list[str]:
        """What one question with this answer led to."""
        self.answer = answer
        self.heard.clear()
        await self.watch.ask()
        self.clock.advance(60)
        return list(self.heard)


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram(ManualClock())


async def test_nothing_that_waits_is_well(telegram: FakeTelegram) -> None:
    assert await telegram.hears(WebhookState(url=URL, pending=0)) == ["received"]


async def test_what_waits_and_could_not_be_brought_is_silence(telegram: FakeTelegram) -> None:
    failing = WebhookState(url=URL, pending=3, last_error_at=telegram.clock.now())
    assert await telegram.hears(failing) == []
    again = WebhookState(url=URL, pending=3, last_error_at=telegram.clock.now() - timedelta(seconds=20))
    assert await telegram.hears(again) == []


async def test_what_waits_for_a_moment_without_failing_is_well(telegram: FakeTelegram) -> None:
    assert await telegram.hears(WebhookState(url=URL, pending=3)) == ["received"]
    long_ago = telegram.clock.now() - timedelta(hours=2)
    assert await telegram.hears(WebhookState(url=URL, pending=3, last_error_at=long_ago)) == ["received"]


async def test_a_webhook_that_leads_elsewhere_is_silence(telegram: FakeTelegram) -> None:
    assert await telegram.hears(WebhookState(url="https://elsewhere.example/", pending=0)) == []


async def test_no_answer_is_silence_and_a_refused_token_an_alarm(telegram: FakeTelegram) -> None:
    assert await telegram.hears(NetworkTroubleError()) == []
    assert await telegram.hears(UnauthorizedError()) == ["unauthorized"]


async def test_it_ends_when_it_is_stopped(telegram: FakeTelegram) -> None:
    telegram.watch.stop()
    await telegram.watch.run()
    assert telegram.heard == []


async def test_the_gateway_reads_what_telegram_says() -> None:
    async with RunningSimulator() as simulator:
        client = SimulatorClient(simulator.control_url)
        gateway = TelegramGateway(
            simulator.token, base_url=simulator.base_url, base_file_url=simulator.base_file_url
        )
        try:
            async with gateway:
                assert await gateway.webhook_state() == WebhookState(url="", pending=0)
                await gateway.set_webhook("https://127.0.0.1:8443/telegram", secret="s" * 32)
                assert (await gateway.webhook_state()).url == "https://127.0.0.1:8443/telegram"
        finally:
            await client.close()
