"""Owns the scrypt stanza: a file key wrapped under a passphrase.

Must not know: where a passphrase comes from or how strong it is. The authority is C2SP ``age.md``, "The
scrypt recipient type"; the passphrase is used as UTF-8, without normalisation, as other age programs do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from storage.sealing.errors import MalformedFileError, WrongPassphraseError
from storage.sealing.format import FILE_KEY_BYTES, Stanza, decode_base64, encode_base64

STANZA_TYPE = "scrypt"
DEFAULT_WORK_FACTOR = 18
"""Base-two logarithm of N when writing: 256 MiB and about a second."""

MAX_WORK_FACTOR = 20
"""Upper limit when reading (1 GiB), so that a hostile file cannot exhaust the machine."""

_LABEL = b"age-encryption.org/v1/scrypt"
_SALT_BYTES = 16
_BODY_BYTES = FILE_KEY_BYTES + 16
_FIXED_NONCE = bytes(12)  # Safe: each wrap key is used once, because the salt is new for each file.
_WORK_FACTOR = re.compile(r"[1-9][0-9]{0,2}")


class PassphraseRecipient:
    """Wraps a file key under a passphrase; must be the only recipient of a file."""

    def __init__(self, passphrase: str, *, work_factor: int = DEFAULT_WORK_FACTOR) -> None:
        if not passphrase:
            raise WrongPassphraseError("A passphrase may not be empty.")
        if not 1 <= work_factor <= MAX_WORK_FACTOR:
            raise ValueError("work factor out of range")
        self._passphrase = passphrase.encode("utf-8")
        self._work_factor = work_factor

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the scrypt stanza; takes the time and memory of the work factor."""
        salt = os.urandom(_SALT_BYTES)
        cipher = ChaCha20Poly1305(_wrap_key(self._passphrase, salt, self._work_factor))
        return Stanza(
            arguments=(STANZA_TYPE, encode_base64(salt), str(self._work_factor)),
            body=cipher.encrypt(_FIXED_NONCE, file_key, None),
        )


class PassphraseIdentity:
    """Unwraps a file key with a passphrase; its repr reveals nothing."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase.encode("utf-8")

    def __repr__(self) -> str:
        return "PassphraseIdentity()"

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, or None when the file has no scrypt stanza.

        Raises WrongPassphraseError, or MalformedFileError for a stanza outside the specification.
        """
        for stanza in stanzas:
            if stanza.arguments[0] == STANZA_TYPE:
                # A passphrase promises "only who knows it wrote this"; a second recipient would break that.
                if len(stanzas) != 1:
                    raise MalformedFileError
                return self._unwrap_stanza(stanza)
        return None

    def _unwrap_stanza(self, stanza: Stanza) -> bytes:
        if len(stanza.arguments) != 3 or not _WORK_FACTOR.fullmatch(stanza.arguments[2]):
            raise MalformedFileError
        salt = decode_base64(stanza.arguments[1].encode("ascii"))
        work_factor = int(stanza.arguments[2])
        # The exact body length is checked first, against partitioning oracles (age.md).
        if len(salt) != _SALT_BYTES or len(stanza.body) != _BODY_BYTES:
            raise MalformedFileError
        if work_factor > MAX_WORK_FACTOR:
            raise MalformedFileError("This passphrase file asks for more work than this program allows.")
        cipher = ChaCha20Poly1305(_wrap_key(self._passphrase, salt, work_factor))
        try:
            return cipher.decrypt(_FIXED_NONCE, stanza.body, None)
        except InvalidTag:
            raise WrongPassphraseError from None


def _wrap_key(passphrase: bytes, salt: bytes, work_factor: int) -> bytes:
    return Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase)
