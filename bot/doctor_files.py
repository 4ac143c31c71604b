"""What must be true of the files of an installation before anybody is invited: places and permissions.

Owns the rules; the administrator reads the outcome in `ruggensteun doctor`, and `run` refuses what is dangerous.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.config import CREDENTIAL_PREFIX, Config, secret_path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret_files(config: Config) -> Iterator[tuple[str, Path]]:
    """What each secret is, and the file it is in. Raises ConfigError for a credential outside systemd."""
    references = {
        "the operational key": config.storage.operational_key_file,
        "the signing key": config.storage.signing_key_file,
        "the bot token": config.telegram.token_file,
    }
    if config.webhook.enabled:
        references["the webhook secret"] = config.webhook.secret_file
    for what, reference in references.items():
        yield what, secret_path(reference, what)


def secrets_inside_data(config: Config) -> list[Path]:
    """The key files that lie inside the data directory, where a copy of the data would carry them along."""
    data = config.storage.data_directory.resolve()
    keys = (config.storage.operational_key_file, config.storage.signing_key_file)
    files = (Path(key) for key in keys if not key.startswith(CREDENTIAL_PREFIX))
    return [file for file in files if file.resolve().is_relative_to(data)]


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may do anything with this file or directory. Raises OSError."""
    return bool(path.stat().st_mode & OTHERS)


def is_empty(path: Path) -> bool:
    """Whether there is a file here with nothing in it yet, as `ruggensteun init` makes one for the token."""
    try:
        return not path.read_bytes().strip()
    except OSError:
        return False
