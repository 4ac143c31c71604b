"""Owns ``ruggensteun key``: making, showing and checking a case handler's identity on their own computer.

Must not know: the bot's configuration, database or Telegram; nothing here runs on the machine that runs the
bot. An identity is only ever written protected by a passphrase. A passphrase is asked without echo or read
from a file, never taken from an argument, because other programs can see arguments.
"""

from __future__ import annotations

import getpass
import itertools
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.clock import SystemClock
from bot.recovery_sheet import recovery_sheet
from conversations.texts import LANGUAGES, load_catalogue
from storage.sealing import (
    Identity,
    Recipient,
    SealingError,
    SealingUnavailableError,
    WrongPassphraseError,
    armor,
    check_words,
    dearmor,
    is_armored,
    open_sealed,
    open_with_passphrase,
    seal,
    seal_with_passphrase,
    self_test,
)

MIN_PASSPHRASE_CHARACTERS = 15
"""As NIST SP 800-63B-4 asks of a password that stands alone."""

MIN_DIFFERENT_CHARACTERS = 7

_MAX_FILE_BYTES = 64 * 1024
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_STEPS = {pair for row in _ROWS for pair in itertools.pairwise(row)}
_EASY_STEPS = _STEPS | {(second, first) for first, second in _STEPS}

key_app = typer.Typer(
    no_args_is_help=True,
    help="Make, show and check the identity with which a case handler opens reports.",
)

LanguageOption = Annotated[str | None, typer.Option("--language", help="nl or en; by default from LANG.")]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", help="Read the passphrase from this file's first line ('-': standard input)."
    ),
]
IdentityArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The protected identity.")]


class KeyCommandError(Exception):
    """A command cannot go on; carries the key of a text and its arguments."""

    def __init__(self, text_key: str, **args: object) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.text_args = args


@key_app.command("new")
def new(
    out: Annotated[Path, typer.Option("--out", help="Where to write the protected identity.")] = Path(
        "ruggensteun-identity.age"
    ),
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="Where to write the recovery sheet; by default beside it.")
    ] = None,
    address: Annotated[
        Path | None,
        typer.Option(
            "--address", help="Where to write the address for the administrator; by default beside it."
        ),
    ] = None,
    passphrase_file: PassphraseOption = None,
    language: LanguageOption = None,
) -> None:
    """Make an identity, protect it by a passphrase, and write its address and a recovery sheet to print."""
    _run(language, lambda chosen: _new(out, sheet, address, passphrase_file, chosen))


@key_app.command("show")
def show(
    file: IdentityArgument, passphrase_file: PassphraseOption = None, language: LanguageOption = None
) -> None:
    """Print the recipient and the check digits of a protected identity."""

    def command(chosen: str) -> None:
        _print_recipient(_open_identity(file, passphrase_file, chosen), chosen)

    _run(language, command)


@key_app.command("check")
def check(
    file: IdentityArgument, passphrase_file: PassphraseOption = None, language: LanguageOption = None
) -> None:
    """Check that a protected identity opens with its passphrase and can open a sealed report."""

    def command(chosen: str) -> None:
        identity = _open_identity(file, passphrase_file, chosen)
        if open_sealed(seal(b"check", [identity.recipient]), [identity]) != b"check":
            raise SealingUnavailableError
        print(_text("key-check-done", chosen))
        _print_check(identity.recipient, chosen)
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            print(_text("key-check-permissions", chosen))

    _run(language, command)


def passphrase_weakness(passphrase: str) -> tuple[str, dict[str, object]] | None:
    """Return the text that says why a passphrase is too weak, with its arguments, or None when it is fine."""
    if len(passphrase) < MIN_PASSPHRASE_CHARACTERS:
        return "key-error-too-short", {"length": len(passphrase), "minimum": MIN_PASSPHRASE_CHARACTERS}
    folded = passphrase.casefold()
    repeats = folded in (folded + folded)[1:-1]
    easy = sum(pair in _EASY_STEPS or pair[0] == pair[1] for pair in itertools.pairwise(folded))
    if repeats or len(set(folded)) < MIN_DIFFERENT_CHARACTERS or easy * 2 > len(folded):
        return "key-error-too-simple", {}
    return None


def _new(
    out: Path, sheet: Path | None, address: Path | None, passphrase_file: Path | None, language: str
) -> None:
    sheet = sheet or out.with_name(f"{out.stem}-herstelblad.html")
    address = address or out.with_name(f"{out.stem}-adres.txt")
    _refuse_existing(out, sheet, address)
    self_test()
    whose = out.stem
    if passphrase_file is None and sys.stdin.isatty():
        print(_text("key-new-intro", language))
        whose = input(_text("key-new-whose", language, default=whose)).strip() or whose
    passphrase = _new_passphrase(passphrase_file, language)
    identity, made_on = Identity.generate(), SystemClock().now().date()
    note = f"# Ruggensteun identity, made {made_on.isoformat()}\n{identity.serialise()}\n"
    protected = armor(seal_with_passphrase(note.encode("ascii"), passphrase))
    page = recovery_sheet(
        recipient=identity.recipient, protected_identity=protected, made_on=made_on, whose=whose
    )
    line = f"# Ruggensteun, {made_on.isoformat()}: {check_words(identity.recipient)}\n{identity.recipient}\n"
    # Never hand out a recipient whose identity might not open again.
    if _parse_protected(protected.encode("ascii"), passphrase) != identity:
        raise SealingUnavailableError
    _write_all((out, protected), (sheet, page), (address, line))
    print(_text("key-new-done", language, path=str(out), sheet=str(sheet), address=str(address)))
    print(_text("key-new-next", language))
    _print_check(identity.recipient, language)


def _refuse_existing(*paths: Path) -> None:
    if len({path.absolute() for path in paths}) < len(paths):
        raise KeyCommandError("key-error-same-path")
    for path in paths:
        if os.path.lexists(path):
            raise KeyCommandError("key-error-exists", path=str(path))


def _write_all(*files: tuple[Path, str]) -> None:
    """Write all files or none."""
    written: list[Path] = []
    try:
        for path, text in files:
            _write_private(path, text)
            written.append(path)
    except KeyCommandError:
        for path in written:
            path.unlink()
        raise


def _write_private(path: Path, text: str) -> None:
    """Create a file that only its owner can read; never follows a link, never overwrites, leaves no half
    file."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyCommandError("key-error-exists", path=str(path)) from None
    except OSError:
        raise KeyCommandError("key-error-write", path=str(path)) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise KeyCommandError("key-error-write", path=str(path)) from None


def _new_passphrase(passphrase_file: Path | None, language: str) -> str:
    passphrase = _read_passphrase(passphrase_file, "key-passphrase-new", language)
    weakness = passphrase_weakness(passphrase)
    if weakness is not None:
        raise KeyCommandError(weakness[0], **weakness[1])
    if passphrase_file is None and _ask("key-passphrase-again", language) != passphrase:
        raise KeyCommandError("key-error-different")
    return passphrase


def _read_passphrase(passphrase_file: Path | None, prompt: str, language: str) -> str:
    if passphrase_file is None:
        return _ask(prompt, language)
    try:
        if str(passphrase_file) == "-":
            line = sys.stdin.readline()
        else:
            with passphrase_file.open(encoding="utf-8") as file:
                line = file.readline(_MAX_FILE_BYTES)
    except (OSError, UnicodeDecodeError):
        raise KeyCommandError("key-error-passphrase-file") from None
    return line.rstrip("\r\n")


def _ask(prompt: str, language: str) -> str:
    """Ask without echo; refuses where echo cannot be switched off."""
    if not sys.stdin.isatty():
        raise KeyCommandError("key-error-no-terminal")
    return getpass.getpass(_text(prompt, language))


def _open_identity(file: Path, passphrase_file: Path | None, language: str) -> Identity:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MAX_FILE_BYTES)
    except OSError:
        raise KeyCommandError("key-error-read", path=str(file)) from None
    if b"AGE-SECRET-KEY-" in data:
        raise KeyCommandError("key-error-unprotected")
    return _parse_protected(data, _read_passphrase(passphrase_file, "key-passphrase-ask", language))


def _parse_protected(data: bytes, passphrase: str) -> Identity:
    try:
        plain = open_with_passphrase(dearmor(data) if is_armored(data) else data, passphrase)
        lines = plain.decode("ascii").splitlines()
        (line,) = (line for line in lines if line.strip() and not line.startswith("#"))
        return Identity.parse(line)
    except WrongPassphraseError:
        raise KeyCommandError("key-error-wrong-passphrase") from None
    except (SealingError, ValueError):
        raise KeyCommandError("key-error-not-a-key") from None


def _print_recipient(identity: Identity, language: str) -> None:
    _print_check(identity.recipient, language)
    print(_text("key-recipient", language))
    print(identity.recipient)


def _print_check(recipient: Recipient, language: str) -> None:
    print(_text("key-check-words", language, words=check_words(recipient)))
    print(_text("key-fingerprint", language, fingerprint=recipient.fingerprint()))


def _run(language: str | None, command: Callable[[str], None]) -> None:
    """Run a command; whatever goes wrong is one sentence on standard error and exit status 1."""
    chosen = language or _language_of_environment()
    if chosen not in LANGUAGES:
        _fail(_text("key-error-language", _language_of_environment()))
    try:
        command(chosen)
    except KeyCommandError as error:
        _fail(_text(error.text_key, chosen, **error.text_args))
    except SealingUnavailableError:
        _fail(_text("key-error-sealing", chosen))
    except (KeyboardInterrupt, EOFError):
        _fail(_text("key-error-stopped", chosen))


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def _language_of_environment() -> str:
    """Dutch when the environment says so or says nothing, else English."""
    variables = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in variables if value), "nl")
    return "nl" if locale.startswith("nl") or locale in {"C", "C.UTF-8", "POSIX"} else "en"


def _text(key: str, language: str, **args: object) -> str:
    return load_catalogue().format(key, language, args)
