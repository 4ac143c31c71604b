"""Files that people send are bytes: nothing that runs the bot could parse a picture or unpack an archive.

The one archive that is ever read is a backup of our own, and that only once it was opened with the recovery identity.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
READERS = {"bz2", "gzip", "lzma", "magic", "PIL", "pypdf", "tarfile", "wave", "xml", "zipfile"}
DOES = {
    "storage/backup_archive.py": {"tarfile"},
    "bot/dossier/files.py": {"gzip"},  # compresses the page's own files on their way out
}


def test_no_module_reads_into_a_file() -> None:
    found = {
        str(path.relative_to(ROOT)): used
        for folder in ("bot", "conversations", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if (used := READERS.intersection(_imported(path)))
    }
    assert found == DOES


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
