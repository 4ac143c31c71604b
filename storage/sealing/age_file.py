"""Owns whole age files: seal, open, the split form, and replacing the header.

Must not know: reports, envelopes or SQL. A file is ``header + payload``: the header wraps the file key for
each recipient, the payload is encrypted with it. Both can be made apart, so evidence can be encrypted while
it is not yet known who will receive it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from storage.sealing.errors import DamagedEnvelopeError, InvalidRecipientError, NoMatchingIdentityError
from storage.sealing.format import (
    FILE_KEY_BYTES,
    MAX_HEADER_BYTES,
    Header,
    Unwrapper,
    Wrapper,
    build_header,
    parse_header,
)
from storage.sealing.mlkem768x25519 import Recipient
from storage.sealing.scrypt import DEFAULT_WORK_FACTOR, PassphraseIdentity, PassphraseRecipient
from storage.sealing.stream import decrypt_payload, encrypt_payload


def new_file_key() -> bytes:
    """Return a new 16-byte file key; use it for one payload only (age.md, "File key")."""
    return os.urandom(FILE_KEY_BYTES)


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return an age file that each of the recipients can open on their own.

    Raises InvalidRecipientError when there is no recipient.
    """
    return seal_parts([plaintext], recipients)


def seal_parts(parts: Sequence[bytes], recipients: Sequence[Recipient]) -> bytes:
    """Seal the concatenation of ``parts``, without first building it in memory."""
    file_key = new_file_key()
    header = wrap_file_key(file_key, recipients)
    return b"".join([header, *encrypt_payload(file_key, parts)])


def seal_payload(file_key: bytes, plaintext: bytes) -> bytes:
    """Return the second half of an age file (nonce and chunks), for recipients that are chosen later."""
    _check_file_key(file_key)
    return b"".join(encrypt_payload(file_key, [plaintext]))


def seal_payload_pieces(file_key: bytes, parts: Sequence[bytes]) -> Iterator[bytes]:
    """The same for a plaintext in parts, in pieces that are made as they are asked for: nothing is copied whole."""
    _check_file_key(file_key)
    return encrypt_payload(file_key, parts)


def wrap_file_key(file_key: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return the first half of an age file (the complete header) for a file key; the payload follows it
    directly.

    A recipient that is named twice gets one stanza. Raises InvalidRecipientError when there is no recipient.
    """
    unique = list(dict.fromkeys(recipients))
    if not unique:
        raise InvalidRecipientError("There is no recipient to seal to.")
    return _wrap(file_key, unique)


def unwrap_header(data: bytes, identities: Sequence[Unwrapper]) -> bytes:
    """Return the file key of an age file, or of a header alone, after checking the header's MAC.

    Raises MalformedFileError, NoMatchingIdentityError, WrongPassphraseError or DamagedEnvelopeError.
    """
    return _unwrap(data, identities)[1]


def open_sealed(data: bytes, identities: Sequence[Unwrapper]) -> bytes:
    """Return the plaintext of an age file; all of it is authentic or nothing is returned.

    Raises MalformedFileError, NoMatchingIdentityError, WrongPassphraseError or DamagedEnvelopeError.
    """
    header, file_key = _unwrap(data, identities)
    return decrypt_payload(file_key, memoryview(data)[header.payload_offset :])


def read_file_key(source: BinaryIO, identities: Sequence[Unwrapper]) -> bytes:
    """Return the file key of an age file of any length, and leave ``source`` where the payload begins.

    Raises as ``unwrap_header`` does.
    """
    start = source.tell()
    header, file_key = _unwrap(source.read(MAX_HEADER_BYTES), identities)
    source.seek(start + header.payload_offset)
    return file_key


def rewrap(data: bytes, identities: Sequence[Unwrapper], recipients: Sequence[Recipient]) -> bytes:
    """Seal the same payload to other recipients, by replacing only the header.

    Whoever could open the old file keeps the file key: this adds readers and serves hand-over, it does not
    take a reader's access to a copy away. The payload is not decrypted; a damaged one stays damaged.
    """
    header, file_key = _unwrap(data, identities)
    return b"".join([wrap_file_key(file_key, recipients), memoryview(data)[header.payload_offset :]])


def reseal(
    data: bytes, identities: Sequence[Unwrapper], recipients: Sequence[Recipient], *, fresh: bool
) -> bytes:
    """Seal the same plaintext to these recipients, after checking that all of it opens.

    With `fresh` it is encrypted anew under a new file key, for when somebody no longer belongs to the recipients;
    without it only the header is replaced, so that anybody can see that the payload is the same. Raises as
    ``open_sealed`` does.
    """
    plaintext = open_sealed(data, identities)
    return seal(plaintext, recipients) if fresh else rewrap(data, identities, recipients)


def split_age_file(data: bytes) -> tuple[bytes, bytes]:
    """The header and the payload of an age file, for whoever cannot open it. Raises MalformedFileError."""
    offset = parse_header(data).payload_offset
    return data[:offset], data[offset:]


def stanza_types(data: bytes) -> tuple[str, ...]:
    """The type of each stanza in the header, which tells how many recipients there are but not who.

    Raises MalformedFileError.
    """
    return tuple(stanza.arguments[0] for stanza in parse_header(data).stanzas)


def seal_with_passphrase(
    plaintext: bytes, passphrase: str, *, work_factor: int = DEFAULT_WORK_FACTOR
) -> bytes:
    """Return an age file that the passphrase opens; takes about a second by design."""
    file_key = new_file_key()
    header = _wrap(file_key, [PassphraseRecipient(passphrase, work_factor=work_factor)])
    return b"".join([header, *encrypt_payload(file_key, [plaintext])])


def open_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Return the plaintext of a passphrase file; raises as ``open_sealed`` does."""
    return open_sealed(data, [PassphraseIdentity(passphrase)])


def _wrap(file_key: bytes, recipients: Sequence[Wrapper]) -> bytes:
    _check_file_key(file_key)
    return build_header(file_key, [recipient.wrap(file_key) for recipient in recipients])


def _unwrap(data: bytes, identities: Sequence[Unwrapper]) -> tuple[Header, bytes]:
    header = parse_header(data)
    for identity in identities:
        file_key = identity.unwrap(header.stanzas)
        if file_key is not None:
            header.verify(file_key)
            return header, file_key
    raise NoMatchingIdentityError


def _check_file_key(file_key: bytes) -> None:
    if len(file_key) != FILE_KEY_BYTES:
        raise DamagedEnvelopeError("The file key has the wrong length.")
