"""Protocol packs: from the text of a pack file to a `Pack`, with errors that say what to mend and where.

This is the module that others import; shape, routing, checks and positions have modules of their own. It
reads no file and knows no wording beside its errors: `text_keys` only says which wording a pack needs.
"""

from __future__ import annotations

import json
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from conversations.packs.checks import Finding, did_you_mean, pack_findings, raw_findings
from conversations.packs.kinds import (
    AftercareOffer,
    CheckInBase,
    CheckInId,
    InformProsecutor,
    OrganisationKind,
    Party,
    PerpetratorTold,
    Recovery,
    ReportBy,
    RoleKind,
)
from conversations.packs.model import Behaviour, CheckIn, Measure, Office, Pack, Role, Situation
from conversations.packs.positions import Path, line_for, lines_of
from conversations.packs.routing import NoHandlerError, Routing, RoutingError, UnknownOfficeError, route
from conversations.said import LOGGED, Said, said, wrong_value

__all__ = [
    "REGISTER_ONLY",
    "AftercareOffer",
    "Behaviour",
    "CheckIn",
    "CheckInBase",
    "CheckInId",
    "InformProsecutor",
    "Measure",
    "NoHandlerError",
    "Office",
    "OrganisationKind",
    "Pack",
    "PackError",
    "PackProblem",
    "Party",
    "PerpetratorTold",
    "Recovery",
    "ReportBy",
    "Role",
    "RoleKind",
    "Routing",
    "RoutingError",
    "Situation",
    "UnknownOfficeError",
    "parse_pack",
    "route",
    "text_keys",
]

REGISTER_ONLY = "register-only"
"""What a reporter can wish for beside the measures of every pack: that it is on record, and no more."""

_MENDS = {
    "bool_type": "mend-bool",
    "int_type": "mend-int",
    "string_type": "mend-text",
    "tuple_type": "mend-list",
    "dict_type": "mend-table",
    "model_type": "mend-table",
    "time_parsing": "mend-time",
    "time_type": "mend-time",
    "string_pattern_mismatch": "mend-pattern",
    "too_short": "mend-few",
    "too_long": "mend-many",
}
_OWN_RULES = {
    "working_day": "mend-working-day",
    "draft_warning": "mend-draft-warning",
    "check_in_window": "mend-check-in-window",
    "check_in_order": "mend-check-in-order",
    "check_in_prompt": "mend-check-in-prompt",
    "retention_notice": "mend-retention-notice",
}
"""The rules of `packs.model` that look at more than one field, and how each is mended."""


@dataclass(frozen=True, kw_only=True)
class PackProblem:
    """One thing to mend in a pack file; `line` counts from 1, `field` is a dotted path."""

    line: int
    field: str
    problem: Said
    mend: Said


class PackError(Exception):
    """A pack file cannot be used; `problems` lists all that is wrong, in the order of the file."""

    def __init__(self, file_name: str, problems: Iterable[PackProblem]) -> None:
        self.file_name = file_name
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.field)))
        super().__init__(self.in_language(LOGGED))

    def in_language(self, language: str) -> str:
        """All that is wrong in this language, a line for each."""
        return "\n".join(
            said(
                "pack-error",
                file=self.file_name,
                line=problem.line,
                field=problem.field,
                problem=problem.problem,
                mend=problem.mend,
            ).in_language(language)
            for problem in self.problems
        )


def parse_pack(text: str, *, file_name: str) -> Pack:
    """The pack that `text` describes; `file_name` is only used in errors. Raises PackError."""
    raw = _parse_toml(text, file_name)
    pack, findings = _build(raw)
    findings += raw_findings(raw)
    if pack is not None and not findings:
        findings += pack_findings(pack)
    if findings or pack is None:
        lines = lines_of(text)
        raise PackError(file_name, [_problem(lines, finding) for finding in findings])
    return pack


def text_keys(pack: Pack) -> set[str]:
    """The keys of every text that belongs to this pack; each must exist in every language."""
    parties = {actor for measure in pack.measures for actor in (*measure.decides, *measure.carries_out)}
    stages = pack.aftercare.check_ins
    measures = (REGISTER_ONLY, *(measure.id for measure in pack.measures))
    keys = {
        "role": {*pack.roles, *parties},
        "office": {
            *pack.offices,
            *(r for r, role in pack.roles.items() if role.kind is not RoleKind.REGISTRAR),
        },
        "behaviour": {behaviour.id for behaviour in pack.behaviours},
        "channel": set(pack.channels),
        "target": set(pack.targets),
        "follow-up": {follow_up.id for follow_up in pack.follow_up_self},
        "measure": {name for item in measures for name in (item, f"{item}-explain")},
        "think-of": {name for measure in pack.measures for name in measure.think_of},
        "circle": set(pack.circle),
        "principle": set(pack.principles),
        "weigh": set(pack.weighing),
        "prevention": set(pack.prevention),
        "care": {*pack.care, *(name for circle in pack.aftercare.circles for name in circle.offered)},
        "care-circle": {str(circle.number) for circle in pack.aftercare.circles},
        "goal": {goal for check_in in stages for goal in check_in.goals},
        "communication": set(pack.communication.rules),
        "perpetrator-told": {pack.perpetrator_told.value},
        "report-by": {pack.report_by.value},
        "police": _police_ids(pack),
        "damage": _damage_ids(pack),
        "insurance": set(pack.damage.insurances),
        "law": {law.id for law in pack.legal},
        "register": {pack.incident_register.kind},
        "register-shows": set(pack.incident_register.shows),
        "situation": {situation.id for situation in pack.advice},
        "advice": {item for situation in pack.advice for item in situation.items},
        "number": _number_ids(pack),
    }
    return {f"{prefix}-{name}" for prefix, names in keys.items() for name in names}


def _police_ids(pack: Pack) -> set[str]:
    rules = pack.police
    stated = {
        "vpt-code": rules.vpt_code,
        "klachtdelict": rules.klachtdelict,
        f"prosecutor-{rules.inform_prosecutor.value}": True,
        "chief-prosecutor-decides": rules.chief_prosecutor_decides,
        "prosecutor-powers": rules.explain_prosecutor_powers,
        "nctv": rules.nctv_when_burgemeester,
        "injured-party": rules.reporter_is_injured_party,
        "may-explain": rules.reporter_may_explain,
        "short-line": rules.short_line is not None,
    }
    return {name for name, applies in stated.items() if applies} | {
        f"feedback-{to}" for to in rules.feedback_to
    }


def _damage_ids(pack: Pack) -> set[str]:
    rules = pack.damage
    stated = {
        "paid-first": rules.organisation_pays_first,
        "immaterial": rules.immaterial_too,
        "join-proceedings": rules.join_proceedings,
        "legal-aid": rules.legal_aid,
        f"recovery-{rules.recovery.value}": True,
    }
    return {name for name, applies in stated.items() if applies}


def _number_ids(pack: Pack) -> set[str]:
    plain = {"emergency", "police", "support-team", "crisis", "crisis-free"}
    desk = pack.numbers.security_desk
    return plain | {desk.label} if desk else plain


def _parse_toml(text: str, file_name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"\(at line (\d+)", message)
        line = int(found.group(1)) if found else text.count("\n") + 1
        problem = PackProblem(
            line=line,
            field="TOML",
            problem=said("pack-not-toml", detail=re.sub(r" \(at [^)]*\)$", "", message)),
            mend=said("mend-toml"),
        )
        raise PackError(file_name, [problem]) from None


def _build(raw: Mapping[str, object]) -> tuple[Pack | None, list[Finding]]:
    """The pack, or what is wrong with its shape.

    Goes through JSON because that is where pydantic is strict about types and still reads ids and times.
    """
    try:
        return Pack.model_validate_json(json.dumps(raw, default=str), strict=True), []
    except ValidationError as error:
        return None, [_finding(detail) for detail in error.errors(include_url=False, include_input=False)]


def _finding(detail: ErrorDetails) -> Finding:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    context = detail.get("ctx") or {}
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _fields_around(path)
        problem, mend = said("pack-unknown-field"), did_you_mean(str(path[-1]), known)
    elif kind == "missing":
        problem, mend = said("pack-missing-field"), said("mend-add", name=path[-1])
    elif kind == "enum":
        problem, mend = said("pack-not-allowed"), said("mend-choose", known=context["expected"])
    elif kind in _OWN_RULES:
        numbers = {str(name): context[name] for name in ("opens", "closes") if name in context}
        problem, mend = Said(detail["msg"]), Said(_OWN_RULES[kind], numbers)
    else:
        problem = wrong_value(kind, detail["msg"], context)
        mend = Said(_MENDS.get(kind, "mend-docs"))
    if "field" in context:
        path = (*path, context["field"])
    return Finding(path=path, problem=problem, mend=mend)


def _fields_around(path: Path) -> list[str]:
    """The fields that are known where the last part of `path` stands."""
    here: object = Pack
    for part in path[:-1]:
        here = _step(here, part)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _step(annotation: object, part: str | int) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return _unwrapped(field.annotation) if field else None
    arguments = typing.get_args(annotation)
    return _unwrapped(arguments[0 if isinstance(part, int) else -1]) if arguments else None


def _unwrapped(annotation: object) -> object:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _unwrapped(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return next(_unwrapped(kind) for kind in typing.get_args(annotation) if kind is not type(None))
    return annotation


def _problem(lines: dict[Path, int], finding: Finding) -> PackProblem:
    return PackProblem(
        line=line_for(lines, finding.path),
        field=".".join(str(part + 1 if isinstance(part, int) else part) for part in finding.path),
        problem=finding.problem,
        mend=finding.mend,
    )
