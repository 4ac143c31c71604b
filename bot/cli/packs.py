"""Owns ``ruggensteun pack``: checking a protocol pack before it is used, and showing what one says.

Must not know what a pack's settings are for; the rules are in `conversations.packs.pack`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.support import CliError, LanguageOption, label, say, text
from conversations.packs.pack import Pack, parse_pack, text_keys
from conversations.texts import LANGUAGES, load_catalogue

pack_app = typer.Typer(no_args_is_help=True, help="Check and show protocol packs.")


@pack_app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The pack file.")],
    language: LanguageOption = None,
) -> None:
    """Check a pack file: every mistake with its line, and every id that has no wording yet."""
    pack = _pack(str(file))
    missing = sorted(
        f"{key} ({code})"
        for key in text_keys(pack)
        for code in LANGUAGES
        if not load_catalogue().has(key, code)
    )
    if missing:
        raise CliError("cli-error-pack-texts", pack=pack.id, keys=", ".join(missing))
    say("cli-pack-fine", pack=pack.id, version=pack.version, name=pack.name)


@pack_app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A shipped pack, or the path of a pack file.")],
    language: LanguageOption = None,
) -> None:
    """Show what a pack says: who receives whose report, the numbers, the clocks, behaviour and measures."""
    pack = _pack(name)
    print(f"{pack.name} ({pack.id}, {pack.version})")
    say("cli-pack-sources", sources="; ".join(pack.sources))
    for office, rules in pack.offices.items():
        print(f"\n{label(f'office-{office}', office)} ({office})")
        _line("cli-pack-handlers", _labels("role", rules.handlers))
        _line("cli-pack-deputies", _labels("role", _deputies(pack, rules.handlers)))
        _line("cli-pack-informed", _labels("role", rules.informed))
        _line("cli-pack-informed-on-violence", _labels("role", rules.informed_on_violence))
    print()
    _line("cli-pack-roles", ", ".join(pack.roles))
    _line("cli-pack-behaviours", _labels("behaviour", (b.id for b in pack.behaviours)))
    _line("cli-pack-measures", _labels("measure", (m.id for m in pack.measures)))
    clocks = pack.clocks
    say(
        "cli-pack-clocks",
        minutes=clocks.receipt_urgent_minutes,
        hours=clocks.receipt_working_hours,
        days=clocks.silence_working_days,
    )
    for number in ("emergency", "police", "support_team", "crisis", "crisis_free"):
        wording = label(f"number-{number.replace('_', '-')}", number)
        print(f"{wording}: {getattr(pack.numbers, number)}")


def _pack(name: str) -> Pack:
    """The pack of this name or path. Raises ConfigError, PackError."""
    from bot.packs import pack_source

    source, file_name = pack_source(name)
    return parse_pack(source, file_name=file_name)


def _deputies(pack: Pack, handlers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(deputy for role in handlers for deputy in pack.roles[role].deputies))


def _labels(prefix: str, ids: Iterable[str]) -> str:
    return ", ".join(label(f"{prefix}-{name}", name) for name in ids)


def _line(key: str, items: str) -> None:
    print(f"{text(key)}: {items or text('cli-nobody')}")
