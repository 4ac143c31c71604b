"""The public age testkit, all 143 vectors: what must open opens, what must fail fails as stated."""

from __future__ import annotations

import hashlib

import pytest

from storage.sealing import (
    DamagedEnvelopeError,
    MalformedFileError,
    NoMatchingIdentityError,
    WrongPassphraseError,
    armor,
    dearmor,
    open_sealed,
    unwrap_header,
)
from storage.sealing.format import build_header, parse_header
from storage.sealing.stream import NONCE_BYTES, encrypt_payload
from tests.storage.age_testkit import Vector, load_all

ALL = load_all()


def vectors(*expectations: str, armored: bool | None = None) -> list[object]:
    chosen = [v for v in ALL if v.expect in expectations and armored in (None, v.armored)]
    assert chosen
    return [pytest.param(v, id=v.name) for v in chosen]


def binary(vector: Vector) -> bytes:
    return dearmor(vector.data) if vector.armored else vector.data


def test_no_vector_is_left_out() -> None:
    known = {"success", "no match", "HMAC failure", "header failure", "payload failure", "armor failure"}
    assert len(ALL) == 143
    assert {v.expect for v in ALL} == known


@pytest.mark.parametrize("vector", vectors("success"))
def test_opens(vector: Vector) -> None:
    data = binary(vector)
    assert unwrap_header(data, vector.identities) == vector.file_key
    plaintext = open_sealed(data, vector.identities)
    assert hashlib.sha256(plaintext).hexdigest() == vector.payload_sha256


@pytest.mark.parametrize("vector", vectors("success"))
def test_header_and_payload_are_written_the_same_way(vector: Vector) -> None:
    """With the file key and nonce given, our writer makes the bytes of the vector."""
    data = binary(vector)
    header = parse_header(data)
    payload = data[header.payload_offset :]
    assert build_header(vector.file_key, header.stanzas) == data[: header.payload_offset]
    plaintext = open_sealed(data, vector.identities)
    again = encrypt_payload(vector.file_key, [plaintext], nonce=payload[:NONCE_BYTES])
    assert b"".join(again) == payload


@pytest.mark.parametrize("vector", vectors("success", armored=True))
def test_armor_is_written_the_same_way(vector: Vector) -> None:
    text = vector.data.strip().replace(b"\r\n", b"\n") + b"\n"
    assert armor(dearmor(vector.data)).encode() == text


@pytest.mark.parametrize("vector", vectors("no match"))
def test_no_match(vector: Vector) -> None:
    with pytest.raises((NoMatchingIdentityError, WrongPassphraseError)):
        unwrap_header(binary(vector), vector.identities)


@pytest.mark.parametrize("vector", vectors("HMAC failure"))
def test_header_mac(vector: Vector) -> None:
    data = binary(vector)
    parse_header(data)
    with pytest.raises(DamagedEnvelopeError):
        unwrap_header(data, vector.identities)


@pytest.mark.parametrize("vector", vectors("header failure"))
def test_header(vector: Vector) -> None:
    with pytest.raises(MalformedFileError):
        open_sealed(binary(vector), vector.identities)


@pytest.mark.parametrize("vector", vectors("payload failure"))
def test_payload(vector: Vector) -> None:
    """The header is right and the payload is not: nothing at all is returned.

    The vectors' payload hash is for interfaces that release plaintext while they read; ours releases none.
    """
    data = binary(vector)
    assert unwrap_header(data, vector.identities) == vector.file_key
    with pytest.raises(DamagedEnvelopeError):
        open_sealed(data, vector.identities)


@pytest.mark.parametrize("vector", vectors("armor failure"))
def test_armor(vector: Vector) -> None:
    with pytest.raises(MalformedFileError):
        dearmor(vector.data)
