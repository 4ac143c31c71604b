"""Transcripts: whole conversations as scripts that people can read, played on the stage and written down again.

Owns the form of a transcript. What stands at the left margin is what people do and how time passes; what is indented
is what the bot did, and is written by `make transcripts`. Must not know what any text means.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_month_names

from bot.demo.world import Character
from conversations.casework.conversation import Case
from storage.people import PersonKind
from tests.phones import Message, News, What
from tests.stage import START, Stage, open_stage

FOLDER = Path(__file__).parent / "transcripts"
ZONE = ZoneInfo("Europe/Amsterdam")

_UNITS = {"minuten": "minutes", "minuut": "minutes", "uur": "hours", "dagen": "days", "dag": "days"}
_UNITS |= {"weken": "weeks", "week": "weeks"}
_NUMBERS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "tien": 10}
_MONTHS = {calendar: number for number, calendar in get_month_names("wide", locale="nl").items()}
_OFFICES = ("raadslid", "commissielid", "wethouder", "burgemeester", "statenlid", "gedeputeerde", "cdk")
_KINDS = {"bestand": "document", "foto": "photo", "spraakbericht": "voice", "video": "video"}
_OTHER = {"locatie": "location", "sticker": "sticker", "contact": "contact", "peiling": "poll"}
_PARTS = {
    "report": "melding",
    "supplement": "aanvulling",
    "message": "bericht",
    "note": "notitie",
    "damage": "schade",
    "ledger": "wat is afgesproken",
    "check-in-first": "antwoorden van de eerste keer",
    "check-in-second": "antwoorden van de tweede keer",
    "check-in-third": "antwoorden van de derde keer",
    "check-in-extra": "antwoorden van een keer extra",
    **{kind: name for name, kind in _KINDS.items()},
}
_REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{2}")


class ScriptError(Exception):
    """A line of a transcript cannot be played."""


@dataclass(frozen=True, kw_only=True)
class CastMember:
    """Somebody in the cast; those who `wait` are not enrolled when the script begins."""

    character: Character
    waits: bool = False


@dataclass
class Secrets:
    """What may be found nowhere afterwards: what people typed, sent, are called, and are known by."""

    texts: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    telegram_ids: list[int] = field(default_factory=list)


def character_of(name: str, part: str, language: str = "nl", *, reports: bool = False) -> Character:
    """Somebody with this office or role; a burgemeester in the cast is the officer, unless they report."""
    reporter = part in _OFFICES and (reports or part not in ("burgemeester", "cdk"))
    informed = part.endswith(("burgemeester", "cdk"))
    kind = PersonKind.INFORMED_OFFICER if informed else PersonKind.CASE_HANDLER
    kind = PersonKind.REGISTRAR if part.startswith("regisseur") else kind
    return Character(
        name=name,
        first_name=name.split()[0],
        kind=PersonKind.REPORTER if reporter else kind,
        office=part if reporter else "",
        role="" if reporter else part,
        language=language,
    )


def _cast_member(line: str) -> CastMember:
    name, part, *more = (p.strip() for p in line.split(","))
    language = "en" if "Engels" in more else "nl"
    character = character_of(name, part, language, reports="als melder" in more)
    return CastMember(character=character, waits="nog niet aangemeld" in more)


@dataclass(frozen=True, kw_only=True)
class Script:
    """A transcript as it was read: its head, who takes part, and the lines that people do."""

    head: tuple[str, ...]
    pack: str
    start: datetime
    cast: tuple[CastMember, ...]
    lines: tuple[str, ...]


def read_script(text: str) -> Script:
    """Read a transcript; what the bot did is left out. Raises ScriptError."""
    head_text, separator, body = text.partition("\n---\n")
    if not separator:
        raise ScriptError("a transcript has a head, a line with ---, and a body")
    head = tuple(head_text.strip("\n").split("\n"))
    settings = dict(h.split(": ", 1) for h in head if h.startswith(("Pakket: ", "Begin: ")))
    people = [_cast_member(h.removeprefix("- ")) for h in head if h.startswith("- ")]
    lines = tuple(line for line in body.split("\n") if line.strip() and not line.startswith(" "))
    start = _moment(settings["Begin"], START) if "Begin" in settings else START
    return Script(
        head=head,
        pack=settings.get("Pakket", "maassluis"),
        start=start,
        cast=tuple(people),
        lines=lines,
    )


def _moment(words: str, after: datetime) -> datetime:
    """`zaterdag 21 november 20.15 uur` as the first such moment in or after the year of `after`."""
    found = re.fullmatch(r"(?:\w+ )?(\d+) (\w+)(?: (\d{4}))? (\d+)\.(\d\d) uur", words)
    if found is None or found[2] not in _MONTHS:
        raise ScriptError(f"this is no moment: {words}")
    day, month = int(found[1]), _MONTHS[found[2]]
    year = int(found[3]) if found[3] else after.astimezone(ZONE).year
    local = datetime(year, month, day, int(found[4]), int(found[5]), tzinfo=ZONE)
    if not found[3] and local < after:
        local = local.replace(year=year + 1)
    return local.astimezone(UTC)


def _span(number: str, unit: str) -> timedelta:
    amount = _NUMBERS.get(number) or int(number)
    return timedelta(**{_UNITS[unit]: amount})


class Performance:
    """One script being played: does what a line says, and writes down what the bot did."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.secrets = Secrets()
        self._references: dict[str, str] = {}
        self._heard: set[str] = set()
        self._hushed: set[str] = set()
        self._moves: tuple[tuple[re.Pattern[str], Callable[..., Awaitable[list[str] | None]]], ...] = tuple(
            (re.compile(pattern, re.DOTALL), move)
            for pattern, move in (
                (r"-- het is nu (.+) --", self._now_it_is),
                (r"-- (\w+) (\w+) later --", self._later),
                (r"-- de bot wordt opnieuw gestart --", self._restart),
                (r"-- de bot ligt (\w+) (\w+) stil --", self._down),
                (r"-- Telegram bezorgt het laatste nog een keer --", self.stage.repeats_last_update),
                (r"-- wie kan lezen\? --", self._who_can_read),
                (r"-- (\w+) heeft niets gekregen --", self._heard_nothing),
                (r"-- vanaf hier krijgt (\w+) niets meer --", self._hears_no_more),
                (r'(\w+): \[(.+)\](?: onder "(.+)")?( \(twee keer\))?', self._tap),
                (r"(\w+): (.+)", self._say),
                (r"(\w+) stuurt door van (.+?): (.+)", self._forward),
                (r"(\w+) stuurt een album: (.+)", self._album),
                (r"(\w+) stuurt een (\w+)", self._other),
                (r'(\w+) stuurt (\S+) als (\w+)(?: van (\d+) MB)?(?:, met "(.+)")?', self._file),
                (r'(\w+) wijzigt "?(.+?)"? in "(.+)"', self._edit),
                (r"(\w+) zegt in een groep: (.+)", self._group),
                (r"(\w+) blokkeert de bot", lambda name: self.stage.blocks(name)),
                (r"(\w+) laat de bot weer toe", lambda name: self.stage.blocks(name, blocked=False)),
                (r"(.+) wordt uitgenodigd als (\S+)", self._invite),
                (r"(\w+) opent de uitnodiging(?: van (\w+))?", self._open_invitation),
            )
        )

    async def plays(self, line: str) -> list[str]:
        """Do what the line says; what the bot did, ready to be written down. Raises ScriptError."""
        if line.startswith("#"):
            return []
        for pattern, move in self._moves:
            found = pattern.fullmatch(line)
            if found:
                told = await move(*found.groups())
                return [*(told or []), *self._written(timed=line.startswith("--"))]
        raise ScriptError(f"nobody knows how to play: {line}")

    # ---- time ---------------------------------------------------------------------------------------------------

    async def _now_it_is(self, words: str) -> None:
        span = _moment(words, self.stage.clock.now()) - self.stage.clock.now()
        await self.stage.clock_moves(seconds=span.total_seconds())

    async def _later(self, number: str, unit: str) -> None:
        await self.stage.clock_moves(seconds=_span(number, unit).total_seconds())

    async def _down(self, number: str, unit: str) -> None:
        await self.stage.clock_moves(asleep=True, seconds=_span(number, unit).total_seconds())

    async def _restart(self) -> None:
        await self.stage.restarts()

    # ---- people -------------------------------------------------------------------------------------------------

    async def _tap(self, name: str, label: str, under: str | None, twice: str | None) -> None:
        real = self._real(label)
        await self.stage.taps(name, real, under=self._real(under or ""), times=2 if twice else 1)

    def _real(self, text: str) -> str:
        """The text with the references that the bot gave in place of R-1, R-2, ..."""
        by_number = {number: reference for reference, number in self._references.items()}
        return re.sub(r"R-\d+", lambda found: by_number.get(found[0], found[0]), text)

    async def _say(self, name: str, text: str) -> None:
        if not text.startswith("/"):
            self.secrets.texts.append(text)
        await self.stage.says(name, text.replace(" ⏎ ", "\n"))

    async def _forward(self, name: str, origin: str, text: str) -> None:
        self.secrets.texts += [text, origin]
        await self.stage.says(name, text, forwarded_from=origin)

    async def _group(self, name: str, text: str) -> None:
        self.secrets.texts.append(text)
        await self.stage.says_in_group(name, text)

    async def _file(
        self, name: str, file_name: str, kind: str, megabytes: str | None, caption: str | None
    ) -> None:
        size = int(megabytes) * 1024 * 1024 if megabytes else None
        self.secrets.texts += [file_name, *([caption] if caption else [])]
        await self.stage.sends_file(
            name,
            file_name,
            self._content(file_name),
            kind=_KINDS[kind],
            caption=caption or "",
            size_bytes=size,
        )

    async def _album(self, name: str, file_names: str) -> None:
        album_id = hashlib.sha256(file_names.encode()).hexdigest()[:12]
        for file_name in file_names.split(", "):
            content = self._content(file_name)
            await self.stage.sends_file(name, file_name, content, kind="photo", album_id=album_id)
        await self.stage.settles()

    def _content(self, file_name: str) -> bytes:
        marker = f"De inhoud van het bestand {file_name}, die nergens leesbaar mag zijn. ".encode()
        content = marker * 3 + hashlib.sha256(marker).digest() * 20
        self.secrets.files.append(marker)
        return content

    async def _other(self, name: str, what: str) -> None:
        await self.stage.sends_other(name, _OTHER[what])

    async def _edit(self, name: str, before: str, after: str) -> None:
        chat = self.stage.phones.chat(self.stage.meets(name).telegram_id)
        mine = [m for m in chat.messages.values() if not m.by_bot and m.label.startswith(before)]
        if not mine:
            raise ScriptError(f"{name} never sent this: {before}")
        self.secrets.texts.append(after)
        await self.stage.edits(name, mine[-1].message_id, after)

    async def _invite(self, name: str, part: str) -> None:
        await self.stage.invites(character_of(name, part))

    async def _open_invitation(self, name: str, owner: str | None) -> None:
        await self.stage.says(name, f"/start {self.stage.actors[owner or name].token}")

    # ---- looking ------------------------------------------------------------------------------------------------

    async def _heard_nothing(self, name: str) -> None:
        if name in self._heard:
            raise ScriptError(f"{name} did hear something")

    async def _hears_no_more(self, name: str) -> None:
        if name not in self.stage.actors:
            raise ScriptError(f"nobody is called {name}")
        self._hushed.add(name)

    async def _who_can_read(self) -> list[str]:
        """Open everything that was sealed with everybody's identity, and tell who could; what is alike on one line."""
        found = [line for case in await self.stage.cases() for line in await self._readers(case)]
        return [f"{line} ({times} keer)" if times > 1 else line for line, times in Counter(found).items()]

    async def _readers(self, case: Case) -> list[str]:
        identities = {**self.stage.world.identities, "de herstelsleutel": self.stage.world.recovery}
        lines = []
        for envelope in await self.stage.envelopes(case.case_id):
            who = [name for name, identity in identities.items() if self.stage.opened(envelope, identity)]
            opened = self.stage.opened(envelope, self.stage.world.recovery)
            assert opened is not None
            attributes = opened.header.attributes
            part = attributes.get("file_name", "") or attributes.get("kind", "") or envelope.part
            lines.append(
                f"    {self._normalised(case.reference)}, {_PARTS.get(part, part)}: {', '.join(who)}"
            )
        return lines

    # ---- writing down -------------------------------------------------------------------------------------------

    def _written(self, *, timed: bool) -> list[str]:
        lines: list[str] = []
        for news in self.stage.hears():
            name = self._name(news.chat_id)
            self._heard.add(name)
            if name in self._hushed:
                raise ScriptError(f"{name} should hear nothing any more")
            when = ", " + format_datetime(news.at.astimezone(ZONE), "EEEE d MMMM H.mm 'uur'", locale="nl")
            lines += self._told(news, name, when if timed else "")
        return [f"    {self._normalised(line)}".rstrip() for line in lines]

    def _name(self, chat_id: int) -> str:
        names = {a.telegram_id: a.name for a in self.stage.actors.values()}
        return names.get(chat_id) or f"de groep van {names[-chat_id]}"

    def _told(self, news: News, name: str, when: str) -> list[str]:
        if news.what is What.TOAST:
            kind = "een melding" if news.alert else "even"
            return [f"Bot toont {name} {kind}{when}: {' / '.join(news.text.splitlines())}"]
        if news.what is What.WIPED:
            return [f"Bot wist bij {name} {news.wiped} berichten{when}."]
        if news.what is What.LEFT:
            return [f"Bot verlaat {name}{when}."]
        assert news.message is not None
        if news.what is What.REVISED:
            assert news.before is not None
            old = _shown(news.before)
            return [
                f"Bot wijzigt bij {name}{when}:",
                *(f"  {s}" for s in _shown(news.message) if s not in old),
            ]
        how = ", zonder geluid" if news.message.silent else ""
        if news.message.reply_to is not None:
            answered = self.stage.phones.chat(news.chat_id).messages.get(news.message.reply_to)
            how += f", bij {answered.label if answered else 'een bericht dat er niet meer is'}"
        return [f"Bot aan {name}{how}{when}:", *(f"  {s}" for s in _shown(news.message))]

    def _normalised(self, text: str) -> str:
        def number(found: re.Match[str]) -> str:
            return self._references.setdefault(found[0], f"R-{len(self._references) + 1}")

        return _REFERENCE.sub(number, text)


def _shown(message: Message) -> list[str]:
    rows = [" ".join(f"[{button.label}]" for button in row) for row in message.keyboard]
    return [*message.text.splitlines(), *rows]


async def play(
    script: Script, folder: Path, *, inspect: Callable[[Performance], Awaitable[None]] | None = None
) -> str:
    """Play a script in this folder; the transcript as it should stand. `inspect` sees the stage at the end.

    Raises ScriptError when a line cannot be played, when a message of the bot could not be sent, and when a button
    was left spinning.
    """
    enrolled = [m.character for m in script.cast if not m.waits]
    roles = [m.character.role for m in script.cast if m.character.role]
    async with open_stage(folder, *enrolled, start=script.start, pack=script.pack, roles=roles) as stage:
        for member in script.cast:
            if member.waits:
                stage.meets(member.character.first_name, member.character.language)
        performance = Performance(stage)
        written = [*script.head, "---"]
        for line in script.lines:
            try:
                told = await performance.plays(line)
            except (LookupError, ScriptError) as error:
                raise ScriptError(f"at “{line}”: {error}") from error
            written += ["", line, *told] if not line.startswith("#") else ["", line]
            for message, failure in stage.parts.postman.failed:
                unsent = f"{message.body.get('texts')}: {failure}"
                raise ScriptError(f"at “{line}”, not sent: {unsent}") from failure
        if stage.phones.unanswered:
            raise ScriptError("a button was left spinning")
        _collect(performance, script)
        if inspect is not None:
            await inspect(performance)
        return "\n".join(written) + "\n"


def _collect(performance: Performance, script: Script) -> None:
    secrets, stage = performance.secrets, performance.stage
    secrets.names += [m.character.name for m in script.cast]
    secrets.tokens += [actor.token for actor in stage.actors.values() if actor.token]
    secrets.telegram_ids += [actor.telegram_id for actor in stage.actors.values()]


def transcripts() -> list[Path]:
    """Every transcript."""
    return sorted(FOLDER.glob("*.txt"))
