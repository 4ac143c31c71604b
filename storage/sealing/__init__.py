"""Owns sealing: age v1 files to ``age1pq1...`` recipients and passphrases, envelopes, and their signatures.

Must not know: SQL, the file system, Telegram, or what a report says. What is sealed here, the machine that
runs the bot cannot open again; identities belong on a case handler's own computer.

    recipient = Recipient.parse("age1pq1...")
    age_file = seal_envelope(header, content, [recipient])
    envelope = open_envelope(age_file, [identity], expected=name)

The split form serves evidence that arrives before its recipients are known: ``new_file_key`` and
``seal_payload`` first, ``wrap_file_key`` later; header and payload together are one age file.
"""

from __future__ import annotations

from storage.sealing.age_file import (
    new_file_key,
    open_sealed,
    open_with_passphrase,
    read_file_key,
    reseal,
    rewrap,
    seal,
    seal_parts,
    seal_payload,
    seal_payload_pieces,
    seal_with_passphrase,
    split_age_file,
    stanza_types,
    unwrap_header,
    wrap_file_key,
)
from storage.sealing.armor import armor, dearmor, is_armored
from storage.sealing.check_words import check_words, is_check_of
from storage.sealing.envelope import (
    Envelope,
    EnvelopeHeader,
    EnvelopeName,
    envelope_parts,
    open_envelope,
    pack_envelope,
    seal_envelope,
    unpack_envelope,
)
from storage.sealing.errors import (
    DamagedEnvelopeError,
    ForgedEnvelopeError,
    InvalidIdentityError,
    InvalidRecipientError,
    MalformedFileError,
    MismatchedEnvelopeError,
    NoMatchingIdentityError,
    SealingError,
    SealingUnavailableError,
    WrongPassphraseError,
)
from storage.sealing.mlkem768x25519 import Identity, Recipient
from storage.sealing.self_test import self_test
from storage.sealing.signing import (
    SigningKey,
    VerifyingKey,
    envelope_statement,
    sign_envelope,
    verify_envelope,
)
from storage.sealing.stream import PayloadReader, PayloadWriter

__all__ = [
    "DamagedEnvelopeError",
    "Envelope",
    "EnvelopeHeader",
    "EnvelopeName",
    "ForgedEnvelopeError",
    "Identity",
    "InvalidIdentityError",
    "InvalidRecipientError",
    "MalformedFileError",
    "MismatchedEnvelopeError",
    "NoMatchingIdentityError",
    "PayloadReader",
    "PayloadWriter",
    "Recipient",
    "SealingError",
    "SealingUnavailableError",
    "SigningKey",
    "VerifyingKey",
    "WrongPassphraseError",
    "armor",
    "check_words",
    "dearmor",
    "envelope_parts",
    "envelope_statement",
    "is_armored",
    "is_check_of",
    "new_file_key",
    "open_envelope",
    "open_sealed",
    "open_with_passphrase",
    "pack_envelope",
    "read_file_key",
    "reseal",
    "rewrap",
    "seal",
    "seal_envelope",
    "seal_parts",
    "seal_payload",
    "seal_payload_pieces",
    "seal_with_passphrase",
    "self_test",
    "sign_envelope",
    "split_age_file",
    "stanza_types",
    "unpack_envelope",
    "unwrap_header",
    "verify_envelope",
    "wrap_file_key",
]
