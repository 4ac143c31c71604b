"""What the organisation's own protocol says, in sections: who hears of a report, what counts, care, words to outside.

Owns which parts of a pack make up a section. Anybody may read it, at any moment; nothing is registered. Must not know
how a text is worded, nor what any case looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.actions import Action as A
from conversations.casework.damage import rules_texts
from conversations.effects import Button, Rows, Say
from conversations.events import ButtonPressed, Event
from conversations.moves import IllegalTransitionError, Setting, Transition, button
from conversations.packs.pack import text_keys
from conversations.packs.routing import RoutingError, own_role, route, who_remain
from conversations.snapshot import Snapshot

Args = dict[str, str | int]
Section = tuple[tuple[str, ...], tuple[str, ...], Args]
"""The sentences of a section, its list, and what the sentences need. Empty when the pack says nothing of it."""

BUTTONS_IN_A_ROW = 2
FIRST = "principles"


def show(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """One section of the protocol, the first when none is named, with the others under it.

    Raises IllegalTransitionError when the pack has nothing to say there.
    """
    wanted = event.argument if isinstance(event, ButtonPressed) else ""
    found = sections(setting)
    name = wanted or next(iter(found))
    if name not in found:
        raise IllegalTransitionError("the protocol has no such section")
    texts, items, args = found[name]
    organisation = setting.organisation or setting.pack.name
    shown = Say(
        texts=("protocol", f"protocol-{name}", *texts),
        args={"organisation": organisation, **args, "items": ",".join(items), "numbers": ""},
        view="advice" if items else "",
        buttons=_rows([other for other in found if other != name]),
    )
    return Transition(snapshot=snapshot, effects=(shown,))


def sections(setting: Setting) -> Mapping[str, Section]:
    """Every section in which the pack says something, in the order in which they are shown."""
    made = {name: make(setting) for name, make in _SECTIONS.items()}
    return {name: section for name, section in made.items() if section[0] or section[1]}


def _rows(names: list[str]) -> Rows:
    buttons = [
        Button(label=f"protocol-{name}", action=A.PROTOCOL, argument=name, anytime=True) for name in names
    ]
    pairs = [tuple(buttons[i : i + BUTTONS_IN_A_ROW]) for i in range(0, len(buttons), BUTTONS_IN_A_ROW)]
    return (*pairs, (button(A.ADVICE, "button-other-advice", anytime=True),))


def _listed(prefix: str, items: tuple[str, ...]) -> Section:
    return (), tuple(f"{prefix}-{item}" for item in items), {}


def _of_rules(setting: Setting, prefix: str) -> tuple[str, ...]:
    return tuple(sorted(k for k in text_keys(setting.pack) if k.startswith(prefix) and "not-stated" not in k))


def _roles(names: tuple[str, ...]) -> str:
    return ",".join(f"role-{name}" for name in names)


# ---- the sections -----------------------------------------------------------------------------------------------


def _who_hears(setting: Setting) -> Section:
    """Who gets a report of this office-holder, who is told, with whom it is discussed, and to whom they can go too."""
    try:
        routing = route(setting.pack, setting.person.office)
    except RoutingError:
        return (), (), {}
    lines = {
        "protocol-goes-to": ("handlers", routing.handlers),
        "protocol-informed": ("informed", routing.informed),
        "protocol-informed-on-violence": ("violence", routing.informed_on_violence),
        "protocol-discussed": ("discussed", routing.discussed_with),
        "protocol-also": ("also", routing.may_also_choose),
    }
    args: Args = {f"{name}_keys": _roles(roles) for name, roles in lines.values()}
    return tuple(text for text, (_, roles) in lines.items() if roles), (), args


def _principles(setting: Setting) -> Section:
    scope = "all" if setting.pack.scope.between_office_holders else "inhabitants"
    return (f"protocol-scope-{scope}",), tuple(f"principle-{name}" for name in setting.pack.principles), {}


def _communication(setting: Setting) -> Section:
    """Who speaks, and who decides with the reporter; somebody whom it concerns is replaced."""
    pack = setting.pack
    rules, own = pack.communication, own_role(pack, setting.person.office)
    speaks: tuple[str, ...] = (rules.spokesperson,) if rules.spokesperson else ()
    if own in speaks:
        speaks = rules.when_involved[:1]
    texts: tuple[str, ...] = ("protocol-decides-words",)
    if speaks and rules.when_involved and own != rules.spokesperson:
        texts = ("protocol-speaks-instead", *texts)
    if speaks:
        texts = ("protocol-speaks", *texts)
    args: Args = {
        "speaks_keys": _roles(speaks),
        "instead_keys": _roles(rules.when_involved),
        "decides_keys": _roles(who_remain(pack, setting.person.office, rules.decided_by)),
    }
    return texts, tuple(f"communication-{rule}" for rule in rules.rules), args


def _police(setting: Setting) -> Section:
    pack = setting.pack
    told = (f"perpetrator-told-{pack.perpetrator_told.value}",)
    return (), (f"report-by-{pack.report_by.value}", *_of_rules(setting, "police-"), *told), {}


def _damage(setting: Setting) -> Section:
    insured = setting.pack.damage.insurances
    args: Args = {"insurance_keys": ",".join(f"insurance-{name}" for name in insured)}
    return (("damage-insurances",) if insured else ()), rules_texts(setting.pack), args


def _register(setting: Setting) -> Section:
    register = setting.pack.incident_register
    texts = (
        "protocol-register-is",
        *(("protocol-register-anonymous",) if register.anonymised else ()),
        *(("protocol-registrar",) if register.registrar else ()),
    )
    args: Args = {
        "kind_key": f"register-{register.kind}",
        "shows_keys": ",".join(f"register-shows-{name}" for name in register.shows),
        "registrar_keys": _roles((register.registrar,) if register.registrar else ()),
    }
    return texts, (), args


_SECTIONS: dict[str, Callable[[Setting], Section]] = {
    FIRST: _principles,
    "who": _who_hears,
    "weighing": lambda setting: _listed("weigh", setting.pack.weighing),
    "care": lambda setting: _listed("care", setting.pack.care),
    "prevention": lambda setting: _listed("prevention", setting.pack.prevention),
    "communication": _communication,
    "police": _police,
    "damage": _damage,
    "law": lambda setting: _listed("law", tuple(law.id for law in setting.pack.legal)),
    "register": _register,
}
SECTIONS = tuple(_SECTIONS)
