"""Nothing that people wrote, sent or are called may stand readable in what the bot leaves behind."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot.logging_setup import configure_logging, get_logger, handle_loop_errors
from storage import audit, outbox
from storage.outbox import OutboxKind, OutboxMessage
from tests.leaks import Leak, in_bytes, in_files, in_rows, needles
from tests.script import Performance, play, read_script, transcripts
from tests.stage import TOKEN

WRITTEN = [pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in transcripts()]

SHORT_STORY = """Een kort verhaal

- Sanne Proef, raadslid
- Gerda Test-de Vries, griffier
---
Sanne: Een man met een hamer stond te wachten bij de fietsenstalling.
Sanne: [Ja, ik ben veilig]
Sanne stuurt fietsenstalling.png als bestand, met "Foto van de plek"
Sanne: [Nu al versturen]
Sanne: [Versturen]
"""


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged while the test runs."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    configure_logging(stream=stream, level=0)
    yield stream
    structlog.reset_defaults()


async def search(performance: Performance, log: io.StringIO) -> list[Leak]:
    """Look everywhere: log, every file of the data directory with the write-ahead log, and every row."""
    secrets, config = performance.secrets, performance.stage.world.config
    wanted = needles(secrets, TOKEN)
    assert len(wanted) > 5
    folder = config.storage.data_directory
    assert (folder / "ruggensteun.sqlite3-wal").stat().st_size > 0
    return [
        *in_files(folder, wanted),
        *in_rows(config.database_path, wanted, secrets.telegram_ids),
        *in_bytes("the log", log.getvalue().encode(), wanted),
    ]


@pytest.mark.parametrize("written", WRITTEN)
async def test_no_conversation_leaves_anything_readable(
    written: str, tmp_path: Path, log: io.StringIO
) -> None:
    found: list[Leak] = []

    async def inspect(performance: Performance) -> None:
        found.extend(await search(performance, log))
        await performance.stage.db.truncate_log()
        wanted = needles(performance.secrets, TOKEN)
        found.extend(in_files(performance.stage.world.config.storage.data_directory, wanted))

    await play(read_script(written), tmp_path, inspect=inspect)
    assert found == []


async def test_a_crash_says_nothing_of_what_was_written(tmp_path: Path, log: io.StringIO) -> None:
    found: list[Leak] = []

    async def inspect(performance: Performance) -> None:
        text, name = performance.secrets.texts[0], performance.secrets.names[0]
        handle_loop_errors(asyncio.get_running_loop())
        try:
            raise ValueError(f"{name} schreef {text} met {TOKEN}")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
            asyncio.get_running_loop().call_exception_handler({"message": text, "exception": error})
            get_logger("test").error("test.failed", exc_info=error, text=text, name=name)
        assert log.getvalue().count("ValueError") >= 3
        found.extend(await search(performance, log))

    await play(read_script(SHORT_STORY), tmp_path, inspect=inspect)
    assert found == []


@pytest.mark.parametrize(
    "place", ["log", "file", "file name", "audit", "outbox", "telegram id", "write-ahead log"]
)
async def test_a_planted_leak_is_found(place: str, tmp_path: Path, log: io.StringIO) -> None:
    found: list[Leak] = []

    async def inspect(performance: Performance) -> None:
        stage, text = performance.stage, performance.secrets.texts[0]
        now, folder = stage.clock.now(), stage.world.config.storage.data_directory
        if place == "log":
            log.write(f'{{"event": "vergeten", "detail": "{text}"}}')
        elif place == "file":
            (folder / "dump").write_bytes(b"\0\1" + text.encode("utf-16-le"))
        elif place == "file name":
            (folder / performance.secrets.texts[1]).touch()
        elif place == "outbox":
            clear = OutboxMessage(
                prompt_id="f" * 33, person_id="x", kind=OutboxKind.SAY, body={}, due_at=now, created_at=now
            )
            await stage.db.transaction(lambda tx: outbox.enqueue(tx, stage.world.field_encryption, clear))
            await stage.db.transaction(
                lambda tx: tx.execute("UPDATE outbox SET body = ? WHERE person_id = 'x'", (text.encode(),))
            )
        elif place == "telegram id":
            number = performance.secrets.telegram_ids[0]
            await stage.db.transaction(lambda tx: tx.execute("UPDATE timers SET due_at = ?", (number,)))
        else:
            await stage.db.transaction(
                lambda tx: audit.record(tx, at=now, actor="x", action="y", subject=text)
            )
            if place == "write-ahead log":
                await stage.db.transaction(lambda tx: tx.execute("DELETE FROM audit WHERE actor = 'x'"))
        found.extend(await search(performance, log))

    await play(read_script(SHORT_STORY), tmp_path, inspect=inspect)
    assert found


def test_a_search_finds_every_disguise(tmp_path: Path) -> None:
    text = "Dreigbrief ‘zonder’ naam"
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (?)", (text.encode().hex(),))
        connection.commit()
    assert in_rows(tmp_path / "x.sqlite3", [text], []) != []
    assert in_files(tmp_path, [text]) != []
    assert in_bytes("json", b'{"t": "Dreigbrief \\u2018zonder\\u2019 naam"}', [text]) != []
    assert in_bytes("nothing", b"brief", [text]) == []
