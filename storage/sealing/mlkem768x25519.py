"""Owns the recipients and identities of sealing: MLKEM768-X25519 (X-Wing), the ``age1pq1...`` type.

Must not know: files, payloads or what is sealed. The authority is C2SP ``age.md``, "The MLKEM768-X25519
hybrid post-quantum recipient type"; the derivation of both halves from one 32-byte seed is that of
draft-connolly-cfrg-xwing-kem and filippo.io/hpke-pq. Recipients are post-quantum, so that disks stolen today
stay unreadable later.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from storage.sealing import bech32
from storage.sealing.errors import InvalidIdentityError, InvalidRecipientError, MalformedFileError
from storage.sealing.format import FILE_KEY_BYTES, Stanza, decode_base64, encode_base64

STANZA_TYPE = "mlkem768x25519"
RECIPIENT_PREFIX = "age1pq"
IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"

_INFO = b"age-encryption.org/mlkem768x25519"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SEED_BYTES = 32
_MLKEM_PUBLIC_BYTES = 1184
_MLKEM_SEED_BYTES = 64
_X25519_BYTES = 32
_RECIPIENT_BYTES = _MLKEM_PUBLIC_BYTES + _X25519_BYTES
_ENC_BYTES = 1120
_BODY_BYTES = FILE_KEY_BYTES + 16
_FINGERPRINT_GROUPS = 6
_NOT_A_RECIPIENT_OF_OURS = (
    "This type of recipient is not used for sealing; make one that starts with age1pq1"
    " with 'ruggensteun key new'."
)


class Recipient:
    """The public side: who a file can be sealed to. Equal recipients are interchangeable; safe to print."""

    __slots__ = ("_public", "_text", "raw")

    def __init__(self, raw: bytes) -> None:
        """Take the 1216 bytes of an encapsulation key; raises InvalidRecipientError."""
        if len(raw) != _RECIPIENT_BYTES:
            raise InvalidRecipientError
        try:
            # Both reject an encoding that is not canonical; for ML-KEM that is FIPS 203's modulus check.
            self._public = MLKEM768X25519PublicKey(
                MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC_BYTES]),
                X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC_BYTES:]),
            )
        except ValueError:
            raise InvalidRecipientError from None
        self.raw = raw
        self._text = bech32.encode(RECIPIENT_PREFIX, raw)

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """Read an ``age1pq1...`` text, spaces around it allowed; raises InvalidRecipientError."""
        return _parse_recipient(text.strip())

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Recipient({self.fingerprint()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipient) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def fingerprint(self) -> str:
        """Return six groups of five digits (about 100 bits), to compare over the telephone.

        Each group is five bytes of SHA-256 over the recipient's text, big-endian, modulo 100000.
        """
        digest = hashlib.sha256(self._text.encode("ascii")).digest()
        groups = (digest[i * 5 : i * 5 + 5] for i in range(_FINGERPRINT_GROUPS))
        return " ".join(f"{int.from_bytes(group, 'big') % 100_000:05d}" for group in groups)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that only this recipient's identity unwraps."""
        sealed = _SUITE.encrypt(file_key, self._public, info=_INFO)
        return Stanza(
            arguments=(STANZA_TYPE, encode_base64(sealed[:_ENC_BYTES])),
            body=sealed[_ENC_BYTES:],
        )


class Identity:
    """The private side: opens what was sealed to its recipient. Its repr shows the recipient's fingerprint
    only.

    Never belongs on the machine that runs the bot.
    """

    def __init__(self, seed: bytes) -> None:
        """Take a 32-byte seed from a CSPRNG; raises InvalidIdentityError for another length."""
        if len(seed) != _SEED_BYTES:
            raise InvalidIdentityError
        expanded = hashlib.shake_256(seed).digest(_MLKEM_SEED_BYTES + _X25519_BYTES)
        self._seed = seed
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES])
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:])
        self._private = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)

    @classmethod
    def generate(cls) -> Identity:
        """Make a new identity from the operating system's randomness."""
        return cls(os.urandom(_SEED_BYTES))

    @classmethod
    def parse(cls, text: str) -> Identity:
        """Read an ``AGE-SECRET-KEY-PQ-1...`` text; raises InvalidIdentityError, which never repeats it."""
        try:
            prefix, seed = bech32.decode(text.strip())
        except bech32.Bech32Error:
            raise InvalidIdentityError from None
        if prefix != IDENTITY_PREFIX:
            raise InvalidIdentityError
        return cls(seed)

    def serialise(self) -> str:
        """Return the secret text; keep it protected by a passphrase wherever it is stored."""
        return bech32.encode(IDENTITY_PREFIX, self._seed)

    @cached_property
    def recipient(self) -> Recipient:
        """The public side of this identity."""
        return Recipient(
            self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()
        )

    def __repr__(self) -> str:
        return f"Identity(of {self.recipient.fingerprint()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and hmac.compare_digest(self._seed, other._seed)

    def __hash__(self) -> int:
        return hash(self.recipient)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an identity is not pickled or copied")

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza that is ours, or None.

        Raises MalformedFileError when a stanza of this type breaks the specification.
        """
        for stanza in stanzas:
            if stanza.arguments[0] == STANZA_TYPE:
                file_key = self._unwrap_stanza(stanza)
                if file_key is not None:
                    return file_key
        return None

    def _unwrap_stanza(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 2:
            raise MalformedFileError
        enc = decode_base64(stanza.arguments[1].encode("ascii"))
        # The exact body length is checked first, against partitioning oracles (age.md).
        if len(enc) != _ENC_BYTES or len(stanza.body) != _BODY_BYTES:
            raise MalformedFileError
        self._refuse_low_order(enc[-_X25519_BYTES:])
        try:
            return _SUITE.decrypt(enc + stanza.body, self._private, info=_INFO)
        except InvalidTag:
            return None

    def _refuse_low_order(self, share: bytes) -> None:
        """Refuse a share that makes the X25519 secret all zero, as RFC 9180 section 7.1.4 demands."""
        try:
            self._x25519.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            raise MalformedFileError from None


@lru_cache(maxsize=256)
def _decode_recipient(text: str) -> Recipient:
    try:
        prefix, raw = bech32.decode(text)
    except bech32.Bech32Error:
        raise InvalidRecipientError from None
    if prefix != RECIPIENT_PREFIX:
        raise InvalidRecipientError(_NOT_A_RECIPIENT_OF_OURS if prefix.startswith("age") else None)
    return Recipient(raw)


def _parse_recipient(text: str) -> Recipient:
    # Checked before the cache, so that a secret pasted in the wrong place is never remembered.
    if text.upper().startswith("AGE-SECRET-KEY-"):
        raise InvalidRecipientError("This is an identity, which is secret; give the recipient instead.")
    if text.startswith(("ssh-", "age1yubikey1", "age1tag")):
        raise InvalidRecipientError(_NOT_A_RECIPIENT_OF_OURS)
    return _decode_recipient(text)
