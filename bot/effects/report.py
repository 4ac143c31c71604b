"""Carrying out what a reporter sends: a report, an addition, a request for a call; each becomes, or joins, a case.

Owns the step from those effects to a case with its people and to sealed envelopes, inside the transaction of the event.
Who may be among them is decided by the pack's routing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.effects.executor import Executor
from bot.effects.lookups import with_people, with_stand_ins
from conversations import call_today, register
from conversations import effects as fx
from conversations.casework.conversation import Case, case_from_json
from conversations.casework.people import stepped_back
from conversations.events import BecameReport
from conversations.incident import incident_at
from conversations.packs.routing import office_rules, route
from conversations.questions import is_violent
from conversations.sealed_content import report_content, supplement_content
from conversations.snapshot import ReportState
from storage import cases, evidence, people


def submit_report(executor: Executor, effect: fx.SubmitReport) -> None:
    """Seal the draft and open a case: its people are told, its clocks run."""
    person = executor.occasion.person
    assert person is not None
    setting = executor.setting(person)
    case = _new_case(
        executor,
        case_id=effect.draft.draft_id,
        reference=effect.reference,
        kind="report",
        urgent=effect.urgent,
        excluded=effect.excluded_roles,
        violent=is_violent(effect.draft, executor.place.pack),
    )
    request = _request_of(executor, effect.draft.origin)
    follows = request.reference if request is not None else ""
    case = replace(
        case,
        origin_reference=follows,
        counted=effect.counted,
        call_today=call_today.is_wished(effect.draft),
        injury="yes" in effect.draft.chosen(ReportState.INJURY),
        incident_at=incident_at(effect.draft, executor.occasion.at, setting.time_zone),
    )
    if request is not None:
        case = stepped_back(case, request.recused)
    content = report_content(
        effect.draft,
        setting,
        reference=effect.reference,
        name=person.name,
        sent_at=executor.occasion.at,
        follows=follows,
        counted=effect.counted,
    )
    executor.seal(case, "report", content)
    executor.open(case)
    if effect.counted:
        facts = register.facts_of(effect.draft, executor.place.pack)
        executor.carry_out((fx.CountInRegister(chosen=facts),))
    if request is not None:
        _tell_request(executor, request, executor.case(case.case_id))


def _request_of(executor: Executor, case_id: str) -> Case | None:
    """The request for a talk that this report comes from, when it is the reporter's own."""
    stored = cases.load_case(executor.tx, executor.fe, case_id) if case_id else None
    request = case_from_json(stored.body) if stored is not None else None
    mine = request is not None and request.reporter_id == executor.person().person_id
    return request if mine else None


def _tell_request(executor: Executor, request: Case, report: Case) -> None:
    """Let the request know that it goes on as a report; what it makes of that depends on who may know."""
    occasion = executor.occasion
    event = BecameReport(
        at=occasion.at,
        nonce=occasion.nonce,
        by=report.reporter_id,
        known_by=tuple(dict.fromkeys((*report.told, *report.readers))),
    )
    executor.try_case(request.case_id, event)


def submit_supplement(executor: Executor, effect: fx.SubmitSupplement) -> None:
    """Seal an addition to a report that was sent; its evidence joins the case."""
    person = executor.occasion.person
    assert person is not None
    case = executor.case(effect.case_id)
    setting = executor.setting(person)
    content = supplement_content(effect.draft, setting, name=person.name, sent_at=executor.occasion.at)
    executor.seal(case, "supplement", content)
    evidence.adopt_evidence(executor.tx, effect.draft.draft_id, case.case_id)


def request_contact(executor: Executor, effect: fx.RequestContact) -> None:
    """Open a case for a call, without a report."""
    executor.open(replace(_case_for_a_call(executor, effect), phone=effect.phone))


def request_call(executor: Executor, effect: fx.RequestCall) -> None:
    """A call that came out of a check-in: asked of the handlers of the case it is about, so nobody new hears of it."""
    about = executor.case(effect.about_case_id)
    fresh = _case_for_a_call(executor, effect)
    asked = replace(
        fresh,
        handlers=about.handlers or fresh.handlers,
        deputies=about.deputies or fresh.deputies,
        phone=effect.phone or about.phone,
        wanted_role=effect.role,
        wanted_when=effect.when,
        recused=about.recused,
        former=about.former,
    )
    executor.open(asked)


def _case_for_a_call(executor: Executor, effect: fx.RequestContact | fx.RequestCall) -> Case:
    return _new_case(
        executor,
        case_id=effect.case_id,
        reference=effect.reference,
        kind=effect.kind,
        urgent=effect.urgent,
        excluded=effect.excluded_roles,
        violent=False,
    )


def _new_case(
    executor: Executor,
    *,
    case_id: str,
    reference: str,
    kind: str,
    urgent: bool,
    excluded: Sequence[str],
    violent: bool,
) -> Case:
    person, pack = executor.occasion.person, executor.place.pack
    assert person is not None
    office = executor.setting(person).person.office
    routing = route(pack, office, frozenset(excluded))
    informed = routing.informed + (routing.informed_on_violence if violent else ())
    own_role = office_rules(pack, office).own_role
    handlers, deputies, escalation = (
        _people_in(executor, roles) for roles in (routing.handlers, routing.deputies, routing.escalation)
    )
    case = Case(
        case_id=case_id,
        reference=reference,
        kind=kind,
        urgent=urgent,
        office=office,
        pack_id=pack.id,
        pack_version=pack.version,
        reporter_id=person.person_id,
        created_at=executor.occasion.at,
        handlers=handlers or (() if deputies else escalation),
        deputies=deputies,
        informed=_people_in(executor, informed) if kind == "report" else (),
        escalation=escalation if handlers or deputies else (),
        excluded_roles=tuple(dict.fromkeys((*excluded, *((own_role,) if own_role else ())))),
    )
    around = with_people(executor.tx, executor.fe, case, pack)
    return with_stand_ins(executor.tx, around, executor.occasion.at)


def _people_in(executor: Executor, roles: Iterable[str]) -> tuple[str, ...]:
    """The people who have these roles, the reporter left out: nobody handles their own report."""
    found = [p for role in roles for p in people.people_with_role(executor.tx, executor.fe, role)]
    own = executor.occasion.person.person_id if executor.occasion.person else ""
    return tuple(dict.fromkeys(p.person_id for p in found if p.person_id != own))
