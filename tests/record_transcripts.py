"""Writes down anew what the bot does in every transcript; look at the difference before it is committed.

Owns nothing but the writing: `python -m tests.record_transcripts`, with names of transcripts to do only those.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.script import ScriptError, play, read_script, transcripts


def _record(path: Path) -> bool:
    before = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        after = asyncio.run(play(read_script(before), Path(folder)))
    path.write_text(after, encoding="utf-8")
    return before != after


def main(names: list[str]) -> None:
    """Record all transcripts, or those whose file names (without .txt) are given."""
    for path in transcripts():
        if not names or path.stem in names:
            try:
                changed = _record(path)
            except ScriptError as error:
                sys.exit(f"{path.name}: {error}")
            print(f"{'changed ' if changed else 'the same'} {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
