"""The configuration: one TOML file, checked before anything starts. The only reader of it and of the environment.

Owns every setting, its meaning and its limits; the documentation is tested against the list `SETTINGS`. Secrets are
never in this file: it names the files, or systemd credentials, that hold them.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from conversations.said import Said, SaidError, said, wrong_value

CONFIG_VARIABLE = "RUGGENSTEUN_CONFIG"
"""Environment variable that names the configuration file."""

CRASH_VARIABLE = "RUGGENSTEUN_CRASH_AT"
"""Environment variable for fault tests: the crash point at which the process kills itself, as NAME or NAME:COUNT."""

DEFAULT_CONFIG = Path("ruggensteun.toml")
CREDENTIAL_PREFIX = "credential:"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ConfigError(SaidError):
    """The configuration cannot be used; the message is one sentence that names the thing and the mend."""


class ConfigSettingsError(ConfigError):
    """Some settings are missing, unknown or cannot be used: all of them in one sentence."""

    def __init__(self, path: Path, problems: list[Said]) -> None:
        self._problems = problems
        super().__init__("config-settings", path=path, problems=_All(problems))


class _All(Said):
    """Several things that are said one after the other."""

    def __init__(self, parts: list[Said]) -> None:
        super().__init__("", {str(number): part for number, part in enumerate(parts)})

    def in_language(self, language: str) -> str:
        return "; ".join(part.in_language(language) for part in self.args.values())


def _is_page_address(text: str) -> bool:
    """Whether this is an https address without a path; http only for this very machine, as in a demonstration."""
    parts = urlsplit(text)
    if parts.path not in ("", "/") or parts.query or parts.fragment or not parts.hostname or parts.username:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(_Section):
    """Whose bot this is."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    pack: Annotated[str, Field(min_length=1)] = "standaard"
    recovery_fingerprint: str = ""


class Storage(_Section):
    """Where things are kept. The operational key must not be inside the data directory."""

    data_directory: Path
    operational_key_file: str
    signing_key_file: str


class Telegram(_Section):
    """How Telegram is reached."""

    token_file: str
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"


class Webhook(_Section):
    """Receiving by webhook in place of long polling."""

    enabled: bool = False
    public_url: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: Annotated[int, Field(ge=0, le=65535)] = 8443
    secret_file: str = ""


class Dossier(_Section):
    """The case handler's page, in which reports are opened."""

    enabled: bool = False
    public_url: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: Annotated[int, Field(ge=0, le=65535)] = 8444

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.enabled and not _is_page_address(self.public_url):
            raise PydanticCustomError("page_address", "config-page-address")
        return self


class Log(_Section):
    """What is logged; never content."""

    level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "info"


class Health(_Section):
    """Where the page is that says how the bot is doing, on this machine only; and when that is called trouble."""

    port: Annotated[int, Field(ge=0, le=65535)] = 0
    socket: str = ""
    file: str = ""
    alarm_after_minutes: Annotated[int, Field(ge=5, le=720)] = 60
    disk_free_megabytes: Annotated[int, Field(ge=0)] = 500


class Config(_Section):
    """All settings."""

    organisation: Organisation
    storage: Storage
    telegram: Telegram
    webhook: Webhook = Webhook()
    dossier: Dossier = Dossier()
    log: Log = Log()
    health: Health = Health()

    @property
    def database_path(self) -> Path:
        """The database file."""
        return self.storage.data_directory / "ruggensteun.sqlite3"

    @property
    def evidence_folder(self) -> Path:
        """The folder with sealed evidence."""
        return self.storage.data_directory / "evidence"

    @property
    def recovery_recipient_file(self) -> Path:
        """The organisation's recovery recipient; public, but it decides who can read everything."""
        return self.storage.data_directory / "recovery-recipient.txt"

    @property
    def packs_folder(self) -> Path:
        """Every pack version that a case was opened under."""
        return self.storage.data_directory / "packs"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting: its dotted name, whether it must be given, and its default."""

    name: str
    required: bool
    default: object


def _settings() -> tuple[Setting, ...]:
    found = []
    for section, field in Config.model_fields.items():
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        for name, inner in model.model_fields.items():
            default = None if inner.is_required() else inner.default
            found.append(Setting(name=f"{section}.{name}", required=inner.is_required(), default=default))
    return tuple(found)


SETTINGS: tuple[Setting, ...] = _settings()


def config_path(given: Path | None, environment: Mapping[str, str] | None = None) -> Path:
    """Which configuration file: the one given, the one the environment names, or ruggensteun.toml here."""
    environment = os.environ if environment is None else environment
    return given or Path(environment.get(CONFIG_VARIABLE) or DEFAULT_CONFIG)


def load_config(path: Path) -> Config:
    """Read and check the configuration. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError("config-missing", path=path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("config-unreadable", path=path, reason=type(error).__name__) from None
    try:
        return Config.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("config-not-toml", path=path, detail=error) from None
    except ValidationError as error:
        raise ConfigSettingsError(path, _problems(error)) from None


def _problems(error: ValidationError) -> list[Said]:
    """What is wrong with each setting."""
    found = []
    for problem in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in problem["loc"])
        match problem["type"]:
            case "missing":
                found.append(said("config-setting-missing", name=name))
            case "extra_forbidden":
                found.append(said("config-setting-unknown", name=name))
            case "page_address":
                found.append(said(problem["msg"], name=name))
            case kind:
                wrong = wrong_value(kind, problem["msg"], problem.get("ctx") or {})
                found.append(said("config-setting-wrong", name=name, problem=wrong))
    return found


_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
"""The bot's id and a secret (Bot API, "Authorizing your bot")."""

SECRETS = {
    "the bot token": "secret-bot-token",
    "the operational key": "secret-operational-key",
    "the signing key": "secret-signing-key",
    "the webhook secret": "secret-webhook",
}
"""What each secret is called, with the text key of that."""


def _named(what: str) -> Said:
    return Said(SECRETS[what])


def read_secret(reference: str, what: str, environment: Mapping[str, str] | None = None) -> str:
    """The secret in a file, or in a systemd credential (`credential:NAME`). `what` is one of `SECRETS`.

    Raises ConfigError when it is missing, empty, or readable by others than its owner and group.
    """
    path = secret_path(reference, what, environment)
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ConfigError("config-secret-missing", what=_named(what), path=path) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = type(error).__name__
        raise ConfigError("config-secret-unreadable", what=_named(what), path=path, reason=reason) from None
    if mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP):
        raise ConfigError("config-secret-open", what=_named(what), path=path)
    if not text:
        raise ConfigError("config-secret-empty", what=_named(what), path=path)
    return text


def bot_token(telegram: Telegram) -> str:
    """The bot token. Raises ConfigError as `read_secret` does, and when it has not the form of a token."""
    token = read_secret(telegram.token_file, "the bot token")
    if not _TOKEN.fullmatch(token):
        raise ConfigError("config-token-form", path=secret_path(telegram.token_file, "the bot token"))
    return token


def secret_path(reference: str, what: str, environment: Mapping[str, str] | None = None) -> Path:
    """The file behind a reference to a secret. Raises ConfigError for a credential outside systemd."""
    if not reference.startswith(CREDENTIAL_PREFIX):
        return Path(reference)
    environment = os.environ if environment is None else environment
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if not folder:
        raise ConfigError("config-credential", what=_named(what))
    return Path(folder) / reference.removeprefix(CREDENTIAL_PREFIX)


def armed_crash_point(environment: Mapping[str, str] | None = None) -> tuple[str, int] | None:
    """The crash point that a fault test asks for, and at which passage it must crash."""
    environment = os.environ if environment is None else environment
    name, _, number = environment.get(CRASH_VARIABLE, "").partition(":")
    return (name, int(number or 1)) if name else None


def service_manager(environment: Mapping[str, str] | None = None) -> str:
    """The address at which systemd wants to hear that the bot is alive; empty when it did not start it."""
    environment = os.environ if environment is None else environment
    return environment.get("NOTIFY_SOCKET", "")


def inherited_environment() -> dict[str, str]:
    """The environment, for a process that the demonstration starts."""
    return dict(os.environ)


def as_toml(values: Mapping[str, Mapping[str, Any]]) -> str:
    """These settings as TOML, for `ruggensteun init`."""
    lines = []
    for section, settings in values.items():
        lines.append(f"[{section}]")
        for name, value in settings.items():
            shown = (
                str(value).lower()
                if isinstance(value, bool)
                else value
                if isinstance(value, int)
                else _quoted(value)
            )
            lines.append(f"{name} = {shown}")
        lines.append("")
    return "\n".join(lines)


def _quoted(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
