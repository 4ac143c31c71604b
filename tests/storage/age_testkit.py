"""Owns reading the public age test vectors, and an X25519 identity that only they need.

Must not be imported by the product: sealing refuses X25519, but most public vectors of the header and the
payload are addressed to it, so the tests bring their own small implementation of ``age.md``, "The X25519
recipient type".
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.sealing import Identity, MalformedFileError, bech32
from storage.sealing.format import Stanza, Unwrapper, decode_base64
from storage.sealing.scrypt import PassphraseIdentity

VECTORS = Path(__file__).parent.parent / "vectors"


@dataclass(kw_only=True)
class Vector:
    """One test vector: the age file, and what must come of it."""

    name: str
    expect: str = ""
    payload_sha256: str = ""
    armored: bool = False
    identities: list[Unwrapper] = field(default_factory=list)
    file_key: bytes = b""
    data: bytes = b""


class X25519Identity:
    """An ``AGE-SECRET-KEY-1...`` identity, for the vectors only."""

    def __init__(self, text: str) -> None:
        prefix, secret = bech32.decode(text)
        assert prefix == "AGE-SECRET-KEY-"
        self._private = X25519PrivateKey.from_private_bytes(secret)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        ours = (stanza for stanza in stanzas if stanza.arguments[0] == "X25519")
        return next((key for key in map(self._unwrap_stanza, ours) if key is not None), None)

    def _unwrap_stanza(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 2:
            raise MalformedFileError
        share = decode_base64(stanza.arguments[1].encode())
        if len(share) != 32 or len(stanza.body) != 32:
            raise MalformedFileError
        try:
            secret = self._private.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            raise MalformedFileError from None
        salt = share + self._private.public_key().public_bytes_raw()
        info = b"age-encryption.org/v1/X25519"
        key = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(secret)
        try:
            return ChaCha20Poly1305(key).decrypt(bytes(12), stanza.body, None)
        except InvalidTag:
            return None


def load(path: Path) -> Vector:
    """Read one vector; an unknown header key is an error, so that a new kind is not skipped unseen."""
    head, _, data = path.read_bytes().partition(b"\n\n")
    vector = Vector(name=path.name, data=data)
    for line in head.decode().split("\n"):
        key, _, value = line.partition(": ")
        _set(vector, key, value)
    return vector


def _set(vector: Vector, key: str, value: str) -> None:
    match key:
        case "expect":
            vector.expect = value
        case "payload":
            vector.payload_sha256 = value
        case "file key":
            vector.file_key = bytes.fromhex(value)
        case "passphrase":
            vector.identities.append(PassphraseIdentity(value))
        case "identity" if value.startswith("AGE-SECRET-KEY-PQ-1"):
            vector.identities.append(Identity.parse(value))
        case "identity":
            vector.identities.append(X25519Identity(value))
        case "armored":
            vector.armored = value == "yes"
        case "compressed":
            assert value == "zlib"
            vector.data = zlib.decompress(vector.data)
        case "comment":
            pass
        case _:
            raise AssertionError(f"unknown key in {vector.name}: {key}")


def load_all() -> list[Vector]:
    """Read every public vector."""
    return [load(path) for path in sorted((VECTORS / "age").iterdir())]
