"""Owns the payload of an age v1 file: a nonce, then STREAM chunks of ChaCha20-Poly1305.

Must not know: who may open it, nor what is inside. The authority is C2SP ``age.md``, "Payload". Chunk order
and the end are authenticated: a payload that is cut off, extended or reordered does not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.sealing.errors import DamagedEnvelopeError, MalformedFileError

NONCE_BYTES = 16
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
_SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES


def encrypt_payload(
    file_key: bytes, parts: Sequence[bytes], *, nonce: bytes | None = None
) -> Iterator[bytes]:
    """Encrypt the concatenation of ``parts`` and yield the pieces: the nonce, then the chunks.

    Pieces instead of one buffer, so that a caller joins them with the header in one copy, or writes each while it is
    still in the processor's cache. ``nonce`` is for known-answer tests only; each payload needs its own.
    """
    nonce = os.urandom(NONCE_BYTES) if nonce is None else nonce
    cipher = _cipher(file_key, nonce)
    remaining = sum(len(part) for part in parts)
    yield nonce
    for counter, chunk in enumerate(_plain_chunks(parts)):
        remaining -= len(chunk)
        yield cipher.encrypt(_chunk_nonce(counter, last=remaining == 0), chunk, None)


def decrypt_payload(file_key: bytes, payload: memoryview) -> bytes:
    """Decrypt a whole payload; nothing is returned unless all of it is authentic.

    Raises MalformedFileError when the nonce is cut off and DamagedEnvelopeError for any other change.
    """
    return b"".join(_decrypt_chunks(file_key, payload))


def _decrypt_chunks(file_key: bytes, payload: memoryview) -> Iterator[bytes]:
    """Yield each authentic chunk; only when the iterator has ended is the payload known to be whole."""
    if len(payload) < NONCE_BYTES:
        raise MalformedFileError
    cipher = _cipher(file_key, bytes(payload[:NONCE_BYTES]))
    body = payload[NONCE_BYTES:]
    count = max(1, -(-len(body) // _SEALED_CHUNK_BYTES))
    for counter in range(count):
        start = counter * _SEALED_CHUNK_BYTES
        sealed, last = body[start : start + _SEALED_CHUNK_BYTES], counter == count - 1
        try:
            chunk = cipher.decrypt(_chunk_nonce(counter, last=last), sealed, None)
        except InvalidTag:
            raise DamagedEnvelopeError from None
        # An empty final chunk after others would give one plaintext two spellings.
        if last and counter and not chunk:
            raise DamagedEnvelopeError
        yield chunk


class PayloadWriter:
    """Encrypts a payload of any length to ``out`` as it comes, one chunk in memory; ``close`` ends it.

    What was written before ``close`` does not open: a payload without its end is a damaged one.
    """

    def __init__(self, file_key: bytes, out: BinaryIO) -> None:
        nonce = os.urandom(NONCE_BYTES)
        self._cipher, self._out = _cipher(file_key, nonce), out
        self._pending, self._counter = bytearray(), 0
        out.write(nonce)

    def write(self, data: bytes) -> int:
        """Take these bytes; how many that were."""
        self._pending += data
        # One chunk always stays behind, because the last one is marked as such.
        while len(self._pending) > CHUNK_BYTES:
            self._encrypt(bytes(self._pending[:CHUNK_BYTES]), last=False)
            del self._pending[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        """Write the last chunk."""
        self._encrypt(bytes(self._pending), last=True)
        self._pending.clear()

    def _encrypt(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_chunk_nonce(self._counter, last=last), chunk, None))
        self._counter += 1


class PayloadReader:
    """Decrypts a payload of any length from ``source`` as it is asked for, one chunk in memory.

    Every byte it returns is authentic; that the payload is whole is known once ``read`` returned nothing.
    Raises MalformedFileError when the nonce is cut off, DamagedEnvelopeError for any other change.
    """

    def __init__(self, file_key: bytes, source: BinaryIO) -> None:
        nonce = source.read(NONCE_BYTES)
        if len(nonce) < NONCE_BYTES:
            raise MalformedFileError
        self._cipher, self._source = _cipher(file_key, nonce), source
        self._plain, self._counter = bytearray(), 0
        self._next = source.read(_SEALED_CHUNK_BYTES)
        self._ended = False

    def read(self, size: int) -> bytes:
        """At most this many bytes; fewer only at the end, and none after it."""
        while len(self._plain) < size and not self._ended:
            self._plain += self._decrypt()
        found = bytes(self._plain[:size])
        del self._plain[:size]
        return found

    def _decrypt(self) -> bytes:
        sealed, self._next = self._next, self._source.read(_SEALED_CHUNK_BYTES)
        self._ended = not self._next
        try:
            chunk = self._cipher.decrypt(_chunk_nonce(self._counter, last=self._ended), sealed, None)
        except InvalidTag:
            raise DamagedEnvelopeError from None
        if self._ended and self._counter and not chunk:
            raise DamagedEnvelopeError
        self._counter += 1
        return chunk


def _plain_chunks(parts: Sequence[bytes]) -> Iterator[bytes | memoryview]:
    """Cut the concatenation into 64 KiB chunks without building it; an empty payload is one empty chunk."""
    pending = bytearray()
    produced = False
    for part in parts:
        view = memoryview(part)
        if pending:
            missing = CHUNK_BYTES - len(pending)
            pending += view[:missing]
            view = view[missing:]
            if len(pending) < CHUNK_BYTES:
                continue
            yield bytes(pending)
            produced = True
            pending.clear()
        whole = len(view) - len(view) % CHUNK_BYTES
        for start in range(0, whole, CHUNK_BYTES):
            yield view[start : start + CHUNK_BYTES]
            produced = True
        pending += view[whole:]
    if pending or not produced:
        yield bytes(pending)


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)
    return ChaCha20Poly1305(key)
