"""Where harnesses keep their databases: in memory when the machine can, because most do not test the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")


@contextlib.contextmanager
def in_memory_folder(otherwise: Path) -> Iterator[Path]:
    """A fresh folder without a disk under it, or one in `otherwise`; removed at the end."""
    parent = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else otherwise
    folder = Path(tempfile.mkdtemp(prefix="ruggensteun-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
