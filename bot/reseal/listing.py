"""The two small files of resealing: what the server asks for, and what a case handler brings back (format 1).

Owns their shape, the server's signature over the one and the proof in the other; docs/sealed-report-format.md describes
both. Everything read here is treated as if an attacker had made it, until it is checked. Must not know the database,
the configuration or Telegram: the handler's own computer uses this too.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.dossier_folder.files import FILE_PATTERN, NAME_PATTERN, DossierError
from storage.sealing import (
    ForgedEnvelopeError,
    Identity,
    InvalidRecipientError,
    Recipient,
    SealingError,
    SigningKey,
    VerifyingKey,
    open_sealed,
    seal,
)
from storage.sealing.canonical import canonical_json

LIST_FILE, RESULT_FILE = "reseal.json", "resealed.json"
MAX_FILE_BYTES = 16 * 1024 * 1024
PROOF_BYTES = 32

_LIST_DOMAIN = b"ruggensteun-reseal-list/1\n"
_RESULT_DOMAIN = b"ruggensteun-resealed/1\n"
_HEX64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_ID = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
_Name = Annotated[str, Field(pattern=NAME_PATTERN)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Receiver(_Frozen):
    """Somebody to whom the case is sealed from now on. `role` is a pack role, or `recovery`."""

    recipient: str
    name: str = Field(repr=False)
    role: str


class Challenge(_Frozen):
    """A secret that only this recipient's identity opens: with it they show who sealed again."""

    recipient: str
    sealed: str


class ListedEnvelope(_Frozen):
    """An envelope that has to be sealed again; with `fresh` its content is encrypted anew as well."""

    part: _Name
    revision: Annotated[int, Field(ge=0)]
    sha256: _HEX64
    fresh: bool


class SealingList(_Frozen):
    """What the server asks for one case. `list_id` is random and made for this one export."""

    format: Literal[1] = 1
    list_id: _ID
    report_id: _Name
    reference: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,32}$")]
    made_at: str
    receivers: tuple[Receiver, ...]
    challenges: tuple[Challenge, ...]
    envelopes: tuple[ListedEnvelope, ...]


class _SignedList(_Frozen):
    list: SealingList
    signature: str


class ResealedEnvelope(_Frozen):
    """One envelope that was sealed again: which it was, and what it is now."""

    file: Annotated[str, Field(pattern=FILE_PATTERN)]
    part: _Name
    revision: Annotated[int, Field(ge=0)]
    old_sha256: _HEX64
    sha256: _HEX64


class Resealed(_Frozen):
    """What a handler brings back for one case. `by` is the recipient of whoever did it, `proof` shows that it was."""

    format: Literal[1] = 1
    list_id: _ID
    report_id: _Name
    reference: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,32}$")]
    resealed_at: str
    by: str
    recipients: tuple[str, ...]
    envelopes: tuple[ResealedEnvelope, ...]
    proof: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""


# ---- the server's side of the list ------------------------------------------------------------------------------


def signed_list(listed: SealingList, signing_key: SigningKey) -> bytes:
    """The list as the file that lies beside the manifest."""
    signature = base64.b64encode(signing_key.sign(_list_statement(listed))).decode()
    return _SignedList(list=listed, signature=signature).model_dump_json(indent=1).encode()


def challenge(recipient: str, secret: bytes) -> Challenge:
    """The secret for this recipient, sealed to it. Raises InvalidRecipientError."""
    sealed = seal(secret, [Recipient.parse(recipient)])
    return Challenge(recipient=recipient, sealed=base64.b64encode(sealed).decode())


# ---- the handler's side -----------------------------------------------------------------------------------------


def read_list(path: Path, signer: VerifyingKey) -> SealingList | None:
    """The list that the server signed; None when there is none. Raises DossierError."""
    signed = _read(path, _SignedList, "cli-error-reseal-list")
    if signed is None:
        return None
    try:
        signer.verify(base64.b64decode(signed.signature, validate=True), _list_statement(signed.list))
        _parsed(r.recipient for r in signed.list.receivers)
    except (ForgedEnvelopeError, InvalidRecipientError, ValueError):
        raise DossierError("cli-error-reseal-list") from None
    return signed.list


def secret_for(listed: SealingList, identity: Identity) -> bytes | None:
    """What this identity opens of the list's challenges; None when there is nothing for it."""
    own = str(identity.recipient)
    for one in listed.challenges:
        if one.recipient == own:
            try:
                secret = open_sealed(base64.b64decode(one.sealed, validate=True), [identity])
            except (SealingError, ValueError):
                raise DossierError("cli-error-reseal-list") from None
            return secret if len(secret) == PROOF_BYTES else None
    return None


def proven(result: Resealed, secret: bytes) -> Resealed:
    """The result with the proof of who made it."""
    return result.model_copy(update={"proof": _proof(result, secret)})


# ---- the server again -------------------------------------------------------------------------------------------


def read_result(path: Path) -> Resealed | None:
    """What was brought back; None when there is nothing. Raises DossierError."""
    return _read(path, Resealed, "cli-error-resealed")


def is_proven(result: Resealed, secrets: Iterable[bytes]) -> bool:
    """Whether it was made by somebody who could open one of these secrets, and is unchanged since."""
    return any(hmac.compare_digest(_proof(result, secret), result.proof) for secret in secrets)


_Model = TypeVar("_Model", bound=BaseModel)


def _read(path: Path, model: type[_Model], trouble: str) -> _Model | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise DossierError(trouble)
        return model.model_validate_json(data)
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise DossierError(trouble) from None


def _parsed(texts: Iterable[str]) -> list[Recipient]:
    return [Recipient.parse(text) for text in texts]


def _list_statement(listed: SealingList) -> bytes:
    return _LIST_DOMAIN + canonical_json(listed.model_dump(mode="json"))


def _proof(result: Resealed, secret: bytes) -> str:
    said: dict[str, Any] = result.model_dump(mode="json", exclude={"proof"})
    return hmac.digest(secret, _RESULT_DOMAIN + canonical_json(said), "sha256").hex()
