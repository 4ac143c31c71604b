"""The bot at work for the recording of a power cut: run under strace, it writes down what it has acknowledged.

Owns the work. Each acknowledgement is one line, written to a file after the commit and before Telegram would forget.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from pathlib import Path

from bot.bootstrap import workplace
from bot.clock import ManualClock
from bot.config import load_config
from bot.evidence_sealing import EvidenceSealing, header_for, tell_refused, tell_stored
from bot.evidence_worker import EvidenceWorker
from bot.processing import Processing
from bot.server_keys import load_field_encryption
from storage import crash_points
from storage.database import Database
from tests.phones import Phones

CHATS = 4


async def work(config_path: Path, acknowledged: Path, updates: int, first_telegram_id: int) -> None:
    """Handle updates of a few reporters, with a file now and then, and acknowledge each."""
    config = load_config(config_path)
    fe, clock = load_field_encryption(config), ManualClock()
    place, phones = workplace(config, fe), Phones(clock.now)
    db = await Database.open(config.database_path)
    processing = Processing(db, place, clock, after_commit=lambda answers: None)
    worker = EvidenceWorker(
        db,
        fe,
        phones,
        config.evidence_folder,
        clock,
        on_stored=tell_stored(place),
        on_refused=tell_refused(place),
        header_for=header_for(place),
    )
    sealing = EvidenceSealing(db, place, clock, config.evidence_folder)
    log = os.open(acknowledged, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        chance = random.Random(7)
        for number in range(1, updates + 1):
            clock.advance(5)
            telegram_id = first_telegram_id + number % CHATS
            sender = {"id": telegram_id, "is_bot": False, "first_name": "Proef"}
            chat = {"id": telegram_id, "type": "private"}
            message: dict[str, object] = {"message_id": number, "date": 1, "from": sender, "chat": chat}
            if number % 5 == 0:
                phones.files[f"file-{number}"] = chance.randbytes(5_000)
                message["document"] = {"file_id": f"file-{number}", "file_unique_id": "u", "file_size": 5_000}
            else:
                message["text"] = f"Er lag weer een brief, {number}."
            await processing.process([{"update_id": number, "message": message}])
            os.write(log, f"update {number}\n".encode())
            if await worker.fetch_wanted():
                os.write(log, f"file {number}\n".encode())
            await sealing.seal_waiting()
            if number % 40 == 0:
                await db.truncate_log()
    finally:
        await db.close()


if __name__ == "__main__":
    crash_points.disarm()
    asyncio.run(work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
