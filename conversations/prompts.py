"""How each moment of writing a report looks: which texts, which buttons, in which order.

Owns the composition of messages for the report, never their wording (texts/) and never what an answer means
(report). Every question shows where the reporter is, and offers back, skip and stop.
"""

from __future__ import annotations

from datetime import datetime

from conversations import administrator, call_today, register
from conversations.actions import Action as A
from conversations.aftercare.close_ones import close_button
from conversations.draft import Draft
from conversations.effects import Button, PlanCheckIn, Rows, Say
from conversations.moves import Setting, button, say
from conversations.packs.routing import RoutingError, route
from conversations.questions import BY_STATE, QUESTIONS, Kind, Question, is_violent, progress, routing_of
from conversations.snapshot import ReportState as S
from conversations.snapshot import Snapshot


def ask(snapshot: Snapshot, setting: Setting, *notes: str) -> Say:
    """The prompt for the state that the snapshot is in, with these notes in front."""
    state = S(snapshot.state)
    if state in BY_STATE:
        return _question(snapshot, setting, *notes)
    if state is S.SAFETY:
        return safety(snapshot, setting, *notes)
    if state is S.EMERGENCY:
        return _emergency(setting, *notes)
    if state is S.REVIEW:
        return _review(snapshot, setting, *notes)
    if state is S.PART:
        return _parts(snapshot, setting, *notes)
    if state is S.STOPPING:
        return say(*notes, "report-stopping", buttons=_stopping_buttons())
    return say(*notes, "report-discarding", buttons=_discarding_buttons())


# ---- safety -----------------------------------------------------------------------------------------------------


def safety(snapshot: Snapshot, setting: Setting, *notes: str) -> Say:
    """Are you safe now? With text or evidence already in the draft, also the way out: this is no report."""
    last = button(A.DISCARD, "button-no-report") if notes else button(A.STOP, "button-stop")
    return say(
        *notes,
        "report-safety",
        buttons=((button(A.SAFE, "button-safe"),), (button(A.NOT_SAFE, "button-not-safe"),), (last,)),
    )


def emergency_args(setting: Setting) -> dict[str, str | int]:
    """The numbers for the emergency card, and the reporter's own office to name on the phone."""
    numbers, office = setting.pack.numbers, setting.person.office
    args: dict[str, str | int] = {
        "emergency": numbers.emergency,
        "police": numbers.police,
        "office_key": f"office-{office}" if office else "office-unknown",
    }
    if numbers.security_desk:
        args["desk_key"] = f"number-{numbers.security_desk.label}"
        args["desk"] = numbers.security_desk.number
    return args


def emergency_texts(setting: Setting) -> tuple[str, ...]:
    """The emergency card: 112, what to do meanwhile, the security desk where the pack has one, and the police without
    urgency. To give in is advice of Maassluis (4.2), so it stands only where the pack says it."""
    desk = ("emergency-desk",) if setting.pack.numbers.security_desk else ()
    gives_in = any("give-in" in s.items for s in setting.pack.advice if s.id == "acute")
    until = "emergency-until-give-in" if gives_in else "emergency-until"
    return ("emergency-card", until, *desk, "emergency-police")


def _emergency(setting: Setting, *notes: str) -> Say:
    return say(
        *emergency_texts(setting),
        *notes,
        buttons=(
            (button(A.CALL_ME, "button-call-me", anytime=True),),
            (button(A.SAFE, "button-safe-now"),),
            (button(A.BACK, "button-back"), button(A.STOP, "button-stop")),
        ),
        **emergency_args(setting),
    )


def urgent_card(setting: Setting) -> Say:
    """Shown once when the behaviour turns out to be urgent: 112 if it is going on, and a call back."""
    return say(
        "report-urgent",
        buttons=((button(A.CALL_ME, "button-call-me", anytime=True),),),
        **emergency_args(setting),
    )


# ---- questions --------------------------------------------------------------------------------------------------


def _question(snapshot: Snapshot, setting: Setting, *notes: str) -> Say:
    assert snapshot.draft is not None
    question = BY_STATE[S(snapshot.state)]
    number, total = progress(question.state, snapshot.draft, setting.pack)
    answered = bool(snapshot.draft.texts(question.state) or snapshot.draft.files(question.state))
    return Say(
        texts=(*notes, "report-progress", f"ask-{question.slug}"),
        args={"number": number, "total": total, **_limits(question, setting)},
        buttons=(*_options(question, snapshot, setting), *navigation(question, snapshot)),
        view="answer" if answered else "",
    )


def _limits(question: Question, setting: Setting) -> dict[str, str | int]:
    if question.state is S.EVIDENCE:
        return {"megabytes": 20}
    return {}


def _options(question: Question, snapshot: Snapshot, setting: Setting) -> Rows:
    assert snapshot.draft is not None
    options = question.options(snapshot.draft, setting.pack, setting.person.office)
    chosen = snapshot.draft.chosen(question.state)
    if question.kind is Kind.SCALE:
        scale = tuple(
            Button(
                label="weight-option",
                label_args={"number": o},
                action=A.CHOOSE,
                argument=o,
                checked=o in chosen,
            )
            for o in options
        )
        return (scale[:6], scale[6:])
    return tuple(
        (Button(label=f"{question.label}-{o}", action=A.CHOOSE, argument=o, checked=o in chosen),)
        for o in options
    )


def navigation(question: Question, snapshot: Snapshot) -> Rows:
    """Next or skip, send now, back and stop: what every question offers."""
    assert snapshot.draft is not None
    draft = snapshot.draft
    rows: list[tuple[Button, ...]] = []
    onward = "button-to-review" if snapshot.editing else "button-next"
    if draft.answered(question.state):
        rows.append((button(A.NEXT, onward),))
    elif snapshot.editing:
        rows.append((button(A.SKIP, "button-to-review"),))
    elif not question.required:
        rows.append((button(A.SKIP, "button-skip"),))
    if draft.answered(S.WHAT_HAPPENED) and not snapshot.editing:
        rows.append((button(A.SEND_NOW, "button-send-now"),))
    rows.append((button(A.BACK, "button-back"), button(A.STOP, "button-stop")))
    return tuple(rows)


def noted(snapshot: Snapshot, setting: Setting) -> Say:
    """A message was kept as an answer: say so, shortly, and offer to go on or to add."""
    assert snapshot.draft is not None
    question = BY_STATE[S(snapshot.state)]
    view = "moment" if question.state is S.WHEN else ""
    key = "noted-when" if question.state is S.WHEN else "noted"
    return Say(
        texts=(key,),
        args={"count": len(snapshot.draft.texts(question.state))},
        buttons=navigation(question, snapshot),
        view=view,
        push=False,
    )


def onward_buttons(snapshot: Snapshot) -> Rows:
    """How to go on after a file was kept: the buttons of the question that is open, if one is."""
    if snapshot.draft is None or snapshot.state not in BY_STATE:
        return ()
    return navigation(BY_STATE[S(snapshot.state)], snapshot)


# ---- review -----------------------------------------------------------------------------------------------------


def _review(snapshot: Snapshot, setting: Setting, *notes: str) -> Say:
    assert snapshot.draft is not None
    if not snapshot.draft.answered(S.WHAT_HAPPENED):
        tell = Button(label="button-tell", action=A.CHANGE_PART, argument=S.WHAT_HAPPENED)
        return say(*notes, "review-incomplete", buttons=((tell,), *_leave_buttons()))
    left_out = Button(label="button-left-out", action=A.CHANGE_PART, argument=S.LEFT_OUT)
    counted = button(A.SEND, "button-send-counted", register.COUNTED)
    send_counted = ((counted,),) if register.is_kept(setting.pack) else ()
    return Say(
        texts=(*notes, "review-title"),
        view="review",
        buttons=(
            (button(A.SEND, "button-send"),),
            *send_counted,
            (button(A.CHANGE, "button-change"),),
            (left_out,),
            *_leave_buttons(),
        ),
    )


def _leave_buttons() -> Rows:
    return (
        (button(A.KEEP, "button-keep"), button(A.DISCARD, "button-discard")),
        (button(A.BACK, "button-back"),),
    )


def _parts(snapshot: Snapshot, setting: Setting, *notes: str) -> Say:
    assert snapshot.draft is not None
    draft = snapshot.draft
    shown = [q for q in QUESTIONS if q.asked_when(draft, setting.pack)]
    parts = [
        Button(
            label=f"part-{q.slug}", action=A.CHANGE_PART, argument=q.state, checked=draft.answered(q.state)
        )
        for q in shown
    ]
    rows = tuple(tuple(parts[i : i + 2]) for i in range(0, len(parts), 2))
    return say(*notes, "review-which-part", buttons=(*rows, (button(A.BACK, "button-back"),)))


def _stopping_buttons() -> Rows:
    return (
        (button(A.BACK, "button-go-on"),),
        (button(A.KEEP, "button-keep"),),
        (button(A.DISCARD, "button-discard"),),
    )


def _discarding_buttons() -> Rows:
    return (
        (button(A.BACK, "button-go-on"),),
        (button(A.KEEP, "button-keep"),),
        (button(A.CONFIRM, "button-discard-confirm"),),
    )


def kept_buttons() -> Rows:
    """What to do with a draft that was kept."""
    return ((button(A.RESUME, "button-resume", anytime=True),),)


# ---- sent -------------------------------------------------------------------------------------------------------


def sent(
    draft: Draft,
    reference: str,
    check_ins: tuple[PlanCheckIn, ...],
    setting: Setting,
    *,
    sent_at: datetime,
    seen_by: datetime,
) -> Say:
    """The report is on its way: the reference, who is told, what is next, when the bot comes back, wiping the chat."""
    told = told_roles(draft, setting)
    readers = reading_roles(setting, frozenset(draft.chosen(S.LEFT_OUT)))
    args: dict[str, str | int] = {
        "reference": reference,
        "told_keys": ",".join(f"role-{role}" for role in told),
        "seen_by_at": seen_by.isoformat(),
        "emergency": setting.pack.numbers.emergency,
        "support_team": setting.pack.numbers.support_team,
        **{f"{c.kind}_at": c.due_at.isoformat() for c in check_ins},
    }
    return Say(
        texts=(
            "sent-reference",
            "sent-told" if told else "sent-told-nobody",
            *(("sent-none-reads",) if told and not readers else ()),
            *(("sent-next",) if told else ()),
            *(_call_today(draft, setting, sent_at) if told else ()),
            "sent-check-ins",
            "sent-wipe",
        ),
        args=args,
        buttons=(
            (Button(label="button-wipe", action=A.WIPE, argument=draft.draft_id, anytime=True),),
            (
                Button(
                    label="button-show-report", action=A.SHOW_REPORT, argument=draft.draft_id, anytime=True
                ),
            ),
            *(((close_button(),),) if "family" in draft.chosen(S.TARGET) else ()),
        ),
    )


def _call_today(draft: Draft, setting: Setting, at: datetime) -> tuple[str, ...]:
    """What becomes of the wish to be called today."""
    if not call_today.is_wished(draft):
        return ()
    return ("sent-call-tomorrow" if call_today.is_late(at, setting.time_zone) else "sent-call-today",)


def told_roles(draft: Draft, setting: Setting) -> tuple[str, ...]:
    """The roles that hear of this report at once, as far as somebody has them (see casework.open_case)."""
    routing = routing_of(draft, setting.pack, setting.person.office)
    informed = routing.informed + (routing.informed_on_violence if is_violent(draft, setting.pack) else ())
    first = reached_roles(setting, frozenset(draft.chosen(S.LEFT_OUT)))
    return tuple(dict.fromkeys((*first, *(r for r in informed if setting.has(r)))))


def reached_roles(setting: Setting, excluded: frozenset[str]) -> tuple[str, ...]:
    """The roles that are asked to take something up at once, as far as somebody has them; empty when nobody is left."""
    try:
        routing = route(setting.pack, setting.person.office, excluded)
    except RoutingError:
        return ()
    circles = (routing.handlers, routing.deputies, routing.escalation)
    return next((c for circle in circles if (c := tuple(r for r in circle if setting.has(r)))), ())


def reading_roles(setting: Setting, excluded: frozenset[str]) -> tuple[str, ...]:
    """The roles that can open what is sent, as far as somebody with them has a recipient; empty when only whoever keeps
    the recovery identity can (see Case.readers)."""
    try:
        routing = route(setting.pack, setting.person.office, excluded)
    except RoutingError:
        return ()
    first = tuple(r for r in (*routing.handlers, *routing.deputies) if setting.has(r))
    return tuple(r for r in first or routing.escalation if setting.can_read(r))


def check_in_waits(snapshot: Snapshot) -> Rows:
    """The way back to a check-in that was left for something else, if there is one."""
    if snapshot.check_in is None or snapshot.check_in.snoozed_until is not None:
        return ()
    return ((button(A.BEGIN, "check-in-button-go-on", anytime=True),),)


def _addition_waits(snapshot: Snapshot) -> Rows:
    """The way back to an addition that was begun and not sent."""
    if snapshot.supplement is None or snapshot.supplement.is_empty():
        return ()
    case_id = snapshot.supplement.draft_id.partition(":")[0]
    return ((button(A.SUPPLEMENT, "button-supplement-resume", case_id, anytime=True),),)


def _begin(snapshot: Snapshot, label: str) -> Button:
    if snapshot.draft is not None:
        return button(A.RESUME, "button-resume", anytime=True)
    return button(A.REPORT, label, anytime=True)


def _own_doors(snapshot: Snapshot) -> Rows:
    """What a case handler can do for themselves."""
    sent: Rows = ((button(A.MY_REPORTS, "button-my-reports", anytime=True),),) if snapshot.filed else ()
    return (
        *check_in_waits(snapshot),
        *_addition_waits(snapshot),
        (_begin(snapshot, "button-report-self"),),
        *sent,
    )


def menu_buttons(snapshot: Snapshot, setting: Setting) -> Rows:
    """The doors: report, doubt, unsafe feeling, advice, my reports, more; for a case handler their cases, and a door
    for what happens to themselves; for an administrator how the bot is doing."""
    if setting.person.administers:
        return administrator.menu_buttons()
    if setting.person.registers:
        return (
            (button(A.REGISTER, "button-register", anytime=True),),
            (button(A.ADVICE, "button-advice", anytime=True), button(A.MORE, "button-more", anytime=True)),
        )
    if setting.person.handles:
        return (
            (button(A.MY_CASES, "button-my-cases", anytime=True),),
            *(_own_doors(snapshot) if setting.person.reports else ()),
            (button(A.ADVICE, "button-advice", anytime=True), button(A.MORE, "button-more", anytime=True)),
        )
    begin = _begin(snapshot, "button-report")
    return (
        *check_in_waits(snapshot),
        *_addition_waits(snapshot),
        (begin,),
        (button(A.DOUBT, "button-doubt", anytime=True),),
        (button(A.UNSAFE_FEELING, "button-unsafe-feeling", anytime=True),),
        (button(A.EMERGENCY, "button-emergency", anytime=True),),
        (
            button(A.MY_REPORTS, "button-my-reports", anytime=True),
            button(A.ADVICE, "button-advice", anytime=True),
        ),
        (button(A.MORE, "button-more", anytime=True),),
    )
