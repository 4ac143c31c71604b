"""Owns a dossier as one PDF/A-3 file to take along: the facts in order, what an aangifte needs, evidence and hashes.

Must not open or check anything: it is given what was opened (bot.dossier_folder.files). Needs the extra `pdf`; the bot
itself never imports this package. Nothing that a person wrote is ever markup, and nothing is written to disk here.
"""

from __future__ import annotations

from bot.dossier_pdf.document import Wishes, make_pdf
from bot.dossier_pdf.protocol import protocol_of

__all__ = ["Wishes", "make_pdf", "protocol_of"]
