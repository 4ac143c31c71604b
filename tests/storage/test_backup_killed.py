"""A backup that is killed leaves no half file, and what it did leave goes with the next one."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from storage.backup import sweep

ROOT = Path(__file__).parents[2]


def test_what_a_killed_backup_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".backup-0011").mkdir()
    (tmp_path / ".backup-0011" / "ruggensteun.sqlite3").write_text("half")
    (tmp_path / ".backup-0022").mkdir()
    busy = os.open(tmp_path / ".backup-0022", os.O_RDONLY)
    fcntl.flock(busy, fcntl.LOCK_EX)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".backup-0022"]
    os.close(busy)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_killed_leaves_no_half_file(tmp_path: Path) -> None:
    program = """
import asyncio, os, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from storage.backup import make_backup
from storage.database import Database
from storage.migrations import migrate
from storage.sealing import Identity

async def main(data):
    db = await Database.open(data / "ruggensteun.sqlite3", create=True)
    await migrate(db)
    identity = Identity.generate()
    (data / "recovery-recipient.txt").write_text(str(identity.recipient))
    await make_backup(db, data_directory=data, recovery=identity.recipient, to=data / "b.age",
        made_at=datetime.now(UTC), operational_key_id="", keys={}, expect=lambda n: None,
        progress=lambda n: os.kill(os.getpid(), signal.SIGKILL))

asyncio.run(main(Path(sys.argv[1])))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, env={**os.environ}, check=False
    )
    assert done.returncode == -9
    assert not (tmp_path / "b.age").exists()
    assert [p for p in tmp_path.iterdir() if p.name.startswith(".backup-")] != []
    sweep(tmp_path)
    assert [p for p in tmp_path.iterdir() if p.name.startswith(".backup-")] == []
