"""The key commands as a case handler meets them, at a real terminal where a passphrase is typed."""

from __future__ import annotations

import os
import pty
import re
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.cli.key import passphrase_weakness
from bot.cli.people import read_recipient
from bot.recovery_sheet import recovery_sheet
from conversations.texts import text_sources
from storage.sealing import (
    Identity,
    Recipient,
    armor,
    dearmor,
    open_sealed,
    open_with_passphrase,
    seal,
    seal_with_passphrase,
)

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from bot.cli.key import key_app; key_app()"]
PASSPHRASE = "paard lamp fiets wolk"
IDENTITY = Identity.generate()


def environment(language: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LANG": f"{language}.UTF-8",
        "LC_ALL": "",
        "LC_MESSAGES": "",
    }


def run(
    folder: Path, *arguments: str, text: str = "", language: str = "nl_NL"
) -> subprocess.CompletedProcess[str]:
    """Run a command without a terminal."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=environment(language),
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def at_terminal(folder: Path, answers: list[tuple[str, str]], *arguments: str) -> tuple[int, str]:
    """Run a command at a terminal, typing each answer when its prompt stands there."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(sys.executable, [*PROGRAM, *arguments], environment("nl_NL"))
    shown, waiting = "", list(answers)
    while True:
        try:
            piece = os.read(terminal, 4096).decode(errors="replace")
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if waiting and shown.endswith(waiting[0][0]):
            os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert not waiting, shown
    return status, shown


def assert_refused(done: subprocess.CompletedProcess[str], part: str) -> None:
    """One sentence on standard error, nothing on standard output, exit status 1."""
    assert done.returncode == 1
    assert part in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    """An identity that is protected as ``key new`` does it, but quickly."""
    plain = f"# a note\n{IDENTITY.serialise()}\n".encode()
    path = tmp_path / "identity.age"
    path.write_text(armor(seal_with_passphrase(plain, PASSPHRASE, work_factor=10)))
    path.chmod(0o600)
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\n")
    return path


# key new


def test_new_at_a_terminal(tmp_path: Path) -> None:
    answers = [
        ("(ruggensteun-identity): ", "Griffier van Veldermeer"),
        ("Kies een wachtzin: ", PASSPHRASE),
        ("Typ de wachtzin nog een keer: ", PASSPHRASE),
    ]
    status, shown = at_terminal(tmp_path, answers, "new")
    assert status == 0
    assert PASSPHRASE not in shown, "the passphrase was echoed"
    assert "AGE-SECRET" not in shown

    key_file, sheet = (
        tmp_path / "ruggensteun-identity.age",
        tmp_path / "ruggensteun-identity-herstelblad.html",
    )
    address = tmp_path / "ruggensteun-identity-adres.txt"
    assert sorted(tmp_path.iterdir()) == sorted([key_file, sheet, address])
    for path in (key_file, sheet, address):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    plain = open_with_passphrase(dearmor(key_file.read_bytes()), PASSPHRASE).decode()
    identity = Identity.parse(plain.splitlines()[-1])
    assert "age1pq1" not in shown  # two thousand characters would push everything else off the screen
    recipient = str(identity.recipient)
    assert open_sealed(seal(b"x", [Recipient.parse(recipient)]), [identity]) == b"x"
    assert f"Controlecijfers: {identity.recipient.fingerprint()}" in shown

    assert read_recipient(address) == Recipient.parse(recipient)
    page = sheet.read_text(encoding="utf-8")
    assert "Sleutel van: Griffier van Veldermeer" in page
    for expected in (recipient, identity.recipient.fingerprint(), *key_file.read_text().split("\n")):
        assert expected in page
    assert identity.serialise() not in page
    assert PASSPHRASE not in page


def test_new_with_two_different_passphrases_writes_nothing(tmp_path: Path) -> None:
    answers = [
        ("(ruggensteun-identity): ", ""),
        ("Kies een wachtzin: ", PASSPHRASE),
        ("Typ de wachtzin nog een keer: ", PASSPHRASE + "x"),
    ]
    status, shown = at_terminal(tmp_path, answers, "new")
    assert status == 1
    assert "niet gelijk" in shown
    assert list(tmp_path.iterdir()) == []


def test_new_with_a_passphrase_file_in_english(tmp_path: Path) -> None:
    arguments = ("--out", "k.age", "--sheet", "s.html", "--passphrase-file", "-")
    done = run(tmp_path, "new", *arguments, text=PASSPHRASE, language="en_GB")
    assert done.returncode == 0, done.stderr
    assert "Done. Your key is in k.age" in done.stdout
    checked = run(tmp_path, "check", "k.age", "--passphrase-file", "-", text=PASSPHRASE)
    assert checked.returncode == 0
    assert "In orde" in checked.stdout


@pytest.mark.parametrize("existing", ["k.age", "k-herstelblad.html"])
def test_new_never_overwrites(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).write_text("precious")
    done = run(tmp_path, "new", "--out", "k.age", "--passphrase-file", "-", text=PASSPHRASE)
    assert_refused(done, "bestaat al")
    assert [path.name for path in tmp_path.iterdir()] == [existing]
    assert (tmp_path / existing).read_text() == "precious"


def test_new_does_not_follow_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "k.age").symlink_to(tmp_path / "elsewhere")
    assert_refused(
        run(tmp_path, "new", "--out", "k.age", "--passphrase-file", "-", text=PASSPHRASE), "bestaat al"
    )
    assert not (tmp_path / "elsewhere").exists()


def test_new_writes_both_files_or_none(tmp_path: Path) -> None:
    done = run(tmp_path, "new", "--sheet", "missing/sheet.html", "--passphrase-file", "-", text=PASSPHRASE)
    assert_refused(done, "kan niet worden geschreven")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "text", "part"),
    [
        ([], "", "--passphrase-file"),
        (["--passphrase-file", "-"], "", "te kort: 0"),
        (["--passphrase-file", "-"], "veertien tekens"[:14], "te kort: 14"),
        (["--passphrase-file", "-"], "aaaaaaaaaaaaaaaaaaaaaaaaa", "te makkelijk"),
        (["--passphrase-file", "nowhere"], "", "kan niet worden gelezen"),
        (["--out", "x", "--sheet", "x", "--passphrase-file", "-"], PASSPHRASE, "hetzelfde bestand"),
        (["--language", "de"], "", "nl of en"),
    ],
)
def test_new_refuses_and_writes_nothing(tmp_path: Path, arguments: list[str], text: str, part: str) -> None:
    assert_refused(run(tmp_path, "new", *arguments, text=text), part)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_cannot_be_an_argument(tmp_path: Path) -> None:
    done = run(tmp_path, "new", "--passphrase", PASSPHRASE)
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "kort",
        "veertientekens",
        "ababababababababab",
        "wolkwolkwolkwolkwolk",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjkl",
        "09876543210987654321",
        "wwwwwwoooooollllllkkkkkk",
    ],
)
def test_weak_passphrases(passphrase: str) -> None:
    assert passphrase_weakness(passphrase) is not None


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "Mijn kat eet om 6 uur!", "xK7#qL2$vN9@wR4"])
def test_good_passphrases(passphrase: str) -> None:
    assert passphrase_weakness(passphrase) is None


# key show, key check


def test_show_at_a_terminal(protected: Path) -> None:
    status, shown = at_terminal(protected.parent, [("Wachtzin: ", PASSPHRASE)], "show", protected.name)
    assert status == 0
    assert str(IDENTITY.recipient) in shown
    assert IDENTITY.recipient.fingerprint() in shown
    assert "AGE-SECRET" not in shown
    assert PASSPHRASE not in shown


def test_check_says_who_else_can_read_the_file(protected: Path) -> None:
    arguments = ("check", protected.name, "--passphrase-file", "pass", "--language", "en")
    private = run(protected.parent, *arguments)
    assert private.returncode == 0
    assert "All is well" in private.stdout
    assert "others" not in private.stdout
    protected.chmod(0o644)
    assert "others on this computer" in run(protected.parent, *arguments).stdout


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_wrong_passphrase(protected: Path, command: str) -> None:
    done = run(protected.parent, command, protected.name, "--passphrase-file", "-", text="something else")
    assert_refused(done, "De wachtzin klopt niet.")


def test_a_missing_file(tmp_path: Path) -> None:
    assert_refused(run(tmp_path, "show", "nowhere.age", "--passphrase-file", "-"), "kan niet worden gelezen")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "geen beveiligde sleutel"),
        (b"hello", "geen beveiligde sleutel"),
        (f"{IDENTITY.serialise()}\n".encode(), "zonder wachtzin"),
        (b"# note\nAGE-SECRET-KEY-1GFPYYS\n", "zonder wachtzin"),
        (seal(b"x", [IDENTITY.recipient]), "geen beveiligde sleutel"),
        (seal_with_passphrase(b"no identity", PASSPHRASE, work_factor=10), "geen beveiligde sleutel"),
        (seal_with_passphrase(b"", PASSPHRASE, work_factor=10), "geen beveiligde sleutel"),
        (seal_with_passphrase(b"\xff", PASSPHRASE, work_factor=10), "geen beveiligde sleutel"),
        (armor(seal(b"x", [IDENTITY.recipient]))[:-40].encode(), "geen beveiligde sleutel"),
    ],
    ids=(
        "empty",
        "text",
        "plain identity",
        "x25519 identity",
        "sealed to a recipient",
        "not an identity",
        "nothing inside",
        "no text inside",
        "damaged armor",
    ),
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, part: str) -> None:
    (tmp_path / "file").write_bytes(content)
    done = run(tmp_path, "check", "file", "--passphrase-file", "-", text=PASSPHRASE)
    assert_refused(done, part)
    assert IDENTITY.serialise() not in done.stderr


# The recovery sheet and the texts


def test_the_sheet_is_self_contained_and_in_both_languages() -> None:
    text = armor(seal_with_passphrase(b"x", PASSPHRASE, work_factor=10))
    page = recovery_sheet(
        recipient=IDENTITY.recipient, protected_identity=text, made_on=date(2026, 3, 2), whose="A < B"
    )
    assert "Key of: A &lt; B" in page
    assert "Gemaakt op 2026-03-02" in page
    assert "Made on 2026-03-02" in page
    assert page.count("<svg") == 1
    assert not re.search(r"(src|href)=|url\(|@import|<script", page)


def test_every_text_of_ours_is_used_and_in_both_languages() -> None:
    keys = {
        language: {
            key for key in re.findall(r"^([a-z0-9-]+) =", source, re.MULTILINE) if key.startswith("key-")
        }
        for language, source in text_sources().items()
    }
    assert keys["nl"] == keys["en"]
    code = "".join((ROOT / "bot" / name).read_text() for name in ("cli/key.py", "recovery_sheet.py"))
    assert {key for key in keys["nl"] if f'"{key}"' not in code and f"'{key}'" not in code} == set()
