"""From the register to a handler's screen: exported sealed, opened only when everything is what it should be."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dossier_folder import files as dossier_files
from bot.dossier_folder.files import safe_name
from bot.dossier_folder.text import printable
from bot.evidence_worker import evidence_header
from bot.server_keys import load_signing_key
from storage import audit, spool
from storage.database import Database
from storage.evidence import Evidence
from storage.sealing import EnvelopeName, Identity, SigningKey, pack_envelope, seal, sign_envelope
from tests.bot.cli_testkit import (
    GRIFFIER,
    RECOVERY,
    Installation,
    install,
    protected_identity,
    refused,
    run,
    succeeded,
)
from tests.bot.dossier_testkit import AT, CASE_ID, PICTURE, REFERENCE, STORY, Filled


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled and exported installation, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("master") / "made"
    folder.mkdir()
    filled = Filled(install(folder))
    succeeded(filled.export())
    return folder


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return Filled(install(tmp_path))


@pytest.fixture
def exported(master: Path, tmp_path: Path) -> Filled:
    copy = tmp_path / "made"
    shutil.copytree(master, copy)
    found = Filled.__new__(Filled)
    found.made, found.to = Installation(folder=copy), copy / "uit"
    found.folder = found.to / REFERENCE
    found.identity, found.passphrase = copy / "identity.age", copy / "passphrase"
    return found


def audited(made: Installation) -> list[str]:
    async def look() -> list[str]:
        db = await Database.open(made.config.database_path, read_only=True)
        try:
            return [line.action for line in await db.read(lambda tx: audit.lines_about(tx, CASE_ID))]
        finally:
            await db.close()

    return asyncio.run(look())


# ---- export -----------------------------------------------------------------------------------------------------


def test_export_writes_sealed_files_and_what_the_register_says(filled: Filled) -> None:
    assert "verzegeld" in succeeded(filled.export(REFERENCE.lower()))
    names = {path.name for path in filled.folder.iterdir()}
    assert names == {
        "manifest.json",
        "report.1.age",
        "supplement.1.age",
        "check-in-first.1.age",
        "evidence-f1.1.age",
    }
    assert filled.folder.stat().st_mode & 0o777 == 0o700
    for path in filled.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        for secret in (STORY, "Sanne", "scherm", "Veldermeer"):
            assert secret.encode() not in path.read_bytes()
    manifest = filled.manifest
    assert manifest["verifying_key"] == load_signing_key(filled.made.config).verifying_key.serialise()
    report = next(e for e in manifest["envelopes"] if e["part"] == "report")
    assert report["recipients"] == [GRIFFIER.recipient.fingerprint(), RECOVERY.recipient.fingerprint()]
    stored = (filled.folder / "report.1.age").read_bytes()
    assert report["sha256"] == hashlib.sha256(stored).hexdigest()
    assert audited(filled.made) == ["exported"]


def test_export_while_the_bot_runs_leaves_the_audit_line_to_it(filled: Filled) -> None:
    with filled.made.while_the_bot_runs():
        assert "logboek" in succeeded(filled.export("--all"))
    assert filled.folder.is_dir()
    assert audited(filled.made) == []
    (request,) = spool.pending(filled.made.fe, filled.made.spool)
    assert (request.action, request.subject) == ("exported", CASE_ID)
    succeeded(filled.made.invite_reporter())
    assert audited(filled.made) == ["exported"]


def test_export_refuses_and_leaves_nothing(filled: Filled) -> None:
    refused(filled.export("R-AAAA-AA"), "R-AAAA-AA")
    refused(filled.export(REFERENCE, "--all"), "niet allebei")
    refused(filled.made.run("export", "--to", filled.to), "niet allebei")
    assert not filled.to.exists()
    next(filled.made.config.evidence_folder.iterdir()).unlink()
    refused(filled.export(), "beschadigd")
    assert not filled.to.exists()
    assert audited(filled.made) == []


def test_export_does_not_overwrite(exported: Filled) -> None:
    before = {p: p.read_bytes() for p in exported.folder.iterdir()}
    refused(exported.export(), "bestaat al")
    assert {p: p.read_bytes() for p in exported.folder.iterdir()} == before
    assert audited(exported.made) == ["exported"]


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    refused(install(tmp_path).run("export", "--all", "--to", tmp_path / "uit"), "niets verzegeld")


# ---- open -------------------------------------------------------------------------------------------------------


def test_open_shows_the_report_and_writes_the_evidence(exported: Filled) -> None:
    out = exported.made.folder / "bewijs"
    shown = succeeded(exported.open(None, "--to", out))
    for part in (
        REFERENCE,
        STORY,
        "Van: Sanne Proef, Raadslid",
        "Spoed",
        "was het antwoord nee",
        "▪ Wat er gebeurde",
        "• Bedreiging",
        "8 op een schaal van 0 tot 10",
        "• Alleen vastleggen",
        "zaterdag 21 november om 20.10 uur",
        "AANVULLING",
        "Nog iets.",
        "HOE HET GAAT",
        "Ja, ik ben veilig",
        "van zijn account",
        "elk bestand is heel",
    ):
        assert part in shown, part
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert [p.name for p in out.iterdir()] == ["01-scherm.png"]
    assert (out / "01-scherm.png").read_bytes() == PICTURE
    assert (out.stat().st_mode & 0o777, (out / "01-scherm.png").stat().st_mode & 0o777) == (0o700, 0o600)


def test_open_in_english_without_writing(exported: Filled) -> None:
    shown = succeeded(exported.open(None, "--language", "en"))
    assert "• Threat" in shown
    assert "The files were not written" in shown


def test_open_needs_neither_configuration_nor_database(
    exported: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "thuis"
    shutil.copytree(exported.folder, elsewhere)
    shutil.copy(exported.identity, tmp_path / "id")
    shutil.copy(exported.passphrase, tmp_path / "pass")
    shutil.rmtree(exported.made.folder)
    monkeypatch.chdir(tmp_path)
    assert STORY in succeeded(run("open", "thuis", "--identity", "id", "--passphrase-file", "pass"))


def test_the_recovery_identity_opens_what_is_sealed_to_it(exported: Filled) -> None:
    key, passphrase = protected_identity(exported.made.folder, RECOVERY)
    done = run("open", exported.folder / "report.1.age", "--identity", key, "--passphrase-file", passphrase)
    assert STORY in succeeded(done)


def test_one_file_beside_its_manifest_is_checked_and_alone_it_is_said(exported: Filled) -> None:
    checked = succeeded(exported.open(exported.folder / "report.1.age"))
    assert "elk bestand is heel" in checked
    assert STORY in checked
    alone = exported.made.folder / "alleen.age"
    shutil.copy(exported.folder / "report.1.age", alone)
    shown = succeeded(exported.open(alone))
    assert "niet gecontroleerd" in shown
    assert STORY in shown


def test_the_servers_key_can_be_demanded(exported: Filled) -> None:
    right, wrong = exported.made.folder / "right", exported.made.folder / "wrong"
    right.write_text(load_signing_key(exported.made.config).verifying_key.serialise() + "\n")
    wrong.write_text(SigningKey.generate().verifying_key.serialise() + "\n")
    assert STORY in succeeded(exported.open(None, "--verifying-key", right))
    refused(exported.open(None, "--verifying-key", wrong), "andere sleutel getekend")
    refused(exported.open(None, "--verifying-key", exported.made.folder / "nergens"), "nergens")


def wrong_passphrase(filled: Filled) -> str:
    filled.passphrase.write_text("een heel andere wachtzin")
    return "wachtzin klopt niet"


def wrong_identity(filled: Filled) -> str:
    protected_identity(filled.made.folder, Identity.generate())
    return "report is niet aan deze sleutel verzegeld"


def damaged_in_transit(filled: Filled) -> str:
    file = filled.folder / "supplement.1.age"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    return "supplement is veranderd"


def damaged_before_signing(filled: Filled) -> str:
    file = filled.folder / "supplement.1.age"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    resigned(filled, "supplement", "supplement.1.age")
    return "supplement is beschadigd"


def swapped_files(filled: Filled) -> str:
    one, two = filled.folder / "report.1.age", filled.folder / "supplement.1.age"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    return "report is veranderd"


def swapped_in_the_manifest(filled: Filled) -> str:
    manifest = filled.manifest
    names = {"report": "supplement.1.age", "supplement": "report.1.age"}
    hashes = {e["file"]: e["sha256"] for e in manifest["envelopes"]}
    for line in manifest["envelopes"]:
        line["file"] = names.get(line["part"], line["file"])
        line["sha256"] = hashes[line["file"]]
    filled.save(manifest)
    return "report klopt niet"


def signed_under_another_name(filled: Filled) -> str:
    shutil.copy(filled.folder / "supplement.1.age", filled.folder / "report.1.age")
    resigned(filled, "report", "report.1.age")
    return "report hoort bij een andere melding"


def forged_by_an_outsider(filled: Filled) -> str:
    forged = seal(b"a forged report", [GRIFFIER.recipient])
    (filled.folder / "report.1.age").write_bytes(forged)
    manifest = filled.manifest
    line = next(e for e in manifest["envelopes"] if e["part"] == "report")
    line["sha256"] = hashlib.sha256(forged).hexdigest()
    filled.save(manifest)
    return "report klopt niet"


def missing_file(filled: Filled) -> str:
    (filled.folder / "evidence-f1.1.age").unlink()
    return "evidence-f1 ontbreekt"


def other_evidence(filled: Filled) -> str:
    """A server that is not ours anymore signs another picture under the same name."""
    wanted = Evidence(
        attachment_id="f1",
        draft_id=CASE_ID,
        person_id="anna",
        message_id=3,
        kind="document",
        file_id="",
        received_at=AT,
    )
    header = evidence_header(wanted, b"another", pack="maassluis", pack_version="1")
    sealed = seal(pack_envelope(header, b"another"), [GRIFFIER.recipient])
    (filled.folder / "evidence-f1.1.age").write_bytes(sealed)
    resigned(filled, "evidence-f1", "evidence-f1.1.age")
    return "evidence-f1 is een ander bestand"


def no_manifest(filled: Filled) -> str:
    (filled.folder / "manifest.json").unlink()
    return "geen manifest.json"


def damaged_manifest(filled: Filled) -> str:
    (filled.folder / "manifest.json").write_text("{")
    return "manifest is beschadigd"


def path_in_manifest(filled: Filled) -> str:
    manifest = filled.manifest
    manifest["envelopes"][0]["file"] = "../../x.age"
    filled.save(manifest)
    return "manifest is beschadigd"


def resigned(filled: Filled, part: str, file: str) -> None:
    """Make the manifest fit the file, signed with the server's own key."""
    data, manifest = (filled.folder / file).read_bytes(), filled.manifest
    line = next(e for e in manifest["envelopes"] if e["part"] == part)
    name = EnvelopeName(report_id=CASE_ID, part=part, revision=1)
    signature = sign_envelope(load_signing_key(filled.made.config), name=name, age_file=data, created_at=AT)
    line["sha256"] = hashlib.sha256(data).hexdigest()
    line["signature"] = base64.b64encode(signature).decode()
    filled.save(manifest)


@pytest.mark.parametrize(
    "break_it",
    [
        wrong_passphrase,
        wrong_identity,
        damaged_in_transit,
        damaged_before_signing,
        swapped_files,
        swapped_in_the_manifest,
        signed_under_another_name,
        forged_by_an_outsider,
        missing_file,
        other_evidence,
        no_manifest,
        damaged_manifest,
        path_in_manifest,
    ],
)
def test_one_wrong_thing_stops_everything(exported: Filled, break_it: Callable[[Filled], str]) -> None:
    part = break_it(exported)
    out = exported.made.folder / "bewijs"
    done = exported.open(None, "--to", out)
    refused(done, part)
    assert done.stdout == ""
    assert not out.exists()


def test_open_does_not_overwrite_or_follow_links(exported: Filled) -> None:
    out = exported.made.folder / "bewijs"
    out.mkdir()
    (out / "01-scherm.png").symlink_to(exported.made.folder / "elders")
    refused(exported.open(None, "--to", out), "nooit iets overschreven")
    assert not (exported.made.folder / "elders").exists()
    assert os.listdir(out) == ["01-scherm.png"]
    refused(exported.open(exported.made.folder / "nergens"), "nergens")


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        ("foto.JPG", "document", "07-foto.jpg"),
        ("../../.bashrc", "document", "07-bashrc.bin"),
        ("C:\\Windows\\evil.exe", "document", "07-evil.exe.bin"),
        ("brief.pdf.lnk", "document", "07-brief_pdf.lnk.bin"),
        ("pagina.html", "document", "07-pagina.html.bin"),
        ("x\u202egpj.exe", "document", "07-x_gpj.exe.bin"),
        ("CON.txt", "document", "07-CON.txt"),
        ("-rf ~.txt", "document", "07-rf_.txt"),
        ("", "voice", "07-voice.oga"),
        ("", "document", "07-document.bin"),
        ("...", "photo", "07-photo.jpg"),
        ("a\nb\x00c.png", "document", "07-a_b_c.png"),
        ("é" * 300 + ".png", "document", "07-" + "é" * 48 + ".png"),
        ("Nota’s & één.docx", "document", "07-Nota_s_één.docx"),
    ],
)
def test_a_name_from_a_report_becomes_only_a_name(given: str, kind: str, expected: str) -> None:
    assert safe_name(7, given, kind) == expected


def test_what_is_printed_cannot_command_a_terminal() -> None:
    assert printable("a\x1b]0;x\x07b\u2066c\r\n\td\x9b2J") == "a]0;xbc\n\td2J"


def test_a_folder_with_one_dossier_is_opened_as_that_dossier(tmp_path: Path) -> None:
    one = tmp_path / "dossiers" / "R-AAAA-AA"
    one.mkdir(parents=True)
    (one / "manifest.json").write_text("{}", encoding="utf-8")
    assert dossier_files._only_dossier_in(tmp_path / "dossiers") == one
    (tmp_path / "dossiers" / "R-BBBB-BB").mkdir()
    (tmp_path / "dossiers" / "R-BBBB-BB" / "manifest.json").write_text("{}", encoding="utf-8")
    assert dossier_files._only_dossier_in(tmp_path / "dossiers") == tmp_path / "dossiers"
