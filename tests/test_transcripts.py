"""Whole conversations, word for word. After an intended change: `make transcripts`, and read what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.packs import SHIPPED_PACKS
from tests.script import FOLDER, ScriptError, play, read_script, transcripts

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


async def test_somebody_who_should_hear_nothing_any_more_does_not(tmp_path: Path) -> None:
    quiet = f"{HEAD}\n-- vanaf hier krijgt Gerda niets meer --\n"
    await play(read_script(f"{quiet}\nSanne: /menu\n"), tmp_path / "quiet")
    told = f"{quiet}\nSanne: /nood\nSanne: [Laat iemand mij bellen]\n"
    with pytest.raises(ScriptError):
        await play(read_script(told), tmp_path / "told")
    with pytest.raises(ScriptError):
        await play(read_script(f"{HEAD}\n-- vanaf hier krijgt Niemand niets meer --\n"), tmp_path / "nobody")


def test_a_burgemeester_who_reports_is_not_the_officer() -> None:
    cast = read_script(
        "Een proefje\n\n- Ben Test, burgemeester, als melder\n- Lia Test, burgemeester\n---\n"
    ).cast
    assert [(m.character.office, m.character.role) for m in cast] == [
        ("burgemeester", ""),
        ("", "burgemeester"),
    ]


def test_every_promised_conversation_is_there() -> None:
    assert len(transcripts()) >= 29


WHOLE_CASE = (
    "eerst een vraag]",  # a proposal is questioned,
    "[Ja, dit mag]",  # agreed to,
    "[Nee]\n",  # and another refused
    "[Dit is uitgevoerd]",
    "[Politie]",
    "Nieuws van politie of OM",
    "[Nieuwe schade]",
    "[Het gesprek is geweest]",
    "[Ja, dat klopt]",
    "[Vraag het de melder]",
    "is afgerond.",
    "-- wie kan lezen? --",
)


@pytest.mark.parametrize("pack", SHIPPED_PACKS)
def test_each_pack_has_a_whole_case_and_six_weeks_of_aftercare(pack: str) -> None:
    written = (FOLDER / f"zaak-{pack}.txt").read_text(encoding="utf-8")
    assert read_script(written).pack == pack
    assert [step for step in WHOLE_CASE if step not in written] == []
    care = (FOLDER / f"nazorg-{pack}.txt").read_text(encoding="utf-8")
    assert read_script(care).pack == pack
    assert "Het is nu een paar weken verder." in care


@pytest.mark.parametrize(
    ("said", "at_least"),
    [
        ("SPOED: nieuwe melding", 2),
        ("neemt waar voor een collega", 1),
        ("trok zich terug", 1),
        ("is overgenomen", 1),
        ("is weer geopend", 1),
        ("[Ja, intrekken]", 1),
    ],
)
def test_what_one_pack_shows_for_all(said: str, at_least: int) -> None:
    cases = [(FOLDER / f"zaak-{pack}.txt").read_text(encoding="utf-8") for pack in SHIPPED_PACKS]
    assert sum(said in written for written in cases) >= at_least


@pytest.mark.parametrize("said", ["nachtmerries", "twee keer geen reactie", "blokkeert de bot", "[Later]"])
def test_what_one_aftercare_shows_for_all(said: str) -> None:
    assert any(said in (FOLDER / f"nazorg-{pack}.txt").read_text(encoding="utf-8") for pack in SHIPPED_PACKS)
