"""From text keys and arguments to the words that a person reads.

Owns how arguments become words: a name that ends in `_at` is an ISO time in UTC and becomes a local date and time,
`_key` is the key of another text, `_keys` is a list of them. Knows no conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list

from conversations.texts import Catalogue

Args = Mapping[str, str | int]


def _inside_a_sentence(label: str, language: str) -> str:
    """A label that begins with a capital as it stands in the middle of a sentence; OM and GS stay as they are, and in
    English I and King's Commissioner too."""
    title = language == "en" and (label.startswith(("I ", "I'")) or not label[1:].islower())
    return label if title or label[1:2].isupper() else label[:1].lower() + label[1:]


@lru_cache(maxsize=512)
def _date_in_words(day: date, pattern: str, language: str) -> str:
    return str(format_date(day, pattern, locale=language))


@lru_cache(maxsize=512)
def _time_in_words(at: time, language: str) -> str:
    pattern = "H.mm 'uur'" if language == "nl" else "HH:mm"
    return str(format_time(at, pattern, locale=language))


class Words:
    """The catalogue in one language and one time zone."""

    def __init__(self, catalogue: Catalogue, language: str, time_zone: ZoneInfo) -> None:
        self._catalogue = catalogue
        self.language = language
        self._time_zone = time_zone

    def text(self, key: str, args: Args | None = None) -> str:
        """The text with its arguments in words. Raises TextError when the catalogue cannot do it."""
        return self._catalogue.format(key, self.language, self._in_words(args or {}))

    def texts(self, keys: Iterable[str], args: Args) -> list[str]:
        """Several texts with the same arguments, which are put into words once. Raises TextError."""
        words = self._in_words(args)
        return [self._catalogue.format(key, self.language, words) for key in keys]

    def has(self, key: str) -> bool:
        """Whether this text exists."""
        return self._catalogue.has(key, self.language)

    def joined(self, keys: Sequence[str], args: Args | None = None) -> str:
        """Several texts under each other, with a blank line in between."""
        return "\n\n".join(self.texts(keys, args or {}))

    def listed(self, items: Sequence[str]) -> str:
        """Several words as a list: "a, b en c"."""
        return format_list(list(items), locale=self.language) if items else ""

    def labels(self, keys: str) -> str:
        """A comma-separated list of text keys as a list in words: "Mij, mijn familie en medewerkers"."""
        first, *others = [self.text(key) for key in keys.split(",") if key] or [""]
        inside = [_inside_a_sentence(label, self.language) for label in others]
        return self.listed([first, *inside]) if first else ""

    def date(self, at: datetime) -> str:
        """A date such as "zaterdag 21 november"."""
        local = at.astimezone(self._time_zone)
        return _date_in_words(local.date(), "EEEE d MMMM", self.language)

    def day(self, at: datetime) -> str:
        """A short date such as "21 nov. 2026", for a button."""
        local = at.astimezone(self._time_zone)
        return _date_in_words(local.date(), "d MMM yyyy", self.language)

    def time(self, at: datetime) -> str:
        """A time such as "20.05 uur" or "20:05"."""
        local = at.astimezone(self._time_zone)
        return _time_in_words(time(local.hour, local.minute), self.language)

    def moment(self, at: datetime) -> str:
        """A date and time in words."""
        return self.text("date-and-time", {"date": self.date(at), "time": self.time(at)})

    def _in_words(self, args: Args) -> dict[str, str | int]:
        words: dict[str, str | int] = {}
        for name, value in args.items():
            if name.endswith("_at"):
                words[name.replace("_", "-")] = self.moment(datetime.fromisoformat(str(value)))
            elif name.endswith("_on"):
                words[name.replace("_", "-")] = self.date(datetime.fromisoformat(str(value)))
            elif name.endswith("_day"):
                words[name.replace("_", "-")] = self.day(datetime.fromisoformat(str(value)))
            elif name.endswith("_key"):
                words[name.replace("_", "-")] = self.text(str(value))
            elif name.endswith("_keys"):
                words[name.replace("_", "-")] = self.labels(str(value))
            else:
                words[name.replace("_", "-")] = value
        return words
