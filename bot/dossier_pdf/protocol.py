"""Owns which protocol pack belongs to an opened dossier: the one that every envelope names, in that version.

Must not know what is in a pack.
"""

from __future__ import annotations

from bot.cli.support import CliError
from bot.dossier_folder.files import Dossier
from bot.packs import pack_source
from conversations.packs import SHIPPED_PACKS
from conversations.packs.model import Pack
from conversations.packs.pack import parse_pack


def protocol_of(dossier: Dossier, chosen: str | None) -> Pack | None:
    """The pack of the case: `chosen`, a shipped one or a file, else the shipped one of that name.

       None when this computer does not have that version.
    Raises CliError when `chosen` is another pack than the case has, ConfigError, PackError.
    """
    named = {(p.header.pack, p.header.pack_version) for p, _ in dossier.documents}
    for name in (chosen,) if chosen is not None else {pack for pack, _ in named} & set(SHIPPED_PACKS):
        text, file_name = pack_source(name)
        pack = parse_pack(text, file_name=file_name)
        if (pack.id, str(pack.version)) in named:
            return pack
    if chosen is not None:
        raise CliError("cli-error-pdf-pack")
    return None
