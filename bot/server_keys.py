"""The keys that the server has: the operational key, the key that signs the register, the recovery recipient.

Owns reading and checking them. None of them opens a report: the recovery recipient is a public side only.
"""

from __future__ import annotations

from bot.config import Config, ConfigError, read_secret
from storage.database import Database
from storage.field_encryption import FieldEncryption, parse_operational_keys
from storage.reports import OtherSigningKeyError, check_signing_key
from storage.sealing import Recipient, SealingError, SigningKey


def load_field_encryption(config: Config) -> FieldEncryption:
    """The operational key, ready for use, with those before it. Raises ConfigError, FieldEncryptionError."""
    text = read_secret(config.storage.operational_key_file, "the operational key")
    current, *previous = parse_operational_keys(text)
    return FieldEncryption(current, previous)


def load_signing_key(config: Config) -> SigningKey:
    """The key that signs the register. Raises ConfigError, SealingError."""
    return SigningKey.parse(read_secret(config.storage.signing_key_file, "the signing key"))


async def other_signing_key(config: Config, db: Database) -> OtherSigningKeyError | None:
    """What is wrong when the signing key can be read, but is not that of this database. Raises DatabaseError."""
    try:
        signer = load_signing_key(config).verifying_key
    except (ConfigError, SealingError):
        return None
    try:
        await db.read(lambda tx: check_signing_key(tx, signer))
    except OtherSigningKeyError as error:
        return error
    return None


def load_recovery(config: Config) -> Recipient:
    """The organisation's recovery recipient. Raises ConfigError, SealingError."""
    try:
        text = config.recovery_recipient_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError("config-recovery-missing", path=config.recovery_recipient_file) from None
    recipient = Recipient.parse(text.strip())
    expected = config.organisation.recovery_fingerprint
    if expected and recipient.fingerprint().split() != expected.split():
        raise ConfigError("config-recovery-other")
    return recipient
