"""Requirements that show in a conversation, proved on the real bot for every pack they apply to.

The numbers are those of docs/requirements.md; what a pack file says is proved beside the packs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.casework.model import ActionState
from conversations.packs.model import Pack
from conversations.packs.pack import text_keys
from tests.conversations.shipped_packs import each_pack, texts
from tests.organisation import OFFICE, STORY, card, documents, heard, labels, organisation, report, screen
from tests.stage import Stage

# ---- who hears of a report --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "office", "handlers", "informed"),
    [
        ("maassluis", "raadslid", {"griffier"}, {"burgemeester"}),  # 1
        ("maassluis", "commissielid", {"griffier"}, {"burgemeester"}),  # 1
        ("maassluis", "burgemeester", {"griffier"}, {"cdk"}),  # 6
        ("assen", "raadslid", {"griffier"}, set()),  # 2
        ("assen", "wethouder", {"gemeentesecretaris"}, set()),  # 2
        ("provincie-utrecht", "statenlid", {"griffier", "cdk"}, set()),  # 4
        ("provincie-utrecht", "gedeputeerde", {"provinciesecretaris", "cdk"}, set()),  # 4
        ("provincie-utrecht", "cdk", {"provinciesecretaris"}, set()),  # 5
        ("standaard", "raadslid", {"griffier"}, set()),  # 3
        ("standaard", "wethouder", {"gemeentesecretaris"}, set()),  # 3
    ],
)
async def test_requirements_1_to_4_who_gets_it_and_who_only_hears_of_it(
    pack: str, office: str, handlers: set[str], informed: set[str], tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack, office) as stage:
        case = await report(stage)
        assert heard(stage, case) == handlers | informed
        for name in handlers:
            assert "Ik heb dit gezien" in labels(stage, name, case.reference)
            assert [d["kind"] for d in await documents(stage, case, name)] == ["report"]
        for name in informed:
            assert labels(stage, name, case.reference) == set()
            assert await documents(stage, case, name) == []
            assert STORY not in screen(stage, name)


@pytest.mark.parametrize(
    ("pack", "office", "discussed"),
    [
        ("maassluis", "raadslid", "Bespreek dit ook met: Burgemeester en gemeentesecretaris."),
        ("maassluis", "burgemeester", "Bespreek dit ook met: Gemeentesecretaris."),
        ("assen", "raadslid", ""),
        ("provincie-utrecht", "statenlid", ""),
    ],
)
async def test_requirement_1_with_whom_the_handler_discusses_it(
    pack: str, office: str, discussed: str, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack, office) as stage:
        await report(stage)
        await stage.taps("griffier", "Voorstellen")
        assert ("Bespreek dit ook met" in screen(stage, "griffier")) is bool(discussed)
        assert discussed in screen(stage, "griffier")


@each_pack
async def test_requirement_7_violence_reaches_the_officer_at_the_same_moment(
    pack: Pack, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack.id) as stage:
        rules = pack.offices[OFFICE[pack.id]]
        case = await report(stage, behaviour="Geweld")
        assert heard(stage, case) == {*rules.handlers, *rules.informed_on_violence}
        for name in heard(stage, case):
            assert f"SPOED: nieuwe melding {case.reference}" in screen(stage, name) or (
                f"SPOED, ter informatie: {case.reference}" in screen(stage, name)
            )


async def test_requirement_7_without_violence_only_maassluis_tells_the_burgemeester(tmp_path: Path) -> None:
    for pack in ("standaard", "assen", "maassluis"):
        async with organisation(tmp_path / pack, pack) as stage:
            case = await report(stage, behaviour="Belediging")
            assert ("burgemeester" in heard(stage, case)) is (pack == "maassluis")


async def test_requirements_4_and_5_who_stands_in_when_the_cdk_or_the_burgemeester_is_involved(
    tmp_path: Path,
) -> None:
    async with organisation(tmp_path / "u", "provincie-utrecht") as stage:
        case = await report(stage, without="Commissaris van de Koning")
        assert heard(stage, case) == {"griffier", "loco-cdk"}
    async with organisation(
        tmp_path / "g", "provincie-utrecht"
    ) as stage:  # 4: or else the provinciesecretaris
        case = await report(stage, without="Griffier")
        assert heard(stage, case) == {"provinciesecretaris", "cdk"}
    async with organisation(tmp_path / "m", "maassluis") as stage:
        case = await report(stage, without="Burgemeester")
        assert heard(stage, case) == {"griffier", "locoburgemeester"}
        assert "Besluit: Griffier, locoburgemeester en gemeentesecretaris" in await card(
            stage, "griffier", "Schriftelijke waarschuwing"
        )


async def test_requirement_6_what_the_griffier_reads_when_the_burgemeester_is_threatened(
    tmp_path: Path,
) -> None:
    async with organisation(tmp_path, "maassluis", "burgemeester") as stage:
        await report(stage)
        assert "Voert uit: Locoburgemeester en griffier" in await card(stage, "griffier", "Aangifte")
        await stage.taps("griffier", "Wat kan ik doen?")
        await stage.taps("griffier", "Politie")
        assert "hoofdofficier van justitie" in screen(stage, "griffier")
        assert "NCTV" in screen(stage, "griffier")


# ---- what a report says -----------------------------------------------------------------------------------------

ANSWERS = {
    "Wat is er gebeurd?": STORY,
    "Wat doet het met je?": "Ik slaap er slecht van",
    "Wat deed jij, en hoe liep het contact?": "Ik heb de deur dichtgedaan",
    "Welke steun heb je al gehad?": "Mijn buurvrouw kwam even langs",
}


@each_pack
async def test_requirements_15_and_16_a_whole_report_in_the_dossier(pack: Pack, tmp_path: Path) -> None:
    async with organisation(tmp_path, pack.id) as stage:
        await stage.says("Sanne", "/melden")
        await stage.taps("Sanne", "Ja, ik ben veilig")
        while "Klopt dit zo?" not in _last(stage):
            asked = _last(stage)
            answer = next((said for question, said in ANSWERS.items() if question in asked), "")
            if answer:
                await stage.says("Sanne", answer)
            elif "Wat zou jou nu helpen?" in asked:
                await stage.taps("Sanne", "Juridische hulp")
            elif "richting de dader" in asked:
                await stage.taps("Sanne", "Aangifte")
            await stage.taps("Sanne", "Verder" if "Verder" in labels(stage, "Sanne", "") else "Overslaan")
        await stage.taps("Sanne", "Versturen")
        case = (await stage.cases())[-1]
        (found,) = await documents(stage, case, pack.offices[OFFICE[pack.id]].handlers[0])
        said = {a["question"]: [m["text"] for m in a["messages"]] + a["chosen"] for a in found["answers"]}
        assert said["what-happened"] == [STORY]
        assert said["effect"] == [ANSWERS["Wat doet het met je?"]]
        assert said["response"] == [ANSWERS["Wat deed jij, en hoe liep het contact?"]]
        assert said["support"] == [ANSWERS["Welke steun heb je al gehad?"]]
        assert said["follow-up-self"] == ["legal-help"] or "legal-help" not in {
            f.id for f in pack.follow_up_self
        }
        assert said["follow-up-perpetrator"] == ["police-report"]


def _last(stage: Stage) -> str:
    """The newest question on Sanne's phone, not the word that something was kept."""
    chat = stage.phones.chat(stage.actors["Sanne"].telegram_id)
    asked = [m for m in chat.messages.values() if m.by_bot and ("Stap" in m.text or "Klopt dit" in m.text)]
    return max(asked, key=lambda m: m.message_id).text


@each_pack
async def test_requirement_13_only_utrecht_asks_whether_it_was_an_office_holder(
    pack: Pack, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack.id) as stage:
        await stage.says("Sanne", STORY)
        await stage.taps("Sanne", "Ja, ik ben veilig")
        await stage.taps("Sanne", "Verder")
        while "Weet je wie het deed?" not in _last(stage):
            await stage.taps("Sanne", "Overslaan")
        await stage.says("Sanne", "Iemand van een andere partij")
        await stage.taps("Sanne", "Verder")
        await stage.taps("Sanne", "Ja, eerder ook")
        assert ("Is de dader zelf politieke ambtsdrager?" in _last(stage)) is (pack.id == "provincie-utrecht")


@each_pack
async def test_requirement_9_until_the_police_come_each_pack_gives_its_own_advice(
    pack: Pack, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack.id) as stage:
        await stage.says("Sanne", "/nood")
        card_text = screen(stage, "Sanne")
        assert "Bel nu 112." in card_text
        assert "Noem je ambt" in card_text
        assert "Jouw veiligheid gaat voor alles." in card_text
        assert ("Geef de ander zijn zin" in card_text) is (pack.id == "maassluis")
        assert ("030 258 9001" in card_text) is (pack.id == "provincie-utrecht")


# ---- what is done, and with whose yes ---------------------------------------------------------------------------

BY_WHOM = {  # 28: who files it, 30: what the perpetrator hears, 27 and 29: what belongs to it
    "standaard": (
        "Liefst doet de organisatie aangifte.",
        "De dader hoort in principe",
        "Dit is een klachtdelict",
    ),
    "assen": ("De organisatie doet aangifte.", "", "Code VPT doorgegeven"),
    "maassluis": (
        "Liefst doet een gemachtigde aangifte",
        "Over de aangifte wordt niets gezegd, tenzij",
        "Machtiging is er",
    ),
    "provincie-utrecht": ("De provincie kan de aangifte doen.", "", ""),
}


@each_pack
async def test_requirements_17_and_27_to_30_an_aangifte_as_each_source_says(
    pack: Pack, tmp_path: Path
) -> None:
    handler = pack.offices[OFFICE[pack.id]].handlers[0]
    files, told, extra = BY_WHOM[pack.id]
    async with organisation(tmp_path, pack.id) as stage:
        await report(stage)
        shown = await card(stage, handler, "Aangifte")
        await stage.taps(handler, "Stel dit voor")
        for text in (shown, screen(stage, "Sanne")):
            assert files in text
            assert told in text
            assert {other for _, other, _ in BY_WHOM.values() if other and other in text} == {told} - {""}
        assert "Dit is uitgevoerd" not in labels(stage, handler, "Voorgesteld")
        await stage.taps("Sanne", "Ja")
        await stage.taps("Sanne", "Ja, dit mag")
        await stage.taps(handler, "Dit is uitgevoerd")
        assert (await stage.cases())[-1].actions[0].state is ActionState.CARRIED_OUT
        await stage.taps(handler, "Politie")
        known = {belongs for _, _, belongs in BY_WHOM.values() if belongs}
        assert labels(stage, handler, "Politie, bij") & known == {extra} - {""}


async def test_requirement_30_says_nothing_of_the_perpetrator_where_nobody_reports_anything(
    tmp_path: Path,
) -> None:
    async with organisation(tmp_path, "maassluis") as stage:
        await report(stage)
        for measure in ("Melding bij de politie", "Ordegesprek", "Adres in beeld bij de politie"):
            assert "aangifte wordt niets gezegd" not in await card(stage, "griffier", measure)


async def test_requirement_20_the_response_is_chosen_together_and_the_profile_counts(tmp_path: Path) -> None:
    async with organisation(tmp_path, "assen", "raadslid") as stage:
        await report(stage)
        shown = await card(stage, "griffier", "Stopgesprek door een ander")
        for said in (
            "Weeg mee:",
            "Kies de reactie samen",
            "Weeg mee wie de dader is",
            "Politie, OM of zorg kan meedenken",
        ):
            assert said in shown
        assert "Besluit: Griffier, gemeentesecretaris en wie de melding deed" in shown
        assert "Wie bereikt deze dader: buurtzorg, wijkteam of iemand uit het eigen netwerk?" in shown
        await stage.taps("griffier", "Stel dit voor")
        assert "Besluit: Griffier, gemeentesecretaris en jij" in screen(stage, "Sanne")
        await stage.taps("Sanne", "Nee")
        await stage.taps("Sanne", "Wat is afgesproken")
        await stage.taps("Sanne", "Vraag om een maatregel")
        await stage.taps("Sanne", "Corrigerende brief")
        actions = {a.measure: a.state for a in (await stage.cases())[-1].actions}
        assert actions == {
            "stop-talk-other": ActionState.REFUSED,
            "corrective-letter": ActionState.ASKED,
        }


@pytest.mark.parametrize(
    ("pack", "said"), [("assen", "Een tweede voorval kan wel"), ("maassluis", "Eerste keer of herhaling?")]
)
async def test_requirement_21_repetition_is_weighed_when_a_measure_is_chosen(
    pack: str, said: str, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack, "raadslid") as stage:
        await report(stage)
        await stage.taps("griffier", "Voorstellen")
        assert said in screen(stage, "griffier")


@each_pack
async def test_requirement_33_the_reporter_hears_how_it_goes_with_the_police(
    pack: Pack, tmp_path: Path
) -> None:
    handler = pack.offices[OFFICE[pack.id]].handlers[0]
    async with organisation(tmp_path, pack.id) as stage:
        await report(stage)
        await card(stage, handler, "Melding bij de politie")
        await stage.taps(handler, "Stel dit voor")
        await stage.taps("Sanne", "Ja")
        await stage.taps("Sanne", "Ja, dit mag")
        await stage.taps(handler, "Dit is uitgevoerd")
        await stage.taps(handler, "Politie")
        await stage.taps(handler, "Geen vervolging")
        assert "Er komt nu geen vervolging." in screen(stage, "Sanne")
        assert ("de raad hoort ook" in screen(stage, handler)) is (pack.id == "maassluis")


# ---- what the protocol says, on the reporter's phone ------------------------------------------------------------

SHOWN = (
    "principle-",
    "weigh-",
    "care-",
    "prevention-",
    "communication-",
    "law-",
    "police-",
    "damage-",
    "register-",
)


@each_pack
async def test_every_line_that_a_pack_takes_from_its_source_can_be_read(pack: Pack, tmp_path: Path) -> None:
    async with organisation(tmp_path, pack.id) as stage:
        await stage.says("Sanne", "/advies")
        await stage.taps("Sanne", "Wat zegt ons protocol?")
        for label in sorted(labels(stage, "Sanne", "Zo is het afgesproken bij") - {"Ander advies"}):
            await stage.taps("Sanne", label)
        seen = screen(stage, "Sanne").lower()
        of_care = {key for key in text_keys(pack) if key.startswith("care-")}  # partly offered in a check-in
        wanted = {
            key
            for key in text_keys(pack)
            if key.startswith(SHOWN) and "not-stated" not in key and key not in of_care
        } | {f"care-{name}" for name in pack.care}
        assert {key for key in wanted if texts("nl")[key].lower() not in seen} == set()


@pytest.mark.parametrize(
    ("pack", "office", "said"),
    [
        ("standaard", "raadslid", "Je mag ook zelf naar: Burgemeester en gemeentesecretaris."),  # 3
        ("provincie-utrecht", "statenlid", "Je mag ook zelf naar: Provinciesecretaris."),  # 4
        ("maassluis", "raadslid", "Je melding wordt besproken met: Burgemeester en gemeentesecretaris."),  # 1
    ],
)
async def test_requirements_1_3_and_4_the_reporter_can_read_who_is_there(
    pack: str, office: str, said: str, tmp_path: Path
) -> None:
    async with organisation(tmp_path, pack, office) as stage:
        await stage.says("Sanne", "/advies")
        await stage.taps("Sanne", "Wat zegt ons protocol?")
        await stage.taps("Sanne", "Wie het hoort")
        assert said in screen(stage, "Sanne")
