"""Protocol packs: what one is, how it is read and checked, and whom it routes to; the shipped ones as TOML files here.

This module owns their names and the only reading of shipped pack data. It must not know what is in them.
"""

from __future__ import annotations

from importlib.resources import files

SHIPPED_PACKS = ("standaard", "assen", "maassluis", "provincie-utrecht")


def pack_text(name: str) -> str:
    """The text of a shipped pack. Raises KeyError when there is no pack of that name."""
    if name not in SHIPPED_PACKS:
        raise KeyError(name)
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
