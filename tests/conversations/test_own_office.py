"""Under which office somebody with a role reports for themselves, in every pack: never to that role."""

from __future__ import annotations

import pytest

from conversations.packs import pack_text
from conversations.packs.kinds import RoleKind
from conversations.packs.pack import Pack, parse_pack
from conversations.packs.routing import UnknownOfficeError, office_of_role, office_rules, own_role, route
from conversations.texts import LANGUAGES, load_catalogue
from tests.conversations.shipped_packs import PACKS

ROLES = [(name, role) for name, pack in PACKS.items() for role in pack.roles]


def reporting(pack: Pack) -> list[str]:
    return [role for role, rules in pack.roles.items() if rules.kind is not RoleKind.REGISTRAR]


@pytest.mark.parametrize(("name", "role"), ROLES)
def test_everybody_with_a_role_can_report_and_never_to_themselves(name: str, role: str) -> None:
    pack = PACKS[name]
    office = office_of_role(pack, role)
    if role not in reporting(pack):
        assert office == ""
        return
    assert own_role(pack, office) == role
    found = route(pack, office)
    everybody = (found.handlers, found.deputies, found.informed, found.informed_on_violence, found.escalation)
    assert found.handlers
    assert role not in {r for circle in everybody for r in circle}
    assert all(load_catalogue().has(f"office-{office}", language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("name", "role", "handlers"),
    [
        ("maassluis", "burgemeester", ("griffier",)),
        ("maassluis", "griffier", ("burgemeester",)),
        ("maassluis", "plaatsvervangend-griffier", ("griffier",)),
        ("maassluis", "locoburgemeester", ("burgemeester",)),
        ("assen", "gemeentesecretaris", ("burgemeester",)),
        ("standaard", "loco-gemeentesecretaris", ("gemeentesecretaris",)),
        ("provincie-utrecht", "cdk", ("provinciesecretaris",)),
        ("provincie-utrecht", "griffier", ("provinciesecretaris",)),
    ],
)
def test_who_handles_it(name: str, role: str, handlers: tuple[str, ...]) -> None:
    assert route(PACKS[name], office_of_role(PACKS[name], role)).handlers == handlers


def test_who_is_the_only_one_who_can_handle_a_report_has_no_office_of_their_own() -> None:
    text = pack_text("standaard")
    pack = parse_pack(text, file_name="veldermeer.toml")
    alone = pack.model_copy(update={"roles": {"griffier": pack.roles["griffier"]}, "replacements": {}})
    assert office_of_role(alone, "griffier") == ""


def test_what_is_neither_an_office_nor_a_role_is_unknown() -> None:
    with pytest.raises(UnknownOfficeError):
        office_rules(PACKS["assen"], "waterschapsbestuurder")
    assert own_role(PACKS["assen"], "waterschapsbestuurder") == ""
