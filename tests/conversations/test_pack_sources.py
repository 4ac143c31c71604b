"""What the packs take from their sources, above all where those disagree.

The numbers are those of docs/requirements.md.
"""

from __future__ import annotations

import pytest

from conversations.packs.pack import InformProsecutor, Pack, Party, PerpetratorTold, ReportBy, RoleKind, route
from tests.conversations.shipped_packs import ASSEN, MAASSLUIS, PACKS, STANDAARD, UTRECHT, each_pack


def test_requirement_1_council_to_griffier_who_informs_burgemeester() -> None:
    for office in ("raadslid", "commissielid"):
        found = route(MAASSLUIS, office, frozenset())
        assert found.handlers == ("griffier",)
        assert found.informed == ("burgemeester",)
        assert found.discussed_with == ("burgemeester", "gemeentesecretaris")


def test_requirement_2_first_contact() -> None:
    assert route(ASSEN, "raadslid", frozenset()).handlers == ("griffier",)
    assert route(ASSEN, "wethouder", frozenset()).handlers == ("gemeentesecretaris",)
    assert route(ASSEN, "raadslid", frozenset()).informed == ()


def test_requirement_3_three_easy_contacts() -> None:
    for office in ("raadslid", "commissielid", "wethouder"):
        found = route(STANDAARD, office, frozenset())
        assert {*found.handlers, *found.may_also_choose} == {"griffier", "burgemeester", "gemeentesecretaris"}


def test_requirement_4_cdk_and_griffier_or_provinciesecretaris() -> None:
    found = route(UTRECHT, "statenlid", frozenset())
    assert set(found.handlers) == {"cdk", "griffier"}
    assert found.may_also_choose == ("provinciesecretaris",)


def test_requirement_5_who_replaces_burgemeester_and_cdk() -> None:
    assert route(MAASSLUIS, "raadslid", frozenset({"burgemeester"})).informed == ("locoburgemeester",)
    both = frozenset({"burgemeester", "locoburgemeester"})
    assert route(MAASSLUIS, "raadslid", both).informed == ("cdk",)
    assert MAASSLUIS.communication.when_involved == ("locoburgemeester", "cdk")
    assert "loco-cdk" in route(UTRECHT, "statenlid", frozenset({"cdk"})).handlers
    assert UTRECHT.communication.when_involved == ("loco-cdk",)


def test_requirement_6_burgemeester_threatened() -> None:
    assert route(MAASSLUIS, "burgemeester", frozenset()).informed == ("cdk",)
    assert MAASSLUIS.police.chief_prosecutor_decides
    assert [name for name, pack in PACKS.items() if pack.police.nctv_when_burgemeester] == ["maassluis"]


def test_requirement_7_violence_to_griffier_and_burgemeester_at_once() -> None:
    found = route(MAASSLUIS, "raadslid", frozenset())
    assert {*found.handlers, *found.informed_on_violence} == {"griffier", "burgemeester"}
    violent = {behaviour.id for behaviour in MAASSLUIS.behaviours if behaviour.violence}
    assert violent == {"physical-violence", "weapon"}


@each_pack
def test_requirement_8_what_makes_it_urgent(pack: Pack) -> None:
    urgent = {behaviour.id for behaviour in pack.behaviours if behaviour.urgent}
    assert urgent == {"physical-violence", "weapon", "stalking", "threat-to-life"}


@each_pack
def test_requirements_10_and_11_every_form_and_family(pack: Pack) -> None:
    assert {"in-person", "phone", "letter", "email", "social-media"} <= set(pack.channels)
    assert "family" in pack.targets
    assert pack.behaviours[-1].id == "other"


def test_requirement_12_behaviour_counts_not_how_one_feels() -> None:
    assert "behaviour-not-feeling" in MAASSLUIS.weighing
    assert "unbothered-too" in MAASSLUIS.principles


def test_requirement_13_scope() -> None:
    covered = {name: pack.scope.between_office_holders for name, pack in PACKS.items()}
    assert covered == {"standaard": False, "assen": False, "maassluis": False, "provincie-utrecht": True}


def test_requirement_14_emotion_and_creeping_forms() -> None:
    assert {"emotional-or-transgressive", "creeping-forms"} <= set(STANDAARD.weighing)
    assert "emotion-or-instrument" in ASSEN.weighing
    assert {"disinformation", "defamation"} <= {behaviour.id for behaviour in STANDAARD.behaviours}


@each_pack
def test_requirement_17_every_measure_needs_consent(pack: Pack) -> None:
    assert [measure.id for measure in pack.measures if not measure.consent_required] == []


def test_requirements_18_and_19_registers() -> None:
    assert ASSEN.incident_register.kind == "incidenten-register"
    assert UTRECHT.incident_register.anonymised
    assert UTRECHT.incident_register.registrar == "regisseur-integriteit"
    assert UTRECHT.incident_register.shows == ("nature", "form", "trend")
    assert UTRECHT.roles["regisseur-integriteit"].kind is RoleKind.REGISTRAR


def test_requirements_20_and_21_weighing() -> None:
    assert {"decide-together", "profile", "second-incident", "involve-others"} <= set(ASSEN.weighing)
    assert {"first-or-repeated", "officials-count-too"} <= set(MAASSLUIS.weighing)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("standaard", {"written-warning", "building-ban", "service-limit", "corrective-talk-burgemeester"}),
        (
            "assen",
            {"stop-talk-self", "stop-talk-burgemeester", "stop-talk-police", "stop-talk-other"}
            | {"corrective-letter", "building-ban", "area-ban"},
        ),
        (
            "maassluis",
            {"mediation", "written-warning", "contact-limit", "building-ban", "order-talk", "address-flag"}
            | {"phone-ban"},
        ),
        ("provincie-utrecht", {"stop-talk", "warning-cdk", "building-ban", "meeting-ban", "recover-damage"}),
    ],
)
def test_requirements_22_to_26_measures(name: str, measures: set[str]) -> None:
    common = {"police-notification", "police-report"}
    assert {measure.id for measure in PACKS[name].measures} == measures | common


def test_requirements_22_to_26_who_decides_and_carries_out() -> None:
    assert STANDAARD.measure("corrective-talk-burgemeester").carries_out == ("burgemeester",)
    assert ASSEN.measure("stop-talk-self").carries_out == (Party.REPORTER,)
    assert "police-alongside" in ASSEN.measure("stop-talk-burgemeester").think_of
    assert ASSEN.measure("police-report").carries_out == (Party.ORGANISATION,)
    assert not MAASSLUIS.measure("mediation").sanction
    assert MAASSLUIS.measure("building-ban").decides == ("burgemeester",)
    assert "repeated-callers" in MAASSLUIS.measure("phone-ban").think_of
    assert "soon-after" in UTRECHT.measure("stop-talk").think_of
    assert UTRECHT.measure("warning-cdk").carries_out == ("cdk",)
    assert "not-for-office-holders" in UTRECHT.measure("building-ban").think_of
    assert "for-office-holders" in UTRECHT.measure("meeting-ban").think_of


def test_requirement_27_notification_complaint_and_prosecutor() -> None:
    for pack in (STANDAARD, MAASSLUIS):
        assert "notification-is-no-report" in pack.measure("police-notification").think_of
    assert "klachtdelict" in STANDAARD.measure("police-report").think_of
    assert STANDAARD.police.klachtdelict
    assert STANDAARD.police.inform_prosecutor is InformProsecutor.DEPENDS_ON_CASE


def test_requirement_28_who_files_the_report() -> None:
    assert {name: pack.report_by for name, pack in PACKS.items()} == {
        "standaard": ReportBy.ORGANISATION_PREFERRED,
        "assen": ReportBy.ORGANISATION,
        "maassluis": ReportBy.AUTHORISED_OFFICER,
        "provincie-utrecht": ReportBy.ORGANISATION_TO_UNBURDEN,
    }
    assert MAASSLUIS.report_by_roles == ("burgemeester", "griffier")
    assert {"mandate", "only-with-consent"} <= set(MAASSLUIS.measure("police-report").think_of)


def test_requirement_29_vpt_code() -> None:
    assert [name for name, pack in PACKS.items() if pack.police.vpt_code] == ["assen"]
    for measure in ("police-notification", "police-report"):
        assert "vpt-code" in ASSEN.measure(measure).think_of


def test_requirement_30_whether_the_perpetrator_is_told() -> None:
    assert {name: pack.perpetrator_told for name, pack in PACKS.items()} == {
        "standaard": PerpetratorTold.IN_PRINCIPLE,
        "assen": PerpetratorTold.NOT_STATED,
        "maassluis": PerpetratorTold.ONLY_WITH_CONSENT,
        "provincie-utrecht": PerpetratorTold.NOT_STATED,
    }
    assert "tell-perpetrator-in-principle" in STANDAARD.measure("police-report").think_of
    assert "no-word-without-consent" in MAASSLUIS.measure("police-report").think_of


def test_requirements_31_to_34_police_and_feedback() -> None:
    assert MAASSLUIS.police.inform_prosecutor is InformProsecutor.BY_POLICE_ON_THREAT
    assert MAASSLUIS.police.reporter_is_injured_party
    assert MAASSLUIS.clocks.labour_inspectorate_hours == 24
    assert MAASSLUIS.police.feedback_to == ("reporter", "council")
    assert ASSEN.police.short_line == "burgemeester"


def test_requirement_35_damage() -> None:
    assert STANDAARD.damage.organisation_pays_first
    assert MAASSLUIS.damage.organisation_pays_first
    assert STANDAARD.damage.join_proceedings
    assert STANDAARD.damage.legal_aid
    assert STANDAARD.damage.insurances == ("liability", "accident", "molestation")


def test_requirements_36_to_42_aftercare() -> None:
    for pack in (MAASSLUIS, UTRECHT):
        assert pack.aftercare.offered == "always"
        assert pack.aftercare.family_included
    assert MAASSLUIS.aftercare.first_carer == ("griffier", "burgemeester")
    assert UTRECHT.aftercare.first_carer == ("cdk",)
    assert MAASSLUIS.aftercare.home_front_by_outside_professional
    windows = [check_in.window_hours for check_in in MAASSLUIS.aftercare.check_ins]
    assert windows == [(0, 24), (0, 72), (4 * 7 * 24, 6 * 7 * 24)]
    assert {"safety", "emotional-support", "practical-help", "about-coping", "next-appointment"} == set(
        MAASSLUIS.check_in("first").goals
    )
    assert {"listening-ear", "past-days"} <= set(MAASSLUIS.check_in("second").goals)
    assert {"look-back", "changes", "point-to-care"} <= set(MAASSLUIS.check_in("third").goals)
    assert [circle.number for circle in MAASSLUIS.aftercare.circles] == [1, 2, 3, 4]
    assert "peers" in MAASSLUIS.aftercare.circles[0].offered
    assert "huisarts" in MAASSLUIS.aftercare.circles[2].offered


def test_requirements_43_and_44_care() -> None:
    assert {"ivp", "insurer-then-organisation", "home-security"} <= set(STANDAARD.care)
    assert {"stress-is-normal", "professional-without-complaints"} <= set(UTRECHT.care)


def test_requirements_50_51_57_and_60_prevention() -> None:
    for pack in (STANDAARD, MAASSLUIS):
        assert "never-alone" in pack.prevention
    assert {"book-room", "risk-analysis", "new-term", "mid-term"} <= set(MAASSLUIS.prevention)
    assert {"no-home-talks-college", "safety-scan", "fixed-agenda-item", "risk-analysis"} <= set(
        ASSEN.prevention
    )
    assert "new-members" in UTRECHT.prevention


def test_requirement_53_law_and_three_months_at_most() -> None:
    assert {law.id for law in MAASSLUIS.legal} == {"gemeentewet-26", "sr-144", "sr-139"}
    assert {law.id for law in UTRECHT.legal} == {"provinciewet-26", "reglement-van-orde-28"}
    bans = [law.ban_max_months for pack in PACKS.values() for law in pack.legal if law.ban_max_months]
    assert bans == [3, 3]
    assert UTRECHT.measure("meeting-ban").max_months == 3


@each_pack
def test_requirement_54_numbers(pack: Pack) -> None:
    numbers = pack.numbers
    assert (numbers.emergency, numbers.police, numbers.support_team) == ("112", "0900-8844", "070-3738314")
    assert (numbers.crisis, numbers.crisis_free) == ("113", "0800-0113")


def test_requirement_54_the_security_desk_is_in_utrecht() -> None:
    desks = {name: pack.numbers.security_desk for name, pack in PACKS.items()}
    assert [name for name, desk in desks.items() if desk] == ["provincie-utrecht"]
    assert desks["provincie-utrecht"] is not None
    assert desks["provincie-utrecht"].number == "030 258 9001"


def test_requirement_56_communication() -> None:
    assert MAASSLUIS.communication.spokesperson == "burgemeester"
    assert UTRECHT.communication.spokesperson == "cdk"
    assert ASSEN.communication.spokesperson is None
    assert ASSEN.communication.decided_by == ("burgemeester", "griffier", "gemeentesecretaris")
    for pack in (STANDAARD, MAASSLUIS, UTRECHT):
        assert "confidential" in pack.communication.rules
    for pack in (MAASSLUIS, UTRECHT):
        assert "consent-before-others" in pack.communication.rules
    for pack in (STANDAARD, ASSEN):
        assert "with-reporter" in pack.communication.rules
