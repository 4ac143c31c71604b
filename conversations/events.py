"""What has happened: everything a conversation can be told, as frozen values in the past tense.

Each event carries its time (`at`, UTC) and a fresh random `nonce`; ids that a conversation hands out are made
from the nonce, so that the conversations themselves need no clock and no randomness. This module knows nothing of
Telegram: the adapter translates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened.

    `at` is UTC and aware; `nonce` is at least 16 random bytes as lower-case hexadecimal, fresh for every event.
    """

    at: datetime
    nonce: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an event's time must be aware")
        if len(self.nonce) < 32:
            raise ValueError("an event's nonce must have at least 32 characters")


class AttachmentKind(StrEnum):
    """What kind of file was sent."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"


# ---- what a person did on their phone ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class TextReceived(Event):
    """A person sent text. `forwarded_from` names the origin when the message was forwarded."""

    message_id: int
    text: str
    forwarded_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class AttachmentReceived(Event):
    """A person sent a file. It still has to be fetched; the nonce becomes its attachment id."""

    message_id: int
    kind: AttachmentKind
    size_bytes: int | None
    content_type: str | None = None
    file_name: str | None = None
    caption: str | None = None
    album_id: str | None = None
    forwarded_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnsupportedReceived(Event):
    """A person sent something that is neither text nor a file: a location, contact, poll, sticker and so on."""

    message_id: int
    what: str


@dataclass(frozen=True, kw_only=True)
class MessageEdited(Event):
    """A person changed the text or caption of a message that they sent before."""

    message_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ButtonPressed(Event):
    """A person pressed a button under the prompt `prompt_id`.

    `scope` says which moment of which conversation the button belonged to; an empty scope is valid at any time.
    """

    prompt_id: str
    action: str
    argument: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class CommandGiven(Event):
    """A person gave a command, such as /stop; `command` is without the slash, `argument` what stood behind it.

    `written` is the message as it was typed.
    """

    message_id: int
    command: str
    argument: str = ""
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class UnknownButtonPressed(Event):
    """A person pressed a button that this bot never made or has since forgotten."""


# ---- what the clock brought -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CheckInCameDue(Event):
    """It is time to ask how a person is; outside quiet hours, claimed exactly once."""

    check_in_id: str
    case_id: str
    reference: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class TimerRang(Event):
    """A timer that a conversation set has run out. `subject_id` is what it was set for."""

    timer: str
    subject_id: str


# ---- what the machinery did -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class EvidenceStored(Event):
    """A file has been fetched, hashed and sealed; `sha256` is that of the original, in hexadecimal.

    `quiet` says that more files of the same album are still on their way.
    """

    attachment_id: str
    size_bytes: int
    sha256: str
    message_id: int
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class EvidenceRefused(Event):
    """A file could not be kept. `reason` is a text key's last part: too-large, gone, unreachable."""

    attachment_id: str
    reason: str
    message_id: int


@dataclass(frozen=True, kw_only=True)
class ChatWiped(Event):
    """The conversation has been removed from the chat as far as Telegram allows; `left` could not be removed."""

    removed: int
    left: int


@dataclass(frozen=True, kw_only=True)
class Returned(Event):
    """A person who had blocked the bot has let it back in."""


# ---- what happened to a case ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Something happened to a case; `by` is the person id of who did it, empty for the clock."""

    by: str = ""


@dataclass(frozen=True, kw_only=True)
class NotificationDelivered(CaseEvent):
    """Telegram has accepted the notification for the case handler `to`."""

    to: str


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(CaseEvent):
    """A case handler said that they have seen the notification."""


@dataclass(frozen=True, kw_only=True)
class DossierOpened(CaseEvent):
    """A case handler opened the report's content."""


@dataclass(frozen=True, kw_only=True)
class SupplementAdded(CaseEvent):
    """The reporter added something to the report after sending it."""

    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn(CaseEvent):
    """The reporter withdrew the report."""


@dataclass(frozen=True, kw_only=True)
class CallRequested(CaseEvent):
    """The reporter asks the case handler for a call."""

    urgent: bool


@dataclass(frozen=True, kw_only=True)
class CheckInAnswered(CaseEvent):
    """The reporter finished, skipped or did not answer a check-in; `shared` says that the handler may read it."""

    kind: str
    outcome: str
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class PhoneGiven(CaseEvent):
    """The reporter gave the number on which they want to be called."""

    phone: str


@dataclass(frozen=True, kw_only=True)
class ContactAsked(CaseEvent):
    """A case handler wants to know whom to call; `by` must be one of the case's handlers."""


@dataclass(frozen=True, kw_only=True)
class CaseShown(CaseEvent):
    """A case handler wants to see where a case stands."""


@dataclass(frozen=True, kw_only=True)
class CaseTimerRang(CaseEvent):
    """A clock of the case has run out."""

    timer: str


@dataclass(frozen=True, kw_only=True)
class NewThreatReported(CaseEvent):
    """The reporter said in a check-in that there is a new threat."""


@dataclass(frozen=True, kw_only=True)
class BecameReport(CaseEvent):
    """The reporter made a report of what they had asked to talk about; `known_by` are those who hear of that report."""

    known_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TalkHeld(CaseEvent):
    """The reporter said that a talk took place: `kind` is first, second or third."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class CallMade(CaseEvent):
    """The reporter said in a check-in that they have been called: what they asked for was done."""


@dataclass(frozen=True, kw_only=True)
class TalkCameDue(CaseEvent):
    """It is time for the talk of this kind (first, second or third): its goals go to the case handlers."""

    kind: str


class Step(StrEnum):
    """What can be done in a case. The values are kept with sent messages: never change one, only add."""

    # by a case handler
    MENU = "menu"
    CARD = "card"
    PROPOSE = "propose"
    CARRIED_OUT = "carried-out"
    DROP = "drop"
    CHECK = "check"
    PROGRESS = "progress"
    NOTE = "note"
    POLICE_NOTE = "police-note"
    TALK_CARD = "talk-card"
    TALK_OFFERED = "talk-offered"
    TALK_PLANNED = "talk-planned"
    TALK_SAID = "talk-said"
    TALK_DECLINED = "talk-declined"
    DAMAGE = "damage"
    AMOUNT = "amount"
    PAID = "paid"
    RECOVERED = "recovered"
    INJURY = "injury"
    LABOUR_NOTIFIED = "labour-notified"
    LABOUR_NOT_APPLICABLE = "labour-not-applicable"
    HAND_OVER = "hand-over"
    ACCEPT = "accept"
    RECUSE = "recuse"
    STAND_IN = "stand-in"
    BACK_AGAIN = "back-again"
    STAND_IN_UNTIL = "stand-in-until"
    ASK_CLOSING = "ask-closing"
    CLOSE = "close"
    REOPEN = "reopen"
    OFFER_REPORT = "offer-report"

    # by the reporter
    ASK_LIST = "ask-list"
    ASK = "ask"
    YES_FIRST = "yes-first"
    YES = "yes"
    NOT_YET = "not-yet"
    NO = "no"
    TAKE_BACK_FIRST = "take-back-first"
    TAKE_BACK = "take-back"
    QUESTION = "question"
    TALK_CONFIRMED = "talk-confirmed"
    TALK_DENIED = "talk-denied"
    CLOSING_AGREED = "closing-agreed"
    CLOSING_NOT_YET = "closing-not-yet"
    OPINION = "opinion"
    REPORT_DECLINED = "report-declined"
    ANSWERS = "answers"
    AGAIN_FIRST = "again-first"
    AGAIN = "again"

    # by either
    LEDGER = "ledger"
    MESSAGE = "message"
    WRITE = "write"
    CORRECTION = "correction"
    FILE = "file"
    FILE_KEPT = "file-kept"


@dataclass(frozen=True, kw_only=True)
class CaseStepTaken(CaseEvent):
    """Somebody did something in a case: `step` to `subject` (an id in the case), with `value` where it needs one.

    `text` is what they wrote; it is sealed or delivered and never kept in the case.
    """

    step: Step
    subject: str = ""
    value: str = ""
    text: str = field(default="", repr=False)
