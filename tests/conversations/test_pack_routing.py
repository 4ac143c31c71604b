"""Who receives a report: every office, with every set of roles left out."""

from __future__ import annotations

from itertools import combinations

import pytest

from conversations.packs.pack import NoHandlerError, Pack, RoleKind, UnknownOfficeError, route
from tests.conversations.shipped_packs import ASSEN, MAASSLUIS, PACKS, STANDAARD, each_pack


def every_exclusion(pack: Pack) -> list[frozenset[str]]:
    roles = tuple(pack.roles)
    return [frozenset(chosen) for count in range(len(roles) + 1) for chosen in combinations(roles, count)]


@each_pack
def test_no_route_reaches_who_is_left_out_or_ends_without_a_handler(pack: Pack) -> None:
    able = {name for name, role in pack.roles.items() if role.kind is not RoleKind.REGISTRAR}
    for office, rules in pack.offices.items():
        for excluded in every_exclusion(pack):
            kept_from = excluded | ({rules.own_role} if rules.own_role else set())
            if able <= kept_from:
                with pytest.raises(NoHandlerError):
                    route(pack, office, excluded)
                continue
            found = route(pack, office, excluded)
            assert found.handlers
            for roles in (
                found.handlers,
                found.deputies,
                found.informed,
                found.informed_on_violence,
                found.may_also_choose,
                found.discussed_with,
                found.escalation,
            ):
                assert not kept_from & set(roles), f"{office} without {sorted(excluded)}"
                assert set(roles) <= able
                assert len(set(roles)) == len(roles)
            assert not set(found.handlers) & set(found.deputies)


@each_pack
def test_an_unknown_office_has_no_route(pack: Pack) -> None:
    with pytest.raises(UnknownOfficeError):
        route(pack, "waterschapsbestuurder", frozenset())


@pytest.mark.parametrize(
    ("name", "office", "excluded", "handlers"),
    [
        ("standaard", "raadslid", set(), ("griffier",)),
        ("standaard", "raadslid", {"griffier"}, ("burgemeester",)),
        ("standaard", "raadslid", {"griffier", "burgemeester"}, ("gemeentesecretaris",)),
        ("standaard", "wethouder", set(), ("gemeentesecretaris",)),
        ("standaard", "burgemeester", {"gemeentesecretaris"}, ("griffier",)),
        ("assen", "commissielid", set(), ("griffier",)),
        ("assen", "wethouder", {"gemeentesecretaris"}, ("burgemeester",)),
        ("maassluis", "raadslid", {"griffier"}, ("burgemeester",)),
        ("maassluis", "wethouder", set(), ("griffier",)),
        ("maassluis", "burgemeester", {"griffier"}, ("gemeentesecretaris",)),
        ("provincie-utrecht", "statenlid", set(), ("griffier", "cdk")),
        ("provincie-utrecht", "statenlid", {"cdk"}, ("griffier", "loco-cdk")),
        ("provincie-utrecht", "statenlid", {"griffier"}, ("provinciesecretaris", "cdk")),
        ("provincie-utrecht", "gedeputeerde", set(), ("provinciesecretaris", "cdk")),
        ("provincie-utrecht", "cdk", set(), ("provinciesecretaris",)),
    ],
)
def test_routes(name: str, office: str, excluded: set[str], handlers: tuple[str, ...]) -> None:
    assert route(PACKS[name], office, frozenset(excluded)).handlers == handlers


def test_the_deputy_of_who_is_left_out_gets_no_copy() -> None:
    assert route(STANDAARD, "raadslid", frozenset()).deputies == ("plaatsvervangend-griffier",)
    assert "plaatsvervangend-griffier" not in route(STANDAARD, "raadslid", frozenset({"griffier"})).deputies


def test_escalation_goes_on_after_the_deputies() -> None:
    assert route(MAASSLUIS, "raadslid", frozenset()).escalation == ("burgemeester",)
    assert route(ASSEN, "wethouder", frozenset()).escalation == ("burgemeester", "griffier")


def test_when_all_named_are_left_out_any_case_handler_takes_it() -> None:
    excluded = frozenset({"griffier", "gemeentesecretaris", "burgemeester", "locoburgemeester"})
    assert route(STANDAARD, "raadslid", excluded).handlers == ("plaatsvervangend-griffier",)
