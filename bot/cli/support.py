"""What every command shares: the language it speaks, how it asks, and how trouble becomes one sentence.

Owns the step from an error of ours to a sentence on standard error and exit status 1. Must not import the database,
Telegram or the bot: the commands of a case handler's own computer use this too. That is why errors are known here by
the name of their class.
"""

from __future__ import annotations

import errno
import sys
import traceback
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from bot.cli import key as cli_key
from conversations.texts import LANGUAGES, load_catalogue

_YES = frozenset({"j", "ja", "y", "yes"})
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REASONS = {
    errno.ENOENT: "cli-reason-missing",
    errno.EACCES: "cli-reason-denied",
    errno.EPERM: "cli-reason-denied",
    errno.EROFS: "cli-reason-read-only",
    errno.ENOTDIR: "cli-reason-not-a-folder",
    errno.EISDIR: "cli-reason-a-folder",
}
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


class CliError(Exception):
    """A command cannot go on; carries the key of a sentence and its arguments."""

    def __init__(self, text_key: str, **args: object) -> None:
        super().__init__(text_key)
        self.text_key, self.text_args = text_key, args


SENTENCES: dict[str, str] = {
    "storage.database.DatabaseError": "cli-error-database",
    "storage.field_encryption.InvalidOperationalKeyError": "cli-error-operational-key",
    "storage.field_encryption.UnknownOperationalKeyError": "cli-error-operational-key-other",
    "storage.field_encryption.FieldEncryptionError": "cli-error-field",
    "storage.reports.NobodyToSealToError": "cli-error-nobody-to-seal-to",
    "storage.reports.OtherSigningKeyError": "cli-error-signing-key-other",
    "storage.sealing.errors.WrongPassphraseError": "key-error-wrong-passphrase",
    "storage.sealing.errors.NoMatchingIdentityError": "cli-error-no-identity",
    "storage.sealing.errors.InvalidIdentityError": "cli-error-identity",
    "storage.sealing.errors.SealingError": "cli-error-envelope",
    "bot.gateway.GatewayError": "cli-error-refused",
    "bot.receiving.StorageTroubleError": "cli-error-database",
    "storage.database.DatabaseMissingError": "cli-error-database-missing",
    "storage.database.DatabaseDamagedError": "cli-error-database-damaged",
    "storage.database.DatabaseNewerError": "cli-error-database-newer",
    "storage.database.DatabaseLockedError": "cli-error-database-locked",
    "storage.database.StorageFullError": "cli-error-disk-full",
    "storage.sealing.errors.InvalidRecipientError": "cli-error-recipient",
    "storage.sealing.errors.SealingUnavailableError": "key-error-sealing",
    "bot.gateway.UnauthorizedError": "cli-error-token",
    "bot.gateway.ConflictError": "cli-error-another-poller",
    "bot.gateway.NetworkTroubleError": "cli-error-network",
    "bot.receiving.AnotherPollerError": "cli-error-another-poller",
}
"""Errors of ours that have a sentence in both languages, by the name of their class."""

TREES = frozenset(
    {
        "bot.config.ConfigError",
        "bot.gateway.GatewayError",
        "bot.receiving.AnotherPollerError",
        "bot.receiving.StorageTroubleError",
        "conversations.packs.pack.PackError",
        "storage.database.DatabaseError",
        "storage.field_encryption.FieldEncryptionError",
        "storage.reports.NobodyToSealToError",
        "storage.sealing.errors.SealingError",
        "bot.cli.key.KeyCommandError",
        "bot.cli.support.CliError",
    }
)
"""The roots of our error trees: their messages are sentences that may be shown."""


class SentenceGroup(TyperGroup):
    """A group of commands in which every error of ours ends as one sentence, and nothing else is shown."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; see the module."""
        _chosen.set(None)
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError):
            fail(text("cli-error-stopped"))
        except BrokenPipeError:
            raise
        except Exception as error:
            if _is_typers_own(error):
                raise
            if ctx.params.get("debug"):
                print(places(error), file=sys.stderr)
            fail(sentence(error))


def sentence(error: Exception) -> str:
    """What went wrong, in one sentence (several only for a pack with several mistakes)."""
    if isinstance(error, CliError | cli_key.KeyCommandError):
        return text(error.text_key, **error.text_args)
    names = [f"{c.__module__}.{c.__qualname__}" for c in type(error).__mro__]
    own = next((SENTENCES[name] for name in names if name in SENTENCES), None)
    if own is not None:
        return text(own)
    if TREES.intersection(names):
        return error.in_language(language()) if hasattr(error, "in_language") else str(error)
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return text("cli-error-disk-full")
    if isinstance(error, OSError) and error.filename is not None:
        key = _REASONS.get(error.errno or 0)
        reason = type(error).__name__ if key is None else text(key)
        return text("cli-error-file", path=str(error.filename), reason=reason)
    return text("cli-error-inside", error_class=type(error).__name__)


def places(error: BaseException) -> str:
    """Where an error came from: the lines of code, without any value and without the error's own words."""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])


def fail(line: str) -> NoReturn:
    """Say this on standard error and end with status 1."""
    print(line, file=sys.stderr)
    raise typer.Exit(1)


def _is_typers_own(error: Exception) -> bool:
    return any(c.__module__.startswith("typer") for c in type(error).__mro__)


# ---- language ---------------------------------------------------------------------------------------------------


def _choose_language(chosen: str | None) -> str | None:
    if chosen is not None and chosen not in LANGUAGES:
        raise CliError("key-error-language")
    _chosen.set(chosen)
    return chosen


LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language", help="nl or en; by default from LANG.", callback=_choose_language, is_eager=True
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        readable=False,  # `load_config` says it in a sentence of ours
        help="The configuration file; by default RUGGENSTEUN_CONFIG, or ruggensteun.toml here.",
    ),
]


def language() -> str:
    """The language of this command: the one that was asked for, else the environment's."""
    return _chosen.get() or cli_key._language_of_environment()


def text(key: str, **args: object) -> str:
    """A text of the catalogue in the language of this command."""
    return load_catalogue().format(key, language(), args)


def label(key: str, otherwise: str) -> str:
    """A text of the catalogue when there is one: a pack of one's own may have ids without wording."""
    catalogue = load_catalogue()
    return catalogue.format(key, language()) if catalogue.has(key, language()) else otherwise


def say(key: str, **args: object) -> None:
    """Print a text of the catalogue."""
    print(text(key, **args))


# ---- asking -----------------------------------------------------------------------------------------------------


def ask(key: str, default: str = "") -> str:
    """Ask for a line; an empty answer is the default. Asks again while there is neither."""
    while True:
        answer = input(text(key, default=default)).strip() or default
        if answer:
            return answer


def confirm(key: str, **args: object) -> bool:
    """Ask for a yes; everything else is a no."""
    return input(text(key, **args)).strip().casefold() in _YES
