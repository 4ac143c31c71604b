"""Owns the register's signature: Ed25519 over a statement that names an envelope and its age file's hash.

Must not know: how to open anything. A writer to the database can make a well-formed age file, because
recipients are public; without the signing key such a forged report is seen. The signing key is on the machine
that runs the bot, so this guards against writers to the data, not against whoever controls that machine.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from storage.sealing.canonical import canonical_json, format_time
from storage.sealing.envelope import EnvelopeName
from storage.sealing.errors import ForgedEnvelopeError, InvalidIdentityError

SIGNATURE_BYTES = 64

_DOMAIN = b"ruggensteun-envelope-signature/1\n"
_SIGNING_PREFIX = "ruggensteun-signing-v1:"
_VERIFYING_PREFIX = "ruggensteun-verifying-v1:"
_KEY_BYTES = 32


class VerifyingKey:
    """The public side: checks signatures. Safe to print and to publish."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._public = Ed25519PublicKey.from_public_bytes(raw)

    @classmethod
    def parse(cls, text: str) -> VerifyingKey:
        """Read a ``ruggensteun-verifying-v1:...`` line; raises InvalidIdentityError."""
        return cls(_parse(text, _VERIFYING_PREFIX, "This is not a valid verifying key."))

    def serialise(self) -> str:
        """Return the printable line."""
        return _VERIFYING_PREFIX + base64.b64encode(self.raw).decode("ascii")

    def __repr__(self) -> str:
        return f"VerifyingKey({self.serialise()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VerifyingKey) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def verify(self, signature: bytes, statement: bytes) -> None:
        """Check a signature over a whole statement; raises ForgedEnvelopeError."""
        try:
            self._public.verify(signature, statement)
        except InvalidSignature:
            raise ForgedEnvelopeError from None


class SigningKey:
    """The private side of the register's signature; its repr reveals nothing."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != _KEY_BYTES:
            raise InvalidIdentityError("This is not a valid signing key.")
        self._raw = raw
        self._private = Ed25519PrivateKey.from_private_bytes(raw)

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new signing key from the operating system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read a ``ruggensteun-signing-v1:...`` line; raises InvalidIdentityError, which never repeats it."""
        return cls(_parse(text, _SIGNING_PREFIX, "This is not a valid signing key."))

    def serialise(self) -> str:
        """Return the secret line, for the key file."""
        return _SIGNING_PREFIX + base64.b64encode(self._raw).decode("ascii")

    @property
    def verifying_key(self) -> VerifyingKey:
        """The public side."""
        return VerifyingKey(self._private.public_key().public_bytes_raw())

    def sign(self, statement: bytes) -> bytes:
        """Return the 64-byte signature over a whole statement."""
        return self._private.sign(statement)

    def __repr__(self) -> str:
        return f"SigningKey(of {self.verifying_key.serialise()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signing key is not pickled or copied")


def envelope_statement(*, name: EnvelopeName, age_file_sha256: bytes, created_at: datetime) -> bytes:
    """Return the bytes that are signed: a domain line, then canonical JSON (see the format document)."""
    return _DOMAIN + canonical_json(
        {
            "age_file_sha256": age_file_sha256.hex(),
            "created_at": format_time(created_at),
            "part": name.part,
            "report_id": name.report_id,
            "revision": name.revision,
        }
    )


def sign_envelope(
    signing_key: SigningKey, *, name: EnvelopeName, age_file: bytes, created_at: datetime
) -> bytes:
    """Return the 64-byte signature for the register over an age file as it is stored."""
    digest = hashlib.sha256(age_file).digest()
    return signing_key.sign(envelope_statement(name=name, age_file_sha256=digest, created_at=created_at))


def verify_envelope(
    verifying_key: VerifyingKey,
    *,
    name: EnvelopeName,
    age_file: bytes,
    created_at: datetime,
    signature: bytes,
) -> None:
    """Check an age file against the register; raises ForgedEnvelopeError when anything differs."""
    digest = hashlib.sha256(age_file).digest()
    statement = envelope_statement(name=name, age_file_sha256=digest, created_at=created_at)
    verifying_key.verify(signature, statement)


def _parse(text: str, prefix: str, message: str) -> bytes:
    stripped = text.strip()
    try:
        raw = base64.b64decode(stripped.removeprefix(prefix), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidIdentityError(message) from None
    canonical = prefix + base64.b64encode(raw).decode("ascii")
    if canonical != stripped or len(raw) != _KEY_BYTES:
        raise InvalidIdentityError(message)
    return raw
