"""Whole conversations, word for word. After an intended change: `make transcripts`, and read what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.script import ScriptError, play, read_script, transcripts

HEAD = "Een proefje\n\n- Sanne Proef, raadslid\n- Gerda Test-de Vries, griffier\n---\n"


@pytest.mark.parametrize(
    "written", [pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in transcripts()]
)
async def test_the_conversation_goes_as_written(written: str, tmp_path: Path) -> None:
    assert await play(read_script(written), tmp_path) == written


async def test_a_changed_word_of_the_bot_is_noticed(tmp_path: Path) -> None:
    script = f"{HEAD}\nSanne: /melden\n    Bot aan Sanne:\n      Iets heel anders.\n"
    assert await play(read_script(script), tmp_path) != script


@pytest.mark.parametrize(
    "line", ["Sanne: [Deze knop is er niet]", "Sanne doet iets vreemds", "-- Sanne heeft niets gekregen --"]
)
async def test_what_cannot_be_played_fails(line: str, tmp_path: Path) -> None:
    with pytest.raises(ScriptError):
        await play(read_script(f"{HEAD}\nSanne: /melden\n\n{line}\n"), tmp_path)


def test_every_promised_conversation_is_there() -> None:
    assert len(transcripts()) >= 15
