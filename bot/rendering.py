"""From an outbox message to the text and buttons that leave: words are looked up at the moment of sending.

Owns reading what a message needs (person, snapshot, case) and splitting what is too long for one message. Must not
know how a message is sent, and keeps nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.dossier.links import DossierLinks
from bot.effects.care import aftercare_of, tally
from bot.effects.lookups import open_cases_of, register_of, stand_ins_of
from bot.effects.workplace import setting_of
from bot.gateway import MAX_TEXT_CHARACTERS, InlineButton, Keyboard, RenderedMessage
from bot.readers import unreadable_by
from conversations import administrator, own_data, register, views
from conversations.actions import Action
from conversations.aftercare import close_ones
from conversations.aftercare import overview as care_overview
from conversations.casework.conversation import Case, case_from_json
from conversations.packs.model import Pack
from conversations.shown import Shown
from conversations.snapshot import Snapshot, from_json
from conversations.texts import Catalogue
from conversations.wording import Words
from storage import audit, case_messages, cases, check_ins, people, snapshots
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind

CHECKED = "✓ "
PAIRED_CHARACTERS = 18
"""Two buttons of this length still fit next to each other on a phone that is 320 pixels wide."""

MAX_TOAST_CHARACTERS = 200
"""answerCallbackQuery: 0-200 characters (Bot API)."""


class NobodyToTellError(Exception):
    """The person whom a message was for is not enrolled any more."""


@dataclass(kw_only=True)
class BotName:
    """The bot's own username, without the @; empty until Telegram has told it."""

    username: str = ""


class Rendering:
    """Makes messages out of text keys."""

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        pack: Pack,
        catalogue: Catalogue,
        dossier: DossierLinks | None = None,
        bot_name: BotName | None = None,
        status: Callable[[Words], str] | None = None,
        *,
        audit_heads: bool = False,
    ) -> None:
        self._db, self._fe, self._pack, self._catalogue = db, field_encryption, pack, catalogue
        self._time_zone = ZoneInfo(pack.time_zone)
        self._dossier = dossier
        self._bot_name = bot_name or BotName()
        self._status = status
        self._audit_heads = audit_heads

    async def render(self, message: OutboxMessage) -> RenderedMessage:
        """The message in the person's own language. Raises NobodyToTellError, TextError."""
        return await self._db.read(lambda tx: self.render_in(tx, message))

    def render_in(self, tx: sqlite3.Connection, message: OutboxMessage) -> RenderedMessage:
        """The same, inside a read that is under way."""
        if message.kind is OutboxKind.TOAST and not (message.body["text"] or message.body.get("view")):
            return RenderedMessage(parts=())  # only so that the button stops spinning
        person = people.person_by_id(tx, self._fe, message.person_id)
        if person is None:
            raise NobodyToTellError("this person is not enrolled any more")
        body = message.body
        words = Words(self._catalogue, person.language, self._time_zone)
        args = self._handled(tx, person, self._named(tx, body["args"]))
        body = {**body, "args": args, "buttons": self._labelled(tx, body)}
        view = self._view(tx, person, message.prompt_id, body, words) if body.get("view") else ""
        if message.kind is OutboxKind.TOAST:
            return _toast(body, words, view)
        texts = words.texts(body["texts"], args)
        check = self._check_number(tx, body, words)
        whole = "\n\n".join(text for text in (*texts, view, check) if text)
        return RenderedMessage(
            parts=split_text(whole),
            keyboard=_keyboard(message, body["buttons"], words, self._dossier),
            reply_to=body.get("reply_to"),
            silent=not body.get("push", True),
            protected=not body.get("forwardable", False),
        )

    def _check_number(self, tx: sqlite3.Connection, body: dict[str, Any], words: Words) -> str:
        """Under a notice of a case: the head of the audit log, so that it is known outside the server too."""
        if not self._audit_heads or not body.get("notice_of"):
            return ""
        return words.text("audit-check-number", {"number": audit.chain_head(tx).check_number})

    def _labelled(self, tx: sqlite3.Connection, body: dict[str, Any]) -> list[list[dict[str, Any]]]:
        return [
            [{**b, "label_args": self._named(tx, b["label_args"])} if "label_args" in b else b for b in row]
            for row in body.get("buttons", ())
        ]

    def _named(self, tx: sqlite3.Connection, args: dict[str, Any]) -> dict[str, Any]:
        """The arguments with a colleague's name in place of every person id: `who_person` becomes `who`."""
        named = {}
        for key, value in args.items():
            if key.endswith("_person"):
                found = people.sound_person(tx, self._fe, str(value))
                named[key.removesuffix("_person")] = found.name if found is not None else "?"
            else:
                named[key] = value
        return named

    def _view(
        self, tx: sqlite3.Connection, person: Person, prompt_id: str, body: dict[str, Any], words: Words
    ) -> str:
        name, _, subject = str(body["view"]).partition(":")
        if name == administrator.VIEW:
            return self._status(words) if self._status is not None else words.text("bot-status-unseen")
        stored = snapshots.load_snapshot(tx, self._fe, person.person_id)
        case = self._case(tx, person, subject or str(body["args"].get("case_id", "")))
        shown = Shown(
            snapshot=from_json(stored) if stored is not None else Snapshot(),
            setting=setting_of(
                person, self._pack, roles=people.enrolled_roles(tx, self._fe, besides=person.person_id)
            ),
            words=words,
            args=body["args"],
            case=case,
            cases=self._cases(tx, person, name),
            counts=register_of(tx, self._fe, subject)
            if name == register.VIEW and person.kind == PersonKind.REGISTRAR
            else register.Register(),
            stand_ins=stand_ins_of(tx, self._fe, person.person_id) if name == "cases" else (),
            name=self._reporter_name(tx, case) if name == "contact" else "",
            brought=(case_messages.words_of(tx, self._fe, prompt_id) or "") if name == "words" else "",
            own=self._own(tx, person) if name == own_data.VIEW else own_data.OwnData(),
            care=aftercare_of(tx, self._fe, person.person_id) if name == care_overview.VIEW else (),
            tally=tally(tx, self._fe) if name == care_overview.VIEW else care_overview.CareTally(),
            link=close_ones.link(self._bot_name.username),
            unreadable_by=unreadable_by(tx, self._fe, case) if name == "case" and case is not None else (),
        )
        return views.show(name, shown)

    def _own(self, tx: sqlite3.Connection, person: Person) -> own_data.OwnData:
        """What is kept about this person outside their snapshot."""
        body = snapshots.load_snapshot(tx, self._fe, person.person_id)
        filed = from_json(body).filed if body is not None else ()
        found = (self._case(tx, person, report.case_id) for report in filed)
        known = check_ins.check_ins_of_person(tx, self._fe, person.person_id)
        return own_data.OwnData(
            phone=person.phone,
            cases=[case for case in found if case is not None],
            check_ins=[
                own_data.KnownCheckIn(due_at=c.due_at, reference=c.reference, state=c.state) for c in known
            ],
        )

    def _handled(self, tx: sqlite3.Connection, person: Person, args: dict[str, Any]) -> dict[str, Any]:
        """The arguments with the role of whoever took up the case `handler_of` in place of the pack's first handler."""
        case = self._case(tx, person, str(args.get("handler_of", "")))
        role = case.role_of(case.received_by) if case is not None and case.received_by else ""
        return {**args, "handler_key": f"role-{role}"} if role in self._pack.roles else args

    def _case(self, tx: sqlite3.Connection, person: Person, case_id: str) -> Case | None:
        stored = cases.load_case(tx, self._fe, case_id) if case_id else None
        case = case_from_json(stored.body) if stored is not None else None
        if case is None or person.person_id not in (case.reporter_id, *case.told):
            return None
        return case

    def _cases(self, tx: sqlite3.Connection, person: Person, view: str) -> list[Case]:
        """The person's open cases, as far as this view shows them: of the list only its beginning."""
        if view not in ("cases", "clocks"):
            return []
        limit = views.MOST_CASES if view == "cases" else None
        return list(open_cases_of(tx, self._fe, person.person_id, limit))

    def _reporter_name(self, tx: sqlite3.Connection, case: Case | None) -> str:
        reporter = people.sound_person(tx, self._fe, case.reporter_id) if case is not None else None
        return reporter.name if reporter is not None else ""


def _toast(body: dict[str, Any], words: Words, view: str) -> RenderedMessage:
    text = words.text(body["text"], body["args"]) if body["text"] else ""
    whole = "\n".join(part for part in (text, view) if part)[:MAX_TOAST_CHARACTERS]
    return RenderedMessage(parts=(whole,) if whole else (), alert=bool(body.get("alert")))


def _keyboard(
    message: OutboxMessage, rows: list[list[dict[str, Any]]], words: Words, dossier: DossierLinks | None
) -> Keyboard:
    """The buttons. What one means stays here: its data is the prompt's id and its number in it.

    Buttons that lead to the dossier become links, or are left out where there is no such page.
    """
    keyboard = []
    number = 0
    for row in rows:
        shown = []
        for button in row:
            label = words.text(button["label"], button.get("label_args", {}))
            if button.get("url"):
                shown.append(InlineButton(label=label, url=button["url"]))
            elif button.get("action") in _TO_DOSSIER:
                shown += _dossier_button(message, number, button, label, dossier)
            else:
                mark = CHECKED if button.get("checked") else ""
                shown.append(InlineButton(label=mark + label, callback_data=f"{message.prompt_id}.{number}"))
            number += 1
        keyboard.append(tuple(shown))
    return _paired(keyboard, rows)


def _paired(keyboard: list[tuple[InlineButton, ...]], rows: list[list[dict[str, Any]]]) -> Keyboard:
    """Short options next to each other, so that a long list and what is under it fit on a small screen."""
    paired: list[tuple[InlineButton, ...]] = []
    open_row = False
    for shown, row in zip(keyboard, rows, strict=True):
        short = (
            len(row) == 1
            and row[0].get("action") == Action.CHOOSE
            and len(shown[0].label.removeprefix(CHECKED)) <= PAIRED_CHARACTERS
        )
        if short and open_row:
            paired[-1] = (*paired[-1], *shown)
            open_row = False
        else:
            paired.append(shown)
            open_row = short
    return tuple(row for row in paired if row)


_TO_DOSSIER = (Action.OPEN_DOSSIER, Action.DOSSIER_LINK, Action.DOSSIER_HERE)


def _dossier_button(
    message: OutboxMessage, number: int, button: dict[str, Any], label: str, dossier: DossierLinks | None
) -> list[InlineButton]:
    if dossier is None:
        return []
    case_id = str(button.get("argument", ""))
    match button["action"]:
        case Action.OPEN_DOSSIER:
            return [InlineButton(label=label, web_app=dossier.page(case_id))]
        case Action.DOSSIER_HERE:
            return [InlineButton(label=label, url=dossier.single_use(message.person_id, case_id))]
    return [InlineButton(label=label, callback_data=f"{message.prompt_id}.{number}")]


def split_text(text: str, limit: int = MAX_TEXT_CHARACTERS) -> tuple[str, ...]:
    """The text in parts that Telegram takes, broken at a blank line, a line or a space where there is one.

    Telegram counts UTF-16 code units (Bot API, MessageEntity.offset), so that is counted here.
    """
    parts = []
    rest = _without_surrogates(text)
    while _units(rest) > limit:
        head = _head(rest, limit)
        cut = next((c for mark in ("\n\n", "\n", " ") if (c := head.rfind(mark)) > len(head) // 2), len(head))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(part for part in (*parts, rest) if part.strip())


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > limit:
            return text[:index]
    return text


def _without_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
