"""Who receives a report: the routing of a pack, applied to one office-holder and the people left out.

Owns the rule by which a role that is left out is replaced. It must not know people, only roles, nor how
anybody is notified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conversations.packs.kinds import RoleKind
from conversations.packs.model import Office, Pack


class RoutingError(Exception):
    """No route can be made."""


class UnknownOfficeError(RoutingError):
    """The pack has no such office."""


class NoHandlerError(RoutingError):
    """Every role that can handle a report is left out: only help from outside the organisation remains."""


@dataclass(frozen=True, kw_only=True)
class Routing:
    """The roles that a report goes to, in the order of the pack.

    `deputies` take over when the handlers are silent; `escalation` comes after them. No role appears that
    was left out, and `handlers` is never empty.
    """

    handlers: tuple[str, ...]
    deputies: tuple[str, ...]
    informed: tuple[str, ...]
    informed_on_violence: tuple[str, ...]
    may_also_choose: tuple[str, ...]
    discussed_with: tuple[str, ...]
    escalation: tuple[str, ...]


def office_rules(pack: Pack, office: str) -> Office:
    """Where a report by this office goes: as the pack says, or for somebody who has a role but no office in the pack.

    Whoever handles or is informed can be threatened too. Then the one they stand in for handles it, else whoever
    replaces them; never they themselves. Raises UnknownOfficeError.
    """
    if office in pack.offices:
        return pack.offices[office]
    if office not in pack.roles or pack.roles[office].kind is RoleKind.REGISTRAR:
        raise UnknownOfficeError(f"the pack {pack.id} has no office called {office}")
    stands_in_for = next((name for name, role in pack.roles.items() if office in role.deputies), office)
    return Office(own_role=office, handlers=(stands_in_for,))


def own_role(pack: Pack, office: str) -> str:
    """The role that this office-holder has as well; empty when they have none, or when the pack has no such office."""
    try:
        return office_rules(pack, office).own_role or ""
    except UnknownOfficeError:
        return ""


def office_of_role(pack: Pack, role: str) -> str:
    """The office under which somebody with this role reports what happens to themselves; empty when nobody else
    could handle it."""
    office = next((name for name, rules in pack.offices.items() if rules.own_role == role), role)
    try:
        route(pack, office)
    except RoutingError:
        return ""
    return office


def route(pack: Pack, office: str, excluded_roles: frozenset[str] = frozenset()) -> Routing:
    """The route of a report by `office` when nothing may reach `excluded_roles`.

    The reporter's own role is always left out. A role that is left out is replaced by the first of its
    replacements that remains. If that leaves nobody, any remaining case handler takes it, then any remaining
    informed officer. Raises UnknownOfficeError, and NoHandlerError when nobody at all remains.
    """
    handlers = protocol_handlers(pack, office, excluded_roles) or _anyone(pack, office, excluded_roles)
    rules = office_rules(pack, office)
    excluded = _left_out(pack, office, excluded_roles)
    deputies = _unique(
        deputy for handler in handlers for deputy in pack.roles[handler].deputies if deputy not in excluded
    )
    deputies = tuple(role for role in deputies if role not in handlers)
    informed = _without(_present(pack, rules.informed, excluded), handlers)
    urgent = _without(_present(pack, rules.informed_on_violence, excluded), handlers)
    choice = tuple(role for role in rules.may_also_choose if role not in excluded and role not in handlers)
    return Routing(
        handlers=handlers,
        deputies=deputies,
        informed=informed,
        informed_on_violence=urgent,
        may_also_choose=choice,
        discussed_with=_without(_present(pack, rules.discussed_with, excluded), handlers),
        escalation=_without(_unique((*informed, *urgent, *choice)), deputies),
    )


def protocol_handlers(pack: Pack, office: str, excluded_roles: frozenset[str]) -> tuple[str, ...]:
    """The handlers that the pack itself names, replacements included; empty when it names nobody."""
    return _present(pack, office_rules(pack, office).handlers, _left_out(pack, office, excluded_roles))


def reader_roles(pack: Pack, office: str, excluded_roles: frozenset[str]) -> tuple[str, ...]:
    """The roles to which a report by this office is sealed: who handles it and who stands in for them; none when the
    pack has no such office, or nobody is left."""
    try:
        routing = route(pack, office, excluded_roles)
    except RoutingError:
        return ()
    return (*routing.handlers, *routing.deputies)


def who_remain(
    pack: Pack, office: str, roles: Iterable[str], excluded_roles: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """These roles or parties, with a replacement for the reporter's own role and for those who are left out."""
    return _present(pack, roles, excluded_roles | ({own_role(pack, office)} - {""}))


def _left_out(pack: Pack, office: str, excluded_roles: frozenset[str]) -> frozenset[str]:
    own = office_rules(pack, office).own_role
    return excluded_roles | {own} if own else excluded_roles


def _present(pack: Pack, roles: Iterable[str], excluded: frozenset[str]) -> tuple[str, ...]:
    found = (_stand_in(pack, role, excluded) for role in roles)
    return _unique(role for role in found if role is not None)


def _stand_in(pack: Pack, role: str, excluded: frozenset[str]) -> str | None:
    if role not in excluded:
        return role
    return next((other for other in pack.replacements.get(role, ()) if other not in excluded), None)


def _anyone(pack: Pack, office: str, excluded_roles: frozenset[str]) -> tuple[str, ...]:
    excluded = _left_out(pack, office, excluded_roles)
    for kind in (RoleKind.CASE_HANDLER, RoleKind.INFORMED_OFFICER):
        for role_id, role in pack.roles.items():
            if role.kind is kind and role_id not in excluded:
                return (role_id,)
    raise NoHandlerError(f"the pack {pack.id} has nobody left to handle this report")


def _unique(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(roles))


def _without(roles: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role for role in roles if role not in others)
