"""A dossier as PDF/A-3: what an aangifte needs is in it, nothing in it is markup, and nothing else is left."""

from __future__ import annotations

import hashlib
import json
import os
import random
import stat
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from bot import dossier_pdf
from bot.cli.support import _chosen
from bot.dossier_folder.files import Dossier
from bot.dossier_pdf import Wishes, make_pdf, protocol_of
from bot.dossier_pdf.glyphs import Glyphs
from bot.dossier_pdf.pictures import may_be_shown
from tests.bot.cli_testkit import install, refused, succeeded
from tests.bot.dossier_testkit import PICTURE, STORY, Filled
from tests.bot.pdf_testkit import AT, Look, a_dossier, a_ledger, a_report, said

Files = tuple[tuple[str, bytes, dict[str, Any]], ...]
DEMO_FILES = Path(__file__).parents[2] / "bot" / "demo" / "files"


@pytest.fixture(autouse=True)
def in_dutch() -> None:
    _chosen.set("nl")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "werk"
    folder.mkdir(mode=0o700)
    return folder


def made(dossier: Dossier, work: Path, **wishes: Any) -> Look:
    return Look(make_pdf(dossier, protocol_of(dossier, None), Wishes(at=AT, **wishes), work))


# ---- what stands in it ------------------------------------------------------------------------------------------


def test_it_says_what_an_aangifte_needs(work: Path) -> None:
    look = made(a_dossier(a_report(STORY), a_ledger(), said("damage", "De ruit.", "d1")), work)
    for part in (
        "Dossier R-7F3K-QM",
        "Melding van Sanne Proef, Raadslid",
        "Verstuurd 21-11-2026, 20.15 uur",
        "Code VPT (Veilige Publieke Taak)",
        "Liefst doet een gemachtigde aangifte: de burgemeester of de griffier",
        "Namens Sanne Proef, Raadslid",
        "ja gezegd (Sanne Proef, Wie de melding deed, 22-11-2026, 10.00 uur)",
        "Machtiging is er 22-11-2026, 11.00 uur, Gerda Testman, Griffier",
        "Wie het deed, is onbekend.",
        "Er zijn geen bestanden als bewijs.",
        "Niet beantwoord: Wanneer",
        STORY,
        "Aangifte",
        "De ruit.",
        "€ 1.250,50",
        "er komt een zitting",
        "Gerda Testman, Griffier, stelde voor",
    ):
        assert part in look.flat, part
    assert "Niet genoteerd: Machtiging" not in look.flat


def test_the_facts_are_in_the_order_in_which_they_happened(work: Path) -> None:
    incident = {"local": "2026-11-21T20:10:00+01:00", "precision": "time", "part": None}
    files = (("01-a.png", b"x", {"sent_at": "2026-11-21T21:30:00+00:00"}),)
    supplement = {
        "format": 1,
        "kind": "supplement",
        "reporter": {"name": "Sanne Proef", "office": "raadslid"},
        "sent_at": "2026-11-22T06:00:00+00:00",
        "messages": [],
    }
    dossier = a_dossier(a_ledger(), supplement, a_report(STORY, incident=incident), evidence=files)
    facts = made(dossier, work).flat.partition("De feiten op volgorde")[2].partition("in eigen woorden")[0]
    order = [
        "Het voorval",
        "Melding van Sanne",
        "Bewijs 1: 01-a.png",
        "Aanvulling op",
        "stelde voor",
        "zei ja",
    ]
    places = [facts.index(what) for what in order]
    assert places == sorted(places)


def test_what_is_missing_is_said_by_each_protocol_of_its_own(work: Path, tmp_path: Path) -> None:
    report, ledger = a_report(STORY), a_ledger(state="proposed", done=())
    assen = made(a_dossier(report, ledger, pack="assen"), work).flat
    assert "Hoort erbij volgens het protocol. Nog niet genoteerd als doorgegeven." in assen
    assert "Niet genoteerd: Code VPT doorgegeven" in assen
    assert "Er is geen ja dat geldt voor aangifte (voorgesteld, op slot tot een ja)" in assen
    told = made(a_dossier(report, a_ledger(done=("vpt",)), pack="assen"), work).flat
    assert "Doorgegeven: 22-11-2026, 11.00 uur, Gerda Testman, Griffier" in told
    maassluis = made(a_dossier(report, ledger), work).flat
    assert "Niet genoteerd: Machtiging is er" in maassluis
    own = made(a_dossier(report, ledger, pack="veldermeer"), work).flat
    assert "Het protocol van deze zaak staat niet op deze computer." in own
    newer = made(a_dossier(report, ledger, version=99), work).flat
    assert "Het protocol van deze zaak staat niet op deze computer." in newer


def test_without_a_signature_or_a_report_that_is_said(work: Path) -> None:
    look = made(a_dossier(a_ledger(), signer=""), work).flat
    assert "De handtekening van de server is niet gecontroleerd" in look
    assert "De melding zelf zit niet in dit dossier." in look


def test_confidential_parts_go_along_only_when_asked_for(work: Path) -> None:
    check_in = {
        "format": 1,
        "kind": "check-in",
        "check_in": "first",
        "reporter": {"name": "Sanne Proef"},
        "answered_at": "2026-11-22T06:00:00+00:00",
        "answers": {"safe": {"chosen": ["yes"], "messages": [{"text": "slecht geslapen"}]}},
    }
    dossier = a_dossier(
        a_report(STORY), said("note", "mijn eigen notitie"), said("message", "sterkte"), check_in
    )
    default = made(dossier, work)
    assert "3 vertrouwelijke onderdelen staan hier niet in" in default.flat
    for words in ("slecht geslapen", "mijn eigen notitie", "sterkte"):
        assert words not in default.flat
        assert not any(words.encode() in data for data in default.attached.values())
    assert default.flat.count("(niet bijgevoegd)") == 3
    complete = made(dossier, work, complete=True)
    for words in ("slecht geslapen", "mijn eigen notitie", "sterkte"):
        assert words in complete.flat
    assert "vertrouwelijke onderdelen" not in complete.flat


def test_a_file_of_a_confidential_message_stays_out_with_it(work: Path) -> None:
    message = {**said("message", "zie foto"), "evidence": [{"part": "evidence-0", "file_name": "privé.jpg"}]}
    newer = {"format": 1, "kind": "something-newer", "evidence": [{"part": "evidence-1"}]}
    report = a_report(STORY, evidence=[{"part": "evidence-1"}])
    files: Files = (("01-prive.jpg", b"een", {}), ("02-bewijs.jpg", b"twee", {}), ("03-los.jpg", b"drie", {}))
    dossier = a_dossier(report, message, newer, evidence=files)
    default = made(dossier, work)
    assert set(default.attached) == {"report.1.json", "02-bewijs.jpg", "03-los.jpg"}
    assert "01-prive.jpg (niet bijgevoegd)" in default.flat
    assert len(made(dossier, work, complete=True).attached) == 6


def test_it_speaks_english(work: Path) -> None:
    _chosen.set("en")
    look = made(a_dossier(a_report(STORY), a_ledger()), work)
    assert "On behalf of Sanne Proef, Councillor" in look.flat
    assert "Code VPT" in look.flat
    assert look.root["/Lang"] == "en"


# ---- PDF/A ------------------------------------------------------------------------------------------------------


def test_it_is_pdf_a_3_with_its_fonts_and_files_inside(work: Path) -> None:
    picture = (DEMO_FILES / "schermafbeelding.png").read_bytes()
    files = (("01-scherm.png", picture, {"content_type": "image/png", "caption": "van zijn account"}),)
    look = made(a_dossier(a_report(STORY + " Ωμέγα שלום مرحبا"), evidence=files), work)
    assert "<pdfaid:part>3</pdfaid:part>" in look.metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in look.metadata
    assert look.root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in look.root
    (intent,) = look.root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent.get_object()
    assert "/Encrypt" not in look.reader.trailer
    fonts = look.fonts()
    assert fonts
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), font
    specs = [spec.get_object() for spec in look.root["/AF"]]
    assert {s["/UF"]: s["/AFRelationship"] for s in specs} == {
        "report.1.json": "/Data",
        "01-scherm.png": "/Supplement",
    }
    for spec in specs:
        stream = spec["/EF"]["/F"].get_object()
        assert stream["/Subtype"] in ("/image/png", "/application/json")
        assert "/ModDate" in stream["/Params"]
    assert look.attached["01-scherm.png"] == picture
    assert look.pictures() == 1


def test_every_attachment_has_the_hash_that_the_index_says(work: Path) -> None:
    chance = random.Random(7)
    files: Files = tuple((f"{n:02d}-bestand.bin", chance.randbytes(2000 + n), {}) for n in range(1, 51))
    look = made(a_dossier(a_report(STORY), evidence=files), work)
    index = "".join(look.text.partition("Het eerste getal is van de inhoud")[2].split())
    assert len(look.attached) == 51
    for data in look.attached.values():
        assert hashlib.sha256(data).hexdigest() in index
    assert json.loads(look.attached["report.1.json"])["answers"][0]["messages"][0]["text"] == STORY


def test_a_large_piece_of_evidence_goes_along_whole(work: Path) -> None:
    large = random.Random(8).randbytes(20 * 1024 * 1024)
    look = made(
        a_dossier(a_report(STORY), evidence=(("01-film.mp4", large, {"content_type": "video/mp4"}),)), work
    )
    assert look.attached["01-film.mp4"] == large


@pytest.mark.parametrize("content_type", ["text/html; charset=x", "x", "", "a/b c", "image/PNG", "\u202e/x"])
def test_a_content_type_of_somebody_else_is_only_used_when_it_is_one(work: Path, content_type: str) -> None:
    files = (("01-a.bin", b"x", {"content_type": content_type}),)
    (spec,) = (s.get_object() for s in made(a_dossier(evidence=files), work).root["/AF"])
    given = spec["/EF"]["/F"].get_object()["/Subtype"]
    assert given == ("/image/png" if content_type == "image/PNG" else "/application/octet-stream")


# ---- what people write ------------------------------------------------------------------------------------------

HOSTILE = (
    '#eval("1") #read("/etc/passwd") *vet* _schuin_ $x^2$ <label> @ref = kop \\ // /* `raw` #{ ]',
    "\x00\x01\x07\x1b[2J\x7f\x9b",
    "abc \u202edlareknoc\u202c \u2066x\u2069 \u200f",
    "😀 👩‍👩‍👧 ❤️ 🇳🇱 \U0010ffff \ue000",
    "漢字かな조선 अआइ ไทย ᚠ 𓀀",
    "שלום עולם مرحبا بالعالم",
    "z" + "\u0301\u0317" * 200,
    "w" * 5000,
    "https://voorbeeld.invalid/" + "a1b2" * 300,
    "\ud800 los \udfff",
    "regel\r\nregel\rregel\n\n\n\tinspring",
    "",
    "%PDF-1.7 endstream endobj << /JS (x) >>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_a_person_writes_is_markup_or_breaks_it(work: Path, words: str) -> None:
    report = a_report("voor", words, "na")
    report["reporter"]["name"] = words
    report["answers"].append({"question": words[:50], "chosen": [words[:50]], "messages": []})
    files = (("01-a.png", b"no picture", {"caption": words, "forwarded_from": words}),)
    look = made(a_dossier(report, said("note", words), a_ledger(), evidence=files), work, complete=True)
    assert "voor" in look.flat
    assert "na" in look.flat
    assert "root:x" not in look.text
    for action in ("/JavaScript", "/OpenAction", "/AA"):
        assert action not in look.root
    assert "/JavaScript" not in look.root["/Names"]


def test_signs_without_a_glyph_are_shown_as_what_they_are(work: Path) -> None:
    look = made(a_dossier(a_report("kijk 😀 en \x1b en \u202eom 漢")), work)
    for sign in ("⟨U+1F600⟩", "⟨U+001B⟩", "⟨U+202E⟩", "⟨U+6F22⟩"):
        assert sign in look.flat
    assert "€ 1.250,50 – Ωμέγα – ≠" in made(a_dossier(a_report("€ 1.250,50 – Ωμέγα – ≠")), work).flat
    assert '#eval("1")' in made(a_dossier(a_report('#eval("1")')), work).flat


def test_signs_that_only_join_or_style_leave_no_trace_and_a_sign_is_measured_once() -> None:
    asked: list[str] = []

    def is_covered(sign: str) -> bool:
        asked.append(sign)
        return sign != "漢"

    glyphs = Glyphs(is_covered)
    assert glyphs.fit("a\u200db\ufe0fc\u00ad é 漢 é\t漢\r\n") == "abc é ⟨U+6F22⟩ é    ⟨U+6F22⟩\n"
    assert asked == ["é", "漢"]
    assert glyphs.fit("x" * 40).replace("\u200b", "") == "x" * 40


def a_png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_that_is_damaged_or_claims_to_be_huge_goes_along_but_is_not_shown(work: Path) -> None:
    huge = a_png(60000, 60000, zlib.compress(b"\0" * 100))
    assert not may_be_shown(huge, ".png")
    assert may_be_shown((DEMO_FILES / "brief.jpg").read_bytes(), ".jpg")
    damaged = a_png(4, 4, b"not deflated")
    assert may_be_shown(damaged, ".png")
    files: Files = (
        ("01-groot.png", huge, {}),
        ("02-stuk.png", damaged, {}),
        ("03-geen.jpg", b"\xff\xd8\xff", {}),
    )
    look = made(a_dossier(a_report(STORY), evidence=files), work)
    assert {name: look.attached[name] for name, _, _ in files} == {name: data for name, data, _ in files}
    assert look.pictures() == 0


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    found = Filled(install(tmp_path))
    succeeded(found.export())
    return found


def test_the_command_writes_one_file_for_its_owner_alone_and_nothing_else(filled: Filled) -> None:
    place = filled.made.folder / "aangifte"
    place.mkdir()
    os.umask(0o022)
    shown = succeeded(filled.open(None, "--pdf", place / "dossier.pdf"))
    assert "Geschreven" in shown
    assert STORY not in shown
    assert [path.name for path in place.iterdir()] == ["dossier.pdf"]
    assert stat.S_IMODE((place / "dossier.pdf").stat().st_mode) == 0o600
    look = Look((place / "dossier.pdf").read_bytes())
    assert STORY in look.flat
    assert look.attached["01-scherm.png"] == PICTURE
    assert "heel, en getekend door de server" in look.flat


def test_it_never_overwrites_and_leaves_nothing_after_trouble(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = filled.made.folder / "dossier.pdf"
    place.write_text("er stond al iets")
    refused(filled.open(None, "--pdf", place), "bestaat al")
    assert place.read_text() == "er stond al iets"
    fresh = filled.made.folder / "nieuw.pdf"
    left = filled.made.folder / ".nieuw.pdf.unfinished"
    left.mkdir()
    (left / "file-0.json").write_text("van een run die werd gestopt")

    def stopped(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(dossier_pdf, "make_pdf", stopped)
    refused(filled.open(None, "--pdf", fresh), "Gestopt")
    assert not fresh.exists()
    assert not left.exists()


def test_a_dossier_that_does_not_fit_gives_no_pdf(filled: Filled) -> None:
    part = filled.folder / "supplement.1.age"
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    fresh = filled.made.folder / "nieuw.pdf"
    refused(filled.open(None, "--pdf", fresh), "supplement is veranderd")
    assert not fresh.exists()


def test_options_that_belong_together(filled: Filled, tmp_path: Path) -> None:
    refused(filled.open(None, "--complete"), "horen bij --pdf")
    refused(
        filled.open(None, "--pdf", tmp_path / "a.pdf", "--pack", "assen"), "niet het protocol van deze zaak"
    )
    assert not (tmp_path / "a.pdf").exists()
    succeeded(filled.open(None, "--pdf", tmp_path / "b.pdf", "--pack", "maassluis", "--complete"))
    assert "HOE HET" not in Look((tmp_path / "b.pdf").read_bytes()).flat


def test_without_the_extra_it_says_how_to_get_it(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    refused(filled.open(None, "--pdf", filled.made.folder / "nieuw.pdf"), "pip install typst")
    assert not (filled.made.folder / "nieuw.pdf").exists()
    assert STORY in succeeded(filled.open())


def test_the_bot_does_not_load_it() -> None:
    loaded = "'typst' in sys.modules or 'bot.dossier_pdf' in sys.modules"
    code = f"import sys, bot.bootstrap, bot.cli.main; sys.exit({loaded})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_open_command_shows_the_ledger_and_what_was_written_too() -> None:
    from bot.dossier_folder.text import dossier_text

    shown = dossier_text(a_dossier(a_ledger(), said("note", "mijn eigen notitie")))
    assert "Gerda Testman, Griffier, stelde voor" in shown
    assert "NOTITIE" in shown
    assert "“mijn eigen notitie”" in shown
    assert "niet kent" not in shown
