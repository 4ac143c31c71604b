"""A report while it is being written: the answers, the choices and the evidence so far, as one frozen value.

Owns what a draft holds and how an answer is added to it. Does not know which question comes next (`report`), how
it is kept or how it is shown (`views`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from conversations.events import AttachmentKind


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message that is an answer, or part of one. `at` is UTC."""

    message_id: int
    text: str
    at: datetime
    forwarded_from: str | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file that was sent along. `state` is pending, stored or refused; `sha256` is that of the original."""

    attachment_id: str
    message_id: int
    kind: AttachmentKind
    step: str
    at: datetime
    size_bytes: int | None = None
    content_type: str | None = None
    file_name: str | None = None
    caption: str | None = None
    album_id: str | None = None
    forwarded_from: str | None = None
    state: str = "pending"
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything that has been answered so far. `entries` and `choices` are by question.

    `warned_at` is when the person was told that the draft will be thrown away: at least that long it stays. `origin` is
    the case id of the request for a talk that this report comes from.
    """

    draft_id: str
    started_at: datetime
    touched_at: datetime
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    warned_at: datetime | None = None
    origin: str = ""

    def texts(self, step: str) -> tuple[Entry, ...]:
        """The messages that answer this question, in the order in which they were sent."""
        return self.entries.get(step, ())

    def chosen(self, step: str) -> tuple[str, ...]:
        """What was chosen for this question."""
        return self.choices.get(step, ())

    def files(self, step: str) -> tuple[Attachment, ...]:
        """The files that were sent while this question was asked, those that could not be kept left out."""
        return tuple(a for a in self.attachments if a.step == step and a.state != "refused")

    def answered(self, step: str) -> bool:
        """Whether there is any answer to this question."""
        return bool(self.texts(step) or self.chosen(step) or self.files(step))

    def is_empty(self) -> bool:
        """Whether nothing at all has been answered."""
        return not (any(self.entries.values()) or self.attachments or self.choices)

    def with_entry(self, step: str, entry: Entry) -> Draft:
        """The draft with one more message for this question."""
        entries = {**self.entries, step: (*self.texts(step), entry)}
        return replace(self, entries=entries, touched_at=entry.at)

    def with_choice(self, step: str, chosen: tuple[str, ...], at: datetime) -> Draft:
        """The draft with this choice, in place of an earlier one."""
        choices = {**self.choices, step: chosen}
        return replace(self, choices={k: v for k, v in choices.items() if v}, touched_at=at)

    def with_attachment(self, attachment: Attachment) -> Draft:
        """The draft with one more file."""
        return replace(self, attachments=(*self.attachments, attachment), touched_at=attachment.at)

    def with_attachment_state(self, attachment_id: str, state: str, sha256: str = "") -> Draft:
        """The draft after a file was stored or refused."""
        changed = tuple(
            replace(a, state=state, sha256=sha256) if a.attachment_id == attachment_id else a
            for a in self.attachments
        )
        return replace(self, attachments=changed)

    def with_edit(self, message_id: int, text: str, at: datetime) -> Draft | None:
        """The draft with a changed message, or None when this message is no part of it."""
        for step, entries in self.entries.items():
            if any(e.message_id == message_id for e in entries):
                changed = tuple(
                    replace(e, text=text, edited_at=at) if e.message_id == message_id else e for e in entries
                )
                return replace(self, entries={**self.entries, step: changed}, touched_at=at)
        if any(a.message_id == message_id for a in self.attachments):
            files = tuple(
                replace(a, caption=text) if a.message_id == message_id else a for a in self.attachments
            )
            return replace(self, attachments=files, touched_at=at)
        return None

    def revision(self) -> str:
        """Short, and another one after every change of words or choices: what somebody sees belongs to one of them."""
        said = {step: [entry.text for entry in entries] for step, entries in sorted(self.entries.items())}
        written = json.dumps([said, sorted(self.choices.items())], ensure_ascii=True)
        return hashlib.sha256(written.encode()).hexdigest()[:12]

    def message_ids(self) -> tuple[int, ...]:
        """The ids of every message that is part of this draft."""
        texts = [e.message_id for entries in self.entries.values() for e in entries]
        return tuple(sorted({*texts, *(a.message_id for a in self.attachments)}))
