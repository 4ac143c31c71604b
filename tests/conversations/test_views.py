"""What is looked up when a message is sent: nothing of a draft is left out, nothing too long is cut off in silence."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateway import MAX_TEXT_CHARACTERS
from bot.rendering import split_text
from conversations.casework.conversation import Case, CaseState
from conversations.draft import Attachment, Draft, Entry
from conversations.events import AttachmentKind
from conversations.incident import when_choice
from conversations.moves import Setting
from conversations.prompts import sent
from conversations.questions import QUESTIONS, Kind
from conversations.shown import Shown
from conversations.snapshot import ReportState as S
from conversations.snapshot import Snapshot
from conversations.texts import load_catalogue
from conversations.views import show
from conversations.wording import Words
from tests.conversations.moments import AT, setting, snapshot_in
from tests.conversations.shipped_packs import PACKS, each_language

ZONE = ZoneInfo("Europe/Amsterdam")


def shown(snapshot: Snapshot, where: Setting, language: str = "nl", **more: object) -> Shown:
    words = Words(load_catalogue(), language, ZONE)
    return Shown(snapshot=snapshot, setting=where, words=words, args={}, **more)  # type: ignore[arg-type]


def whole_draft(where: Setting) -> Draft:
    """A draft in which every question has a choice, where there is one, and a text of its own."""
    draft = Draft(draft_id="d", started_at=AT, touched_at=AT).with_choice(S.SAFETY, ("no",), AT)
    for number, question in enumerate(QUESTIONS):
        options = question.options(draft, where.pack, where.person.office)
        if question.state is S.WHEN:
            draft = draft.with_choice(S.WHEN, when_choice("today", AT, ZONE), AT)
        elif question.kind is Kind.MANY and question.state is not S.LEFT_OUT:
            draft = draft.with_choice(question.state, options, AT)
        elif options:
            draft = draft.with_choice(question.state, options[:1], AT)
        if question.state is not S.EVIDENCE:
            text = Entry(message_id=number, text=f"tekst bij {question.slug}.", at=AT)
            draft = draft.with_entry(question.state, text)
    return draft


def attachment(step: str, name: str, state: str = "stored") -> Attachment:
    return Attachment(
        attachment_id=name,
        message_id=9,
        kind=AttachmentKind.DOCUMENT,
        step=step,
        at=AT,
        file_name=name,
        state=state,
    )


@each_language
@pytest.mark.parametrize("name", sorted(PACKS))
def test_the_review_shows_every_part_of_every_pack(name: str, language: str) -> None:
    pack = PACKS[name]
    office = next(iter(pack.offices))
    where = setting(pack=pack, office=office)
    draft = whole_draft(where)
    words = Words(load_catalogue(), language, ZONE)
    text = show("review", shown(Snapshot(state=S.REVIEW, draft=draft), where, language))
    for question in QUESTIONS:
        if not question.asked_when(draft, pack) or question.state is S.EVIDENCE:
            continue
        assert words.text(f"part-{question.slug}") in text
        assert f"“tekst bij {question.slug}.”" in text
        if question.kind is Kind.MANY:
            for option in draft.chosen(question.state):
                assert words.text(f"{question.label}-{option}") in text


@pytest.mark.parametrize("step", [S.WHAT_HAPPENED, S.WHEN, S.EVIDENCE])
def test_every_file_stands_in_the_review_once(step: S) -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    draft = here.draft.with_attachment(attachment(step, "brief.pdf"))
    text = show("review", shown(replace(here, draft=draft), setting()))
    assert text.count("brief.pdf") == 1
    assert "Bewijs" not in text.partition("Nog leeg")[2]


def test_a_refused_file_is_not_shown_and_a_pending_one_says_so() -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    draft = here.draft.with_attachment(attachment(S.EVIDENCE, "weg.pdf", "refused"))
    draft = draft.with_attachment(attachment(S.EVIDENCE, "onderweg.pdf", "pending"))
    text = show("review", shown(replace(here, draft=draft), setting()))
    assert "weg.pdf" not in text.replace("onderweg.pdf", "")
    assert "onderweg.pdf) – nog onderweg" in text


def test_a_long_answer_is_shortened_visibly_in_the_review_only() -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    long = Entry(message_id=5, text="heel lang " * 400, at=AT)
    draft = here.draft.with_entry(S.EFFECT, long)
    text = show("review", shown(replace(here, draft=draft), setting()))
    assert " …”" in text
    assert draft.texts(S.EFFECT)[0].text == long.text


def test_who_gets_it_is_told_before_sending() -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    assert "gaat naar: Griffier" in show("review", shown(here, setting()))
    without = here.draft.with_choice(S.LEFT_OUT, ("griffier", "plaatsvervangend-griffier"), AT)
    text = show("review", shown(replace(here, draft=without), setting()))
    assert "gaat naar: Burgemeester" in text
    urgent = here.draft.with_choice(S.SAFETY, ("no",), AT)
    assert "met spoed" in show("review", shown(replace(here, draft=urgent), setting()))


def test_who_can_read_it_is_only_who_has_a_recipient() -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    without = here.draft.with_choice(S.LEFT_OUT, ("griffier", "plaatsvervangend-griffier"), AT)
    everybody = setting()
    keyed = replace(everybody, reading_roles=frozenset({"griffier", "plaatsvervangend-griffier"}))
    assert "Alleen zij en hun vervangers" in show("review", shown(here, keyed))
    text = show("review", shown(replace(here, draft=without), keyed))
    assert "Zelf openen kan daar nog niemand" in text
    assert "herstelsleutel" in text
    assert "Alleen zij" not in text
    deputy_only = replace(everybody, reading_roles=frozenset({"plaatsvervangend-griffier"}))
    assert "Openen kan nu alleen: Plaatsvervangend griffier." in show("review", shown(here, deputy_only))
    assert "sent-none-reads" in sent(without, "R-7F3K-QM", (), keyed, sent_at=AT, seen_by=AT).texts
    assert "sent-none-reads" not in sent(here.draft, "R-7F3K-QM", (), keyed, sent_at=AT, seen_by=AT).texts


def test_counting_is_explained_shortly_and_after_the_answers() -> None:
    here = snapshot_in(S.REVIEW)
    text = show("review", shown(here, setting(pack=PACKS["provincie-utrecht"], office="statenlid")))
    assert text.splitlines()[-1].startswith("Laat je anoniem meetellen?")
    assert "anoniem" not in show("review", shown(here, setting(pack=PACKS["assen"])))


def case(**changes: object) -> Case:
    whole = Case(
        case_id="c",
        reference="R-7F3K-QM",
        kind="callback",
        urgent=False,
        office="raadslid",
        pack_id="maassluis",
        pack_version=1,
        reporter_id="sanne",
        created_at=AT,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_the_status_grows_line_by_line() -> None:
    steps = [
        case(),
        case(delivered_at=AT),
        case(delivered_at=AT, received_at=AT),
        case(delivered_at=AT, received_at=AT, opened_at=AT),
        case(delivered_at=AT, received_at=AT, opened_at=AT, state=CaseState.WITHDRAWN),
    ]
    lines = [show("status", shown(Snapshot(), setting(), case=c)).splitlines() for c in steps]
    assert [len(found) for found in lines] == [2, 2, 3, 4, 5]
    assert "onderweg" in lines[0][-1]
    assert "ingetrokken" in lines[4][-1]
    assert show("status", shown(Snapshot(), setting())) == "Hierover is niets meer te vinden."


def test_the_list_of_cases_has_urgent_ones_first_and_no_content() -> None:
    mine = (case(reference="R-2222-22"), case(reference="R-3333-33", urgent=True, phone="06 1"))
    text = show("cases", shown(Snapshot(), setting("case_handler"), cases=mine))
    assert text.index("R-3333-33") < text.index("R-2222-22")
    assert "06 1" not in text


def test_the_contact_card_fits_a_toast() -> None:
    text = show(
        "contact",
        shown(Snapshot(), setting("case_handler"), case=case(phone="0" * 60), name="N" * 200),
    )
    assert len(text) <= 200


# ---- long texts -------------------------------------------------------------------------------------------------


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@settings(max_examples=200)
@given(
    st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("😀\n "), max_size=400),
    st.integers(8, 60),
)
def test_split_parts_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_lone_surrogate_becomes_something_that_can_be_sent() -> None:
    parts = split_text("hij zei \ud83d en \udc00 toen")
    assert parts == ("hij zei \ufffd en \ufffd toen",)
    "".join(parts).encode()


def test_a_whole_review_of_the_longest_answers_is_split_for_telegram() -> None:
    here = snapshot_in(S.REVIEW)
    assert here.draft is not None
    draft = here.draft
    for number in range(30):
        draft = draft.with_entry(S.EFFECT, Entry(message_id=number, text="😀 woorden " * 200, at=AT))
    parts = split_text(show("review", shown(replace(here, draft=draft), setting())))
    assert len(parts) > 2
    assert all(units(part) <= MAX_TEXT_CHARACTERS for part in parts)
