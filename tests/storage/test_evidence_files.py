"""A payload file is whole or absent, private, never overwritten, and orphans are found."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import DatabaseDamagedError
from storage.evidence_files import (
    orphans,
    payload_name,
    read_payload,
    remove_orphans,
    remove_payload,
    write_payload,
)

NAME = payload_name("0123456789abcdef")
OTHER = payload_name("fedcba9876543210")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def test_what_is_written_is_read(folder: Path) -> None:
    content = os.urandom(100_000)
    write_payload(folder, NAME, content)
    assert read_payload(folder, NAME) == content
    assert [p.name for p in folder.iterdir()] == [NAME]
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_overwritten(folder: Path) -> None:
    write_payload(folder, NAME, b"first")
    with pytest.raises(FileExistsError):
        write_payload(folder, NAME, b"second")
    assert read_payload(folder, NAME) == b"first"


def test_removing_is_repeatable_and_a_missing_file_is_named(folder: Path) -> None:
    remove_payload(folder, NAME)
    write_payload(folder, NAME, b"content")
    remove_payload(folder, NAME)
    remove_payload(folder, NAME)
    with pytest.raises(DatabaseDamagedError) as caught:
        read_payload(folder, NAME)
    assert NAME not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "../people.sqlite3",
        "/etc/passwd",
        "short.payload",
        "0123456789abcdef",
        "0123456789abcdef.payload\n",
        "",
    ],
)
def test_other_names_are_refused(folder: Path, name: str) -> None:
    for use in (lambda: write_payload(folder, name, b""), lambda: read_payload(folder, name)):
        with pytest.raises(ValueError, match="payload"):
            use()
    with pytest.raises(ValueError, match="payload"):
        remove_payload(folder, name)
    assert not folder.exists()


def test_orphans_are_found_and_removed(folder: Path) -> None:
    assert orphans(folder, set()) == []
    write_payload(folder, NAME, b"known")
    write_payload(folder, OTHER, b"orphan")
    (folder / "README").write_text("not ours")
    assert orphans(folder, {NAME}) == [OTHER]
    assert remove_orphans(folder, {NAME}) == 1
    assert sorted(p.name for p in folder.iterdir()) == [NAME, "README"]


CHILD = """
import sys
from pathlib import Path
from storage import crash_points
from storage.evidence_files import write_payload
crash_points.arm(sys.argv[3])
write_payload(Path(sys.argv[1]), sys.argv[2], b"whole" * 1000)
"""


@pytest.mark.parametrize(
    ("crash_point", "whole"), [("evidence.before_rename", False), ("evidence.written", True)]
)
def test_after_a_crash_a_file_is_whole_or_absent(folder: Path, crash_point: str, whole: bool) -> None:
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", CHILD, folder, NAME, crash_point], cwd=root, check=False)
    assert killed.returncode == -9
    assert (folder / NAME).exists() is whole
    assert len(orphans(folder, {NAME})) == (0 if whole else 1)
    if not whole:
        write_payload(folder, NAME, b"whole" * 1000)
    assert read_payload(folder, NAME) == b"whole" * 1000
    assert orphans(folder, {NAME}) == []


def test_a_failed_write_leaves_nothing(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{NAME}.unfinished").symlink_to(folder / "no-such-folder" / "target")
    with pytest.raises(FileNotFoundError):
        write_payload(folder, NAME, b"content")
    assert list(folder.iterdir()) == []
