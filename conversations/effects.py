"""What must happen now: everything a conversation can ask for, as frozen values in the imperative.

Effects are carried out in the same transaction as the event that caused them; messages leave afterwards from the
outbox. A `Say` names a text and its arguments, never the narrative: what a person wrote is looked up again when the
message is sent, and is never part of an effect's arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from conversations.draft import Attachment, Draft

SELF = ""
"""Addressee of a message that goes back to the person whose event is being handled."""


@dataclass(frozen=True, kw_only=True)
class Button:
    """One button: its label (a text key with arguments) and what pressing it means.

    With `url` it opens a link instead. `scope` is filled in by the conversation's machinery; a button with
    `anytime` keeps its meaning whatever happens in between.
    """

    label: str
    action: str = ""
    argument: str = ""
    label_args: dict[str, str | int] = field(default_factory=dict)
    checked: bool = False
    anytime: bool = False
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something that must be done."""


@dataclass(frozen=True, kw_only=True)
class Say(Effect):
    """Send a message.

    `texts` are text keys whose texts are joined by a blank line; `args` fill them all in. `view` names something
    to be rendered at the moment of sending (see `conversations.views`). `reply_to` is a message id in that chat.
    `push` is False for messages that should not make the phone buzz. `notice_of` is a case id when the delivery
    of this message has to be told to that case. `forwardable` is True only for what is meant for somebody else:
    everything else is protected against forwarding.
    """

    texts: tuple[str, ...]
    args: dict[str, str | int] = field(default_factory=dict)
    buttons: Rows = ()
    to: str = SELF
    view: str = ""
    reply_to: int | None = None
    push: bool = True
    notice_of: str = ""
    scope: str = ""
    forwardable: bool = False


@dataclass(frozen=True, kw_only=True)
class Revise(Effect):
    """Change a message that was sent before: the one that belongs to the prompt `prompt_id`."""

    prompt_id: str
    texts: tuple[str, ...]
    args: dict[str, str | int] = field(default_factory=dict)
    buttons: Rows = ()
    to: str = SELF
    view: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Toast(Effect):
    """Answer the pressed button with a short text on top of the screen; with `alert` it has to be tapped away."""

    text: str
    args: dict[str, str | int] = field(default_factory=dict)
    alert: bool = False
    view: str = ""


@dataclass(frozen=True, kw_only=True)
class FetchEvidence(Effect):
    """Fetch the file of an attachment, hash and seal it: a durable job."""

    attachment_id: str
    message_id: int
    draft_id: str
    album_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class DropEvidence(Effect):
    """Destroy the kept files of a draft that will not be sent, with their file keys."""

    draft_id: str


@dataclass(frozen=True, kw_only=True)
class SubmitReport(Effect):
    """Seal the draft to the case handlers, open a case, notify them, plan the check-ins.

    `counted` is whether the reporter lets it count in the anonymised register.
    """

    draft: Draft
    reference: str
    office: str
    urgent: bool
    excluded_roles: tuple[str, ...]
    counted: bool = False


@dataclass(frozen=True, kw_only=True)
class SubmitSupplement(Effect):
    """Seal an addition to a report that was sent before, for the same case handlers."""

    case_id: str
    draft: Draft
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestContact(Effect):
    """Ask a case handler to call, without registering a report: `kind` is callback or doubt."""

    case_id: str
    reference: str
    office: str
    kind: str
    urgent: bool
    excluded_roles: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class TellCase(Effect):
    """Pass an event on to a case."""

    case_id: str
    event: object


@dataclass(frozen=True, kw_only=True)
class PlanCheckIn(Effect):
    """Put a check-in on the calendar. `rule` says how the time was found, so that it can be explained."""

    check_in_id: str
    case_id: str
    reference: str
    person_id: str
    kind: str
    due_at: datetime
    rule: str


@dataclass(frozen=True, kw_only=True)
class MoveCheckIn(Effect):
    """Ask later: put a check-in back on the calendar."""

    check_in_id: str
    due_at: datetime
    rule: str


@dataclass(frozen=True, kw_only=True)
class FinishCheckIn(Effect):
    """Take a check-in off the calendar. `outcome` is answered, skipped or stopped."""

    check_in_id: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CancelCheckIns(Effect):
    """Take every check-in of a case off the calendar."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class SealAnswers(Effect):
    """Seal the answers to a check-in for the case handlers, because the reporter said that they may read them.

    `files` are those that go with them (see AdoptEvidence).
    """

    check_in_id: str
    case_id: str
    kind: str
    answers: dict[str, object]
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AdoptEvidence(Effect):
    """The files that are kept under this draft id belong to the case from now on: its handlers may have them."""

    draft_id: str
    case_id: str


@dataclass(frozen=True, kw_only=True)
class CountRating(Effect):
    """One more in the tally of how the aftercare was, without who or about what: helped, so-so or not."""

    rating: str


@dataclass(frozen=True, kw_only=True)
class KeepRemark(Effect):
    """Seal a line about how the aftercare was for the case handlers, without who wrote it or when."""

    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SetTimer(Effect):
    """Ring at `due_at`; a timer with the same name and subject is replaced."""

    timer: str
    subject_id: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClearTimers(Effect):
    """Forget every timer of this subject, or only the named one."""

    subject_id: str
    timer: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeLanguage(Effect):
    """From now on this person reads this language (nl or en)."""

    language: str


@dataclass(frozen=True, kw_only=True)
class WipeChat(Effect):
    """Delete this conversation from the chat, as far as Telegram allows (messages younger than 48 hours)."""


@dataclass(frozen=True, kw_only=True)
class Record(Effect):
    """Write a line in the audit log: what was done to what, never its content."""

    action: str
    subject_id: str


@dataclass(frozen=True, kw_only=True)
class RequestCall(RequestContact):
    """A request for a call that came out of a check-in of the case `about_case_id`.

    `role` is whom the reporter would like to hear (empty: the case handler), `when` the last part of the text key
    `check-in-call-when-...` that says when it suits.
    """

    about_case_id: str
    role: str = ""
    when: str = ""


ASKED_BY_REPORTER = "asked by the reporter"
"""The rule of a check-in that quiet hours do not move: the reporter is awake and asked for it."""


@dataclass(frozen=True, kw_only=True)
class BringCheckInForward(Effect):
    """Ask the next planned check-in of a case at `due_at`, because the reporter asked for it.

    When none is planned any more, one of kind extra is put on the calendar under `check_in_id`. With the rule
    ASKED_BY_REPORTER quiet hours do not count for it.
    """

    check_in_id: str
    case_id: str
    reference: str
    person_id: str
    due_at: datetime
    rule: str


@dataclass(frozen=True, kw_only=True)
class SealText(Effect):
    """Seal what the person of the event wrote, as the next revision of `part` of a case; `about` is an id in it.

    `corrects` says of a correction when the message was written that it changes (ISO 8601, UTC).
    """

    case_id: str
    part: str
    kind: str
    text: str = field(repr=False)
    about: str = ""
    corrects: str = ""


@dataclass(frozen=True, kw_only=True)
class KeepFile(Effect):
    """Fetch the file of the event and seal it as evidence of a case, with what is said of it in the dossier."""

    case_id: str
    attachment_id: str


@dataclass(frozen=True, kw_only=True)
class Bring(Effect):
    """Send what a person wrote to another: `say` around it, the text kept encrypted only until it is delivered."""

    say: Say
    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CountInRegister(Effect):
    """One more for each of these choices, by dimension, in the running quarter of the anonymised register."""

    chosen: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ShowCases(Effect):
    """Show the case handler of the event which cases are with them, each as a button."""


@dataclass(frozen=True, kw_only=True)
class ShowClosedCases(Effect):
    """Show the case handler of the event which of their cases were closed last, each as a button."""


@dataclass(frozen=True, kw_only=True)
class NameStandIn(Effect):
    """Until `until_at` `deputy_id` stands in for the person of the event, in every case of theirs and in new ones."""

    case_id: str
    deputy_id: str
    until_at: datetime


@dataclass(frozen=True, kw_only=True)
class EndStandIn(Effect):
    """The person of the event is back: nobody stands in for them any more. No `case_id`: the time was over."""

    case_id: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowAftercare(Effect):
    """Show the case handler of the event every reporter of theirs in aftercare, each case as a button."""


@dataclass(frozen=True, kw_only=True)
class ResumeCheckIns(Effect):
    """What became due while the person of the event could not be reached is asked at `due_at`, each case once."""

    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DropUnsent(Effect):
    """Take back the messages to `to` (empty: the person of the event) that wait to be sent and belong to moments of
    this kind."""

    scope: str
    to: str = SELF
