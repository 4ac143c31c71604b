"""What is looked up at the moment of sending: the parts of a message that repeat what a person wrote.

Owns how a draft, a report's status or a list of cases reads. A view's text never goes into an effect or the outbox;
only its name does. Pure: the caller brings what is to be shown.
"""

from __future__ import annotations

from collections.abc import Callable

from conversations import own_data, register
from conversations.aftercare import close_ones
from conversations.aftercare import overview as care_overview
from conversations.casework import views as case_views
from conversations.casework.conversation import CaseState
from conversations.draft import Attachment, Draft
from conversations.incident import moment_of
from conversations.moments import Moment
from conversations.packs.routing import NoHandlerError
from conversations.prompts import reached_roles, reading_roles
from conversations.questions import BY_STATE, QUESTIONS, Question, is_urgent, routing_of
from conversations.shown import Shown
from conversations.snapshot import ReportState, Snapshot
from conversations.wording import Words

_LONGEST_QUOTE = 700
MOST_CASES = 25
"""So many cases fit in one message of a handler's list."""

_MANY_MISSING = 6


def show(view: str, shown: Shown) -> str:
    """The text of a view. Raises KeyError when there is no such view."""
    return _VIEWS[view.partition(":")[0]](shown)


def _quoted(text: str) -> str:
    """What a person wrote, shortened where it is long."""
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rstrip() + " …"


def _file_name(attachment: Attachment, words: Words) -> str:
    label = words.text(f"file-{attachment.kind.value.replace('_', '-')}")
    return f"{label} ({_quoted(attachment.file_name)[:60]})" if attachment.file_name else label


def _answers(question: Question, draft: Draft, shown: Shown) -> list[str]:
    words = shown.words
    lines: list[str] = []
    chosen = draft.chosen(question.state)
    if question.state is ReportState.WHEN:
        moment = moment_of(draft, shown.setting.time_zone)
        if moment is not None:
            lines.append(moment_in_words(moment, words))
    elif question.label == "weight":
        lines += [words.text("weight-answer", {"number": number}) for number in chosen]
    elif chosen:
        lines.append(words.listed([words.text(f"{question.label}-{option}") for option in chosen]))
    for entry in draft.texts(question.state):
        origin = (
            f" ({words.text('forwarded-from', {'origin': entry.forwarded_from})})"
            if entry.forwarded_from
            else ""
        )
        lines.append(f"“{_quoted(entry.text)}”{origin}")
    return [*lines, *(_file_line(a, words) for a in draft.files(question.state))]


def _file_line(attachment: Attachment, words: Words) -> str:
    state = "" if attachment.state == "stored" else f" – {words.text('file-pending')}"
    return f"• {_file_name(attachment, words)}{state}"


def moment_in_words(moment: Moment, words: Words) -> str:
    """A moment as it was understood: a day, a part of a day, or a time."""
    if moment.precision == "time":
        return words.moment(moment.local)
    date = words.date(moment.local)
    return words.text(f"date-{moment.part}", {"date": date}) if moment.precision == "part" else date


def _answer(shown: Shown) -> str:
    draft = shown.snapshot.draft
    question = BY_STATE.get(ReportState(shown.snapshot.state)) if _in_report(shown.snapshot) else None
    if draft is None or question is None:
        return ""
    texts = [f"“{_quoted(e.text)}”" for e in draft.texts(question.state)]
    files = [_file_line(a, shown.words) for a in draft.files(question.state)]
    return "\n".join([shown.words.text("answer-so-far"), *texts, *files])


def _in_report(snapshot: Snapshot) -> bool:
    return isinstance(snapshot.state, ReportState)


def _moment(shown: Shown) -> str:
    draft = shown.snapshot.draft
    moment = moment_of(draft, shown.setting.time_zone) if draft else None
    if moment is None:
        return shown.words.text("moment-not-read")
    return shown.words.text("moment-read", {"moment": moment_in_words(moment, shown.words)})


def _review(shown: Shown) -> str:
    draft, words, setting = shown.snapshot.draft, shown.words, shown.setting
    if draft is None:
        return words.text("review-gone")
    blocks = []
    for question in QUESTIONS:
        if not question.asked_when(draft, setting.pack):
            continue
        answers = _answers(question, draft, shown)
        if answers:
            blocks.append("\n".join([f"▪ {words.text(f'part-{question.slug}')}", *answers]))
    missing = [
        words.text(f"part-{q.slug}")
        for q in QUESTIONS
        if q.asked_when(draft, setting.pack)
        and not _answers(q, draft, shown)
        and q.state is not ReportState.LEFT_OUT
        and not (q.state is ReportState.EVIDENCE and any(draft.files(s) for s in BY_STATE))
    ]
    if len(missing) > _MANY_MISSING:
        blocks.append(words.text("review-skipped-many"))
    elif missing:
        blocks.append(words.text("review-skipped", {"parts": words.listed(missing)}))
    blocks.append(_recipients(draft, shown))
    if register.is_kept(setting.pack):
        blocks.append(words.text("review-register"))
    return "\n\n".join(blocks)


def _recipients(draft: Draft, shown: Shown) -> str:
    """To whom it goes, and who can read it: the promise that is made is that of the recipients that there are."""
    try:
        routing_of(draft, shown.setting.pack, shown.setting.person.office)
    except NoHandlerError:
        return shown.words.text("review-no-recipient")
    left_out = frozenset(draft.chosen(ReportState.LEFT_OUT))
    reached = reached_roles(shown.setting, left_out)
    if not reached:
        numbers = shown.setting.pack.numbers
        return shown.words.text(
            "review-nobody", {"emergency": numbers.emergency, "support_team": numbers.support_team}
        )
    roles = shown.words.listed([shown.words.text(f"role-{role}") for role in reached])
    urgent = is_urgent(draft, shown.setting.pack)
    readers = reading_roles(shown.setting, left_out)
    if not readers:
        return shown.words.text(
            "review-none-reads-urgent" if urgent else "review-none-reads", {"roles": roles}
        )
    if not set(reached) <= set(readers):
        named = shown.words.listed([shown.words.text(f"role-{role}") for role in readers])
        key = "review-some-read-urgent" if urgent else "review-some-read"
        return shown.words.text(key, {"roles": roles, "readers": named})
    return shown.words.text("review-recipients-urgent" if urgent else "review-recipients", {"roles": roles})


def _status(shown: Shown) -> str:
    case, words = shown.case, shown.words
    if case is None:
        return words.text("status-gone")
    lines = [words.text("status-sent", {"sent_at": case.created_at.isoformat()})]
    for name, at in (
        ("delivered", case.delivered_at),
        ("received", case.received_at),
        ("opened", case.opened_at),
        ("handled", case.handled_at),
    ):
        if at is not None:
            lines.append(words.text(f"status-{name}", {f"{name}_at": at.isoformat()}))
    if case.state in (CaseState.WITHDRAWN, CaseState.CLOSED):
        lines.append(words.text(f"status-{case.state}"))
    elif case.delivered_at is None:
        lines.append(words.text("status-on-its-way"))
    return "\n".join(lines)


def _cases(shown: Shown) -> str:
    words = shown.words
    away = [case_views.stand_in_line(s, words) for s in shown.stand_ins]
    if not shown.cases:
        return "\n".join([words.text("my-cases-none"), *away])
    ordered = sorted(shown.cases, key=lambda c: (not c.urgent, c.created_at))
    lines = "\n".join(
        words.text(
            "my-cases-line-urgent" if case.urgent else "my-cases-line",
            {
                "reference": case.reference,
                "sent_at": case.created_at.isoformat(),
                "state": words.text(f"case-state-{case.state}"),
            },
        )
        for case in ordered[:MOST_CASES]
    )
    return "\n\n".join((lines, "\n".join(away))) if away else lines


def _contact(shown: Shown) -> str:
    case, words = shown.case, shown.words
    if case is None:
        return words.text("status-gone")
    phone = case.phone or words.text("contact-no-phone")
    lines = [
        words.text("contact-who", {"name": shown.name, "office_key": f"office-{case.office}", "phone": phone})
    ]
    if case.wanted_role:
        lines.append(words.text("contact-wanted", {"role_key": f"role-{case.wanted_role}"}))
    if case.wanted_when:
        lines.append(
            words.text("contact-wanted-when", {"when_key": f"check-in-call-when-{case.wanted_when}"})
        )
    return "\n".join(lines)[:200]


def _advice(shown: Shown) -> str:
    words = shown.words
    numbers = {
        k: v for k, v in shown.args.items() if k in ("emergency", "police", "support_team", "security_desk")
    }
    items = [f"• {words.text(key, numbers)}" for key in str(shown.args["items"]).split(",") if key]
    lines = [
        words.text(f"advice-number-{name.replace('_', '-')}", {"number": shown.args[name]})
        for name in str(shown.args["numbers"]).split(",")
        if name in shown.args
    ]
    return "\n".join([*items, *lines])


def _own_data(shown: Shown) -> str:
    person = shown.setting.person
    return own_data.text(
        shown.own, shown.snapshot, person, shown.words, _review(shown) if shown.snapshot.draft else ""
    )


_VIEWS: dict[str, Callable[[Shown], str]] = {
    "answer": _answer,
    "moment": _moment,
    "review": _review,
    "status": _status,
    "cases": _cases,
    "contact": _contact,
    "advice": _advice,
    own_data.VIEW: _own_data,
    close_ones.VIEW: lambda shown: shown.words.text("close-link", {"link": shown.link}) if shown.link else "",
    care_overview.VIEW: lambda shown: care_overview.text(shown.care, shown.tally, shown.words),
    "words": case_views.brought,
    "clocks": case_views.clocks,
    "ledger": case_views.ledger,
    register.VIEW: lambda shown: register.text(shown.counts, shown.words),
    "ledger-now": case_views.ledger_now,
    "ledger-of": case_views.ledger_of,
    "case": lambda shown: case_views.case_card(shown, _status(shown)),
}
