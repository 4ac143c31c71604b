"""Which protocol pack is in force, and every version that a case was opened under.

Owns reading pack files and keeping each version that was ever used; a case keeps the version it was opened under. Must
not know what is in a pack.
"""

from __future__ import annotations

from pathlib import Path

from bot.config import Config, ConfigError
from conversations.packs import SHIPPED_PACKS, pack_text
from conversations.packs.model import Pack
from conversations.packs.pack import parse_pack


def pack_source(name: str) -> tuple[str, str]:
    """The text of a pack and the name to use in messages: a shipped one, or a file. Raises ConfigError."""
    if name in SHIPPED_PACKS:
        return pack_text(name), f"{name}.toml"
    path = Path(name)
    try:
        return path.read_text(encoding="utf-8"), path.name
    except (OSError, UnicodeDecodeError):
        shipped = ", ".join(SHIPPED_PACKS)
        raise ConfigError("config-pack-unreadable", name=name, shipped=shipped) from None


def load_pack(config: Config) -> Pack:
    """The pack in force. Raises ConfigError, PackError."""
    text, file_name = pack_source(config.organisation.pack)
    return parse_pack(text, file_name=file_name)


def installed_packs(config: Config, current: Pack) -> dict[tuple[str, int], Pack]:
    """Every pack version that was ever in force, the current one kept for later.

    Raises ConfigError when a pack was changed without a new version number, and PackError for a damaged copy.
    """
    folder = config.packs_folder
    text, _ = pack_source(config.organisation.pack)
    kept = folder / f"{current.id}-{current.version}.toml"
    if not kept.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    elif parse_pack(kept.read_text(encoding="utf-8"), file_name=kept.name) != current:
        raise ConfigError("config-pack-changed", pack=current.id, version=current.version)
    packs = (
        parse_pack(p.read_text(encoding="utf-8"), file_name=p.name) for p in sorted(folder.glob("*.toml"))
    )
    return {(pack.id, pack.version): pack for pack in packs}
