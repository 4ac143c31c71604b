"""What must agree within a pack: references between its parts, and a route that never ends.

Owns the checks that look at more than one field. They read the raw table where they can, so that they report
together with errors of shape. It must not know how a pack is read or how a problem is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conversations.packs.kinds import Party, RoleKind
from conversations.packs.model import Numbers, Pack
from conversations.packs.positions import Path
from conversations.packs.routing import protocol_handlers
from conversations.said import Said, said

Table = Mapping[str, object]

EVERY = "*"
MEETING_BAN_MONTHS = 3
"""The longest ban from a meeting: Gemeentewet 26 and Provinciewet 26, second and third paragraph."""

ROUTING_REFERENCES: tuple[Path, ...] = (
    ("roles", EVERY, "deputies", EVERY),
    ("offices", EVERY, "handlers", EVERY),
    ("offices", EVERY, "informed", EVERY),
    ("offices", EVERY, "informed_on_violence", EVERY),
    ("offices", EVERY, "may_also_choose", EVERY),
    ("offices", EVERY, "discussed_with", EVERY),
    ("replacements", EVERY, EVERY),
)
ROLE_REFERENCES: tuple[Path, ...] = (
    *ROUTING_REFERENCES,
    ("offices", EVERY, "own_role"),
    ("report_by_roles", EVERY),
    ("aftercare", "first_carer", EVERY),
    ("communication", "decided_by", EVERY),
    ("communication", "spokesperson"),
    ("communication", "when_involved", EVERY),
    ("police", "short_line"),
    ("incident_register", "registrar"),
)
ACTOR_REFERENCES: tuple[Path, ...] = (
    ("measures", EVERY, "decides", EVERY),
    ("measures", EVERY, "carries_out", EVERY),
)
NUMBER_REFERENCES: tuple[Path, ...] = (("advice", EVERY, "numbers", EVERY),)
LISTS_WITH_IDS: tuple[Path, ...] = (
    ("behaviours",),
    ("follow_up_self",),
    ("measures",),
    ("legal",),
    ("advice",),
    ("aftercare", "check_ins"),
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong: where in the pack, what, and how to mend it."""

    path: Path
    problem: Said
    mend: Said


def raw_findings(raw: Table) -> list[Finding]:
    """What is wrong with references and values in a table that may still have errors of shape."""
    return [
        *_reserved_roles(raw),
        *_unknown_references(raw),
        *_registrars_in_routes(raw),
        *_doubles(raw),
        *_replaced_by_itself(raw),
        *_time_zone(raw),
        *_violence_is_urgent(raw),
        *_meeting_bans(raw),
        *_no_desk(raw),
    ]


def pack_findings(pack: Pack) -> list[Finding]:
    """What is wrong with the routes of a pack that is right otherwise: a misspelt role leads nowhere by itself."""
    return list(_dead_ends(pack))


def did_you_mean(word: str, known: list[str]) -> Said:
    """How to mend an unknown word: the nearest known one, or all of them."""
    close = get_close_matches(word, known, n=1)
    return said("mend-nearest", value=close[0]) if close else said("mend-choose", known=", ".join(known))


def _values_at(part: object, pattern: Path, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if not pattern:
        yield path, part
    elif isinstance(part, Mapping):
        keys = list(part) if pattern[0] == EVERY else [pattern[0]]
        for key in keys:
            if key in part:
                yield from _values_at(part[key], pattern[1:], (*path, key))
    elif isinstance(part, list) and pattern[0] == EVERY:
        for index, element in enumerate(part):
            yield from _values_at(element, pattern[1:], (*path, index))


def _ids_of(raw: Table, field: str) -> list[str]:
    part = raw.get(field)
    return list(part) if isinstance(part, Mapping) else []


def _unknown_references(raw: Table) -> Iterator[Finding]:
    roles = _ids_of(raw, "roles")
    kinds = (
        (ROLE_REFERENCES, "pack-no-role", roles),
        (ACTOR_REFERENCES, "pack-no-actor", [*roles, *(str(party) for party in Party)]),
        (NUMBER_REFERENCES, "pack-no-number", list(Numbers.model_fields)),
    )
    for patterns, missing, known in kinds:
        for pattern in patterns:
            for path, value in _values_at(raw, pattern):
                number = patterns is NUMBER_REFERENCES and isinstance(value, str)
                name = str(value).replace("-", "_") if number else value
                if isinstance(name, str) and name not in known:
                    yield Finding(
                        path=path,
                        problem=Said(missing, {"value": value}),
                        mend=did_you_mean(name, known),
                    )
    for role in _ids_of(raw, "replacements"):
        if role not in roles:
            yield Finding(
                path=("replacements", role),
                problem=said("pack-no-role", value=role),
                mend=did_you_mean(role, roles),
            )


RESERVED_ROLES = ("reporter", "administrator")
"""What somebody can be invited as beside the roles of a pack; neither has a part in what others report."""


def _reserved_roles(raw: Table) -> Iterator[Finding]:
    for role in _ids_of(raw, "roles"):
        if role in RESERVED_ROLES:
            yield Finding(
                path=("roles", role),
                problem=said("pack-reserved-role", value=role),
                mend=said("mend-other-id"),
            )


def _registrars_in_routes(raw: Table) -> Iterator[Finding]:
    kinds = {path[1]: value for path, value in _values_at(raw, ("roles", EVERY, "kind"))}
    for pattern in ROUTING_REFERENCES:
        for path, value in _values_at(raw, pattern):
            if isinstance(value, str) and kinds.get(value) == RoleKind.REGISTRAR:
                yield Finding(
                    path=path,
                    problem=said("pack-registrar", value=value),
                    mend=said("mend-other-kind"),
                )


def _doubles(raw: Table) -> Iterator[Finding]:
    for pattern in LISTS_WITH_IDS:
        seen: dict[object, int] = {}
        for path, value in _values_at(raw, (*pattern, EVERY, "id")):
            if isinstance(value, str) and value in seen:
                yield Finding(path=path, problem=said("pack-twice", value=value), mend=said("mend-twice"))
            elif isinstance(value, str):
                seen[value] = 1


def _replaced_by_itself(raw: Table) -> Iterator[Finding]:
    for pattern in (("roles", EVERY, "deputies", EVERY), ("replacements", EVERY, EVERY)):
        for path, value in _values_at(raw, pattern):
            if value == path[1]:
                yield Finding(
                    path=path, problem=said("pack-itself", value=value), mend=said("mend-somebody-else")
                )


def _time_zone(raw: Table) -> Iterator[Finding]:
    name = raw.get("time_zone")
    if not isinstance(name, str):
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Finding(
            path=("time_zone",),
            problem=said("pack-no-time-zone"),
            mend=said("mend-write", line='time_zone = "Europe/Amsterdam"'),
        )


def _violence_is_urgent(raw: Table) -> Iterator[Finding]:
    for path, behaviour in _tables_at(raw, "behaviours"):
        if behaviour.get("violence") is True and behaviour.get("urgent", False) is False:
            yield Finding(
                path=(*path, "urgent"),
                problem=said("pack-violence", value=str(behaviour.get("id", ""))),
                mend=said("mend-write", line="urgent = true"),
            )


def _meeting_bans(raw: Table) -> Iterator[Finding]:
    bans = [
        ((*path, "max_months"), measure.get("max_months"))
        for path, measure in _tables_at(raw, "measures")
        if measure.get("id") == "meeting-ban"
    ]
    bans += [
        ((*path, "ban_max_months"), law["ban_max_months"])
        for path, law in _tables_at(raw, "legal")
        if "ban_max_months" in law
    ]
    for path, months in bans:
        if months is None or (isinstance(months, int) and months > MEETING_BAN_MONTHS):
            yield Finding(
                path=path,
                problem=said("pack-ban"),
                mend=said("mend-write", line=f"{path[-1]} = {MEETING_BAN_MONTHS}"),
            )


def _no_desk(raw: Table) -> Iterator[Finding]:
    numbers = raw.get("numbers")
    if not isinstance(numbers, Mapping) or "security_desk" in numbers:
        return
    for path, situation in _tables_at(raw, "advice"):
        wanted = situation.get("numbers")
        if isinstance(wanted, list) and "security-desk" in wanted:
            yield Finding(
                path=(*path, "numbers"),
                problem=said("pack-no-desk"),
                mend=said("mend-desk"),
            )


def _tables_at(raw: Table, field: str) -> Iterator[tuple[Path, Table]]:
    """The tables of a list, as far as they are tables."""
    for path, value in _values_at(raw, (field, EVERY)):
        if isinstance(value, Mapping):
            yield path, value


def _dead_ends(pack: Pack) -> Iterator[Finding]:
    """A route must survive any one or two roles being left out, besides the reporter's own."""
    for office in pack.offices:
        for excluded in _one_or_two(tuple(pack.roles)):
            if not protocol_handlers(pack, office, excluded):
                yield Finding(
                    path=("offices", office, "handlers"),
                    problem=_nobody_without(*sorted(excluded)),
                    mend=said("mend-dead-end"),
                )
                break


def _nobody_without(first: str, second: str = "") -> Said:
    if second:
        return said("pack-dead-end-two", first=first, second=second)
    return said("pack-dead-end", first=first)


def _one_or_two(roles: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for count in (1, 2):
        for excluded in combinations(roles, count):
            yield frozenset(excluded)
