"""Owns the error tree of sealing; every message is one plain sentence a case handler may read.

Must not know: anything about ciphers, files or envelopes. No error ever carries content, a passphrase,
an identity or a file name.
"""

from __future__ import annotations


class SealingError(Exception):
    """Anything that keeps a file from being sealed or opened."""

    default_message = "The file could not be sealed or opened."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.default_message)


class MalformedFileError(SealingError):
    """The bytes are not an age v1 file as C2SP ``age.md`` defines it."""

    default_message = "This is not a valid age file."


class NoMatchingIdentityError(SealingError):
    """A well-formed file that is sealed to none of the identities at hand."""

    default_message = "This file is not sealed to any of these identities."


class WrongPassphraseError(SealingError):
    """A passphrase file that the given passphrase does not open."""

    default_message = "The passphrase does not open this file."


class DamagedEnvelopeError(SealingError):
    """The file opens for us, but its header, payload or inner header is changed, cut off or extended."""

    default_message = "This file is damaged: it was changed or cut off after it was sealed."


class MismatchedEnvelopeError(SealingError):
    """An intact envelope, but of another report, part or revision than was asked for."""

    default_message = "This envelope belongs to another report, part or revision than was asked for."


class ForgedEnvelopeError(SealingError):
    """The signature in the register does not fit the envelope."""

    default_message = "The signature does not fit this envelope, so it may be forged."


class InvalidRecipientError(SealingError):
    """A text is no ``age1pq1...`` recipient, or there is no recipient at all."""

    default_message = "This is not a valid recipient; a recipient starts with age1pq1."


class InvalidIdentityError(SealingError):
    """A text is no ``AGE-SECRET-KEY-PQ-1...`` identity, or a signing key cannot be read."""

    default_message = "This is not a valid identity; an identity starts with AGE-SECRET-KEY-PQ-1."


class SealingUnavailableError(SealingError):
    """The self-test failed: this machine's cryptography gives wrong answers, so nothing may be sealed."""

    default_message = "Sealing does not work on this machine, so no report can be accepted."
