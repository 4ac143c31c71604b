"""Owns how a time is written in a dossier on paper: with its year, to the minute, in the organisation's time zone.

Must not know what happened at that time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.cli.support import language
from bot.dossier_folder.text import ZONE, clipped, incident_words

_FORMS = {"nl": "%d-%m-%Y, %H.%M uur", "en": "%d-%m-%Y, %H:%M"}


def stamp(given: object) -> str:
    """A time of a document; what is no time is shown as it stands there, and nothing as nothing."""
    if not given:
        return ""
    try:
        return datetime.fromisoformat(str(given)).astimezone(ZONE).strftime(_FORMS[language()])
    except (ValueError, OverflowError):
        return clipped(given)


def incident_stamp(incident: dict[str, Any]) -> str:
    """When it happened, as exactly as the reporter said, with the year."""
    year = str(incident.get("local") or "")[:4]
    words = incident_words(incident)
    return f"{words} ({year})" if year.isdecimal() and year not in words else words
