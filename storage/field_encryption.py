"""Owns the encryption of database columns, and the registry of which columns those are.

Must not know: SQL, or what a column's content means. The bot must be able to read operational data (drafts,
people, schedule), so unlike a sealed report it is protected by a key the bot holds: one 32-byte operational
key from a file outside the data directory. Each purpose has its own subkey; the column, the row id and the
key id are associated data, so a value copied to another row or column does not decrypt.

Stored form: version byte ``0x01``, key id (8 bytes), nonce (12 bytes), AES-256-GCM ciphertext with its tag
(16).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

OPERATIONAL_KEY_BYTES = 32
KEY_ID_BYTES = 8

_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_PREFIX_BYTES = len(_VERSION) + KEY_ID_BYTES
_OVERHEAD_BYTES = _PREFIX_BYTES + _NONCE_BYTES + _TAG_BYTES
_TEXT_PREFIX = "ruggensteun-operational-v1:"
_INFO = "ruggensteun-field-encryption/1/"


class FieldEncryptionError(Exception):
    """Anything that keeps a column from being encrypted or decrypted; never carries content."""


class InvalidOperationalKeyError(FieldEncryptionError):
    """A text is no operational key."""

    def __init__(self) -> None:
        super().__init__(f"The operational key must be one line that starts with {_TEXT_PREFIX}")


class UnknownOperationalKeyError(FieldEncryptionError):
    """A value was encrypted under an operational key that is not configured."""

    def __init__(self, column: EncryptedColumn) -> None:
        super().__init__(f"{column} was encrypted under an operational key that is not configured.")


class DamagedFieldError(FieldEncryptionError):
    """A value was changed, cut off, or moved from another row or column."""

    def __init__(self, column: EncryptedColumn) -> None:
        super().__init__(f"A value in {column} is damaged or belongs to another row.")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class EncryptedColumn:
    """One encrypted column: where it is, which subkey it uses, what it holds, and what a value is bound
    to."""

    table: str
    column: str
    purpose: str
    holds: str
    bound_to: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


SNAPSHOTS_BODY = EncryptedColumn(
    table="snapshots",
    column="body",
    purpose="conversation",
    holds="Where a conversation stands, with the answers of a draft that has not been sent yet.",
    bound_to="the person's id",
)
OUTBOX_BODY = EncryptedColumn(
    table="outbox",
    column="body",
    purpose="delivery",
    holds="Which texts and buttons a prompt has, and the references it is rendered with.",
    bound_to="the prompt's id",
)
PEOPLE_PROFILE = EncryptedColumn(
    table="people",
    column="profile",
    purpose="people",
    holds="Who is enrolled: name, kind, role, office, recipient, language, phone number and Telegram id.",
    bound_to="the person's id",
)
EVIDENCE_BODY = EncryptedColumn(
    table="evidence",
    column="body",
    purpose="evidence",
    holds="What a file of a draft is called, its caption and origin, its file id and file key; until it is sealed.",
    bound_to="the attachment's id",
)

INVITATIONS_BODY = EncryptedColumn(
    table="invitations",
    column="body",
    purpose="invitations",
    holds="Who an invitation is for: name, role, office, language and the age recipient.",
    bound_to="the invitation's id",
)
CASES_BODY = EncryptedColumn(
    table="cases",
    column="body",
    purpose="cases",
    holds="How a case is handled: reference, who handles it, actions and consents; never what was reported.",
    bound_to="the case's id",
)
CHECK_INS_REFERENCE = EncryptedColumn(
    table="check_ins",
    column="reference",
    purpose="check-ins",
    holds="The reference of the report that a check-in is about.",
    bound_to="the check-in's id",
)
CASE_MESSAGES_BODY = EncryptedColumn(
    table="case_messages",
    column="body",
    purpose="case-messages",
    holds="What people in a case write to each other, until it is delivered.",
    bound_to="the prompt's id",
)
CARE_TALLY_BODY = EncryptedColumn(
    table="care_tally",
    column="body",
    purpose="care-tally",
    holds="How often people said that the aftercare helped or not: numbers, without who, about what or which day.",
    bound_to="whether the numbers wait or may be shown",
)
REGISTER_COUNTS_BODY = EncryptedColumn(
    table="register_counts",
    column="body",
    purpose="register",
    holds="The anonymised register: how often what happened in a quarter, without who, about what or which day.",
    bound_to="the quarter",
)

RECIPIENTS_PROTECTED = EncryptedColumn(
    table="recipients",
    column="protected",
    purpose="recipients",
    holds="A case handler's identity, protected in their browser by a passphrase or passkey; whose, and its recipient.",
    bound_to="the recipient's id",
)

SPOOL_REQUEST = EncryptedColumn(
    table="spool",
    column="request",
    purpose="spool",
    holds="What the command line asks of the running bot, such as an invitation with its token, until it is taken.",
    bound_to="the request's id",
)

ENCRYPTED_COLUMNS: tuple[EncryptedColumn, ...] = (
    SNAPSHOTS_BODY,
    OUTBOX_BODY,
    PEOPLE_PROFILE,
    EVIDENCE_BODY,
    INVITATIONS_BODY,
    CASES_BODY,
    CHECK_INS_REFERENCE,
    RECIPIENTS_PROTECTED,
    CASE_MESSAGES_BODY,
    CARE_TALLY_BODY,
    REGISTER_COUNTS_BODY,
)
"""Every encrypted column. What is not in this registry is stored in the clear or sealed."""

ENCRYPTED_FILES: tuple[EncryptedColumn, ...] = (SPOOL_REQUEST,)
"""What is encrypted in the same way in files of its own: `table` is the folder, `column` what a file holds."""


class OperationalKey:
    """The 32-byte secret from which all subkeys come; its repr shows the key id only."""

    def __init__(self, secret: bytes) -> None:
        """Take 32 bytes from a CSPRNG; raises InvalidOperationalKeyError for another length."""
        if len(secret) != OPERATIONAL_KEY_BYTES:
            raise InvalidOperationalKeyError
        self._secret = secret
        self.key_id = self.subkey("key-id")[:KEY_ID_BYTES]

    @classmethod
    def generate(cls) -> OperationalKey:
        """Make a new key from the operating system's randomness."""
        return cls(os.urandom(OPERATIONAL_KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> OperationalKey:
        """Read what ``serialise`` wrote; raises InvalidOperationalKeyError, which never repeats it."""
        stripped = text.strip()
        try:
            secret = base64.b64decode(stripped.removeprefix(_TEXT_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            raise InvalidOperationalKeyError from None
        key = cls(secret)
        if key.serialise() != stripped:
            raise InvalidOperationalKeyError
        return key

    def serialise(self) -> str:
        """Return the secret as one printable line, for the key file."""
        return _TEXT_PREFIX + base64.b64encode(self._secret).decode("ascii")

    def subkey(self, label: str) -> bytes:
        """Return the 32-byte subkey for one label (HKDF-SHA256, RFC 5869)."""
        info = (_INFO + label).encode("utf-8")
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(self._secret)

    def __repr__(self) -> str:
        return f"OperationalKey({self.key_id.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an operational key is not pickled or copied")


def parse_operational_keys(text: str) -> list[OperationalKey]:
    """The keys of a key file: the current one on the first line, previous ones below it while they are needed.

    Raises InvalidOperationalKeyError, which never repeats a line.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise InvalidOperationalKeyError
    return [OperationalKey.parse(line) for line in lines]


class FieldEncryption:
    """Encrypts under the current key; decrypts under the current or a previous one.

    Rotation: configure the new key as current and the old one as previous, re-encrypt each row for which
    ``needs_rotation`` says so, then drop the old key. Stopping halfway leaves every row readable. Nonces are
    random, so one key may make up to 2**32 values per purpose.
    """

    def __init__(self, current: OperationalKey, previous: Sequence[OperationalKey] = ()) -> None:
        self._current = current
        self._keys = {key.key_id: key for key in (*previous, current)}
        self._ciphers: dict[tuple[bytes, str], AESGCM] = {}
        self._hash_keys: dict[tuple[bytes, str], bytes] = {}
        self._hash = lru_cache(maxsize=1024)(self._hashed)

    def encrypt(self, column: EncryptedColumn, row_id: str, plaintext: bytes) -> bytes:
        """Return the stored form of a value of this column in this row."""
        nonce = os.urandom(_NONCE_BYTES)
        key_id = self._current.key_id
        cipher = self._cipher(self._current, column.purpose)
        sealed = cipher.encrypt(nonce, plaintext, _associated_data(column, row_id, key_id))
        return b"".join([_VERSION, key_id, nonce, sealed])

    def decrypt(self, column: EncryptedColumn, row_id: str, ciphertext: bytes) -> bytes:
        """Return the value; raises UnknownOperationalKeyError or DamagedFieldError."""
        if len(ciphertext) < _OVERHEAD_BYTES or not ciphertext.startswith(_VERSION):
            raise DamagedFieldError(column)
        key_id = ciphertext[len(_VERSION) : _PREFIX_BYTES]
        key = self._keys.get(key_id)
        if key is None:
            raise UnknownOperationalKeyError(column)
        nonce_end = _PREFIX_BYTES + _NONCE_BYTES
        nonce, sealed = ciphertext[_PREFIX_BYTES:nonce_end], memoryview(ciphertext)[nonce_end:]
        try:
            cipher = self._cipher(key, column.purpose)
            return cipher.decrypt(nonce, sealed, _associated_data(column, row_id, key_id))
        except InvalidTag:
            raise DamagedFieldError(column) from None

    @property
    def key_id(self) -> bytes:
        """The id of the current key; it says nothing about the key itself."""
        return self._current.key_id

    @property
    def has_previous(self) -> bool:
        """Whether a previous key is still there, so that a rotation is not finished."""
        return len(self._keys) > 1

    def needs_rotation(self, ciphertext: bytes) -> bool:
        """Whether a stored value is not under the current key."""
        return ciphertext[:_PREFIX_BYTES] != _VERSION + self._current.key_id

    def keyed_hash(self, purpose: str, value: str) -> bytes:
        """Return HMAC-SHA256 of a value under the current key, to look it up without storing it in the
        clear."""
        return self._hash(self._current, purpose, value)

    def keyed_hashes(self, purpose: str, value: str) -> tuple[bytes, ...]:
        """Return the value's hash under every configured key, the current one first, for look-ups in
        rotation."""
        others = (key for key in self._keys.values() if key is not self._current)
        return tuple(self._hash(key, purpose, value) for key in (self._current, *others))

    def _hashed(self, key: OperationalKey, purpose: str, value: str) -> bytes:
        slot = (key.key_id, purpose)
        if slot not in self._hash_keys:
            self._hash_keys[slot] = key.subkey(f"keyed-hash/{purpose}")
        return hmac.digest(self._hash_keys[slot], value.encode("utf-8"), "sha256")

    def _cipher(self, key: OperationalKey, purpose: str) -> AESGCM:
        slot = (key.key_id, purpose)
        if slot not in self._ciphers:
            self._ciphers[slot] = AESGCM(key.subkey(f"column/{purpose}"))
        return self._ciphers[slot]


def key_id_of(ciphertext: bytes) -> bytes:
    """The id of the key that a stored value says it is under."""
    return ciphertext[len(_VERSION) : _PREFIX_BYTES]


def _associated_data(column: EncryptedColumn, row_id: str, key_id: bytes) -> bytes:
    """Return purpose, table, column and row id, each with its length, then the key id: one meaning only."""
    return b"".join([_VERSION, _of_column(column), _with_length(row_id), key_id])


@lru_cache(maxsize=64)
def _of_column(column: EncryptedColumn) -> bytes:
    return b"".join(_with_length(text) for text in (column.purpose, column.table, column.column))


def _with_length(text: str) -> bytes:
    encoded = text.encode("utf-8")
    return len(encoded).to_bytes(4, "big") + encoded
