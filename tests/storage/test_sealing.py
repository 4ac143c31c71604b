"""Sealing and opening whole files: who can open, what a change does, the split form, and what is refused."""

from __future__ import annotations

import copy
import io
import pickle
import sys
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.sealing import (
    DamagedEnvelopeError,
    Identity,
    InvalidIdentityError,
    InvalidRecipientError,
    MalformedFileError,
    NoMatchingIdentityError,
    Recipient,
    SealingError,
    SealingUnavailableError,
    WrongPassphraseError,
    armor,
    bech32,
    dearmor,
    is_armored,
    new_file_key,
    open_sealed,
    open_with_passphrase,
    rewrap,
    seal,
    seal_parts,
    seal_payload,
    seal_with_passphrase,
    self_test,
    unwrap_header,
    wrap_file_key,
)
from storage.sealing.stream import CHUNK_BYTES
from tests.storage.age_testkit import X25519Identity

HANDLER, DEPUTY, RECOVERY, STRANGER = (Identity.generate() for _ in range(4))
TEXT = b"Sanne Proef meldt iets aan Griffier Test-de Vries."
SEALED = seal(TEXT, [HANDLER.recipient, DEPUTY.recipient])
X25519_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
SPEC_IDENTITY = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
"""The example of age.md; its recipient starts and ends as in RECIPIENT_START and RECIPIENT_END."""
RECIPIENT_START = "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95paef6caq5aapd"
RECIPIENT_END = "5zfnegrm9efhxpfqdkmhh6gjtqmwze9pyyzk3tlhl53k2ykx3qheyty7saeq0d3fzv49zc0k"

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# Who can open


@pytest.mark.parametrize("identity", [HANDLER, DEPUTY])
def test_each_recipient_opens_alone(identity: Identity) -> None:
    assert open_sealed(SEALED, [identity]) == TEXT


def test_the_right_identity_is_found_among_others() -> None:
    assert open_sealed(SEALED, [STRANGER, DEPUTY]) == TEXT


@pytest.mark.parametrize("identities", [[], [STRANGER]])
def test_a_stranger_cannot_open(identities: list[Identity]) -> None:
    with pytest.raises(NoMatchingIdentityError):
        open_sealed(SEALED, identities)


def test_sealing_twice_gives_different_files() -> None:
    again = seal(TEXT, [HANDLER.recipient, DEPUTY.recipient])
    assert again != SEALED
    assert len(again) == len(SEALED)


def test_a_recipient_named_twice_gets_one_stanza() -> None:
    twice = seal(TEXT, [HANDLER.recipient, Recipient.parse(str(HANDLER.recipient))])
    assert twice.count(b"-> mlkem768x25519 ") == 1


def test_sealing_to_nobody_is_refused() -> None:
    with pytest.raises(InvalidRecipientError, match="no recipient"):
        seal(TEXT, [])


# Sizes around the chunk boundary


@pytest.mark.parametrize("length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_sizes(length: int) -> None:
    plaintext = bytes(i % 251 for i in range(length))
    assert open_sealed(seal(plaintext, [HANDLER.recipient]), [HANDLER]) == plaintext


@few
@given(st.lists(st.integers(0, 3 * CHUNK_BYTES // 2), max_size=4))
def test_parts_are_concatenated(lengths: list[int]) -> None:
    parts = [bytes([65 + i]) * length for i, length in enumerate(lengths)]
    assert open_sealed(seal_parts(parts, [HANDLER.recipient]), [HANDLER]) == b"".join(parts)


# Changes


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_flipping_any_byte_never_gives_a_plaintext(position: int, mask: int) -> None:
    """Not even in the other recipient's stanza: the MAC covers the whole header."""
    changed = bytearray(SEALED)
    changed[position] ^= mask
    with pytest.raises((MalformedFileError, DamagedEnvelopeError, NoMatchingIdentityError)):
        open_sealed(bytes(changed), [HANDLER])


@given(st.integers(0, len(SEALED) - 1))
@few
def test_cutting_off_never_gives_a_plaintext(length: int) -> None:
    with pytest.raises((MalformedFileError, DamagedEnvelopeError)):
        open_sealed(SEALED[:length], [HANDLER])


@given(st.binary(min_size=1, max_size=40))
@few
def test_appended_data_is_refused(extra: bytes) -> None:
    with pytest.raises(DamagedEnvelopeError):
        open_sealed(SEALED + extra, [HANDLER])


def test_cutting_off_at_a_chunk_boundary_is_seen() -> None:
    sealed = seal(bytes(3 * CHUNK_BYTES), [HANDLER.recipient])
    with pytest.raises(DamagedEnvelopeError):
        open_sealed(sealed[: -(CHUNK_BYTES + 16)], [HANDLER])


def test_swapped_chunks_are_seen() -> None:
    size = CHUNK_BYTES + 16
    sealed = seal(bytes(3 * CHUNK_BYTES), [HANDLER.recipient])
    head, chunks = sealed[: -3 * size], sealed[-3 * size :]
    with pytest.raises(DamagedEnvelopeError):
        open_sealed(head + chunks[size : 2 * size] + chunks[:size] + chunks[2 * size :], [HANDLER])


@given(st.binary(max_size=300))
@few
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    for candidate in (data, b"age-encryption.org/v1\n" + data):
        with pytest.raises(SealingError):
            open_sealed(candidate, [HANDLER])


def test_a_huge_header_is_refused() -> None:
    with pytest.raises(MalformedFileError):
        open_sealed(b"age-encryption.org/v1\n" + b"-> x\n\n" * 200_000, [HANDLER])


# The split form


def test_header_and_payload_make_one_age_file() -> None:
    file_key = new_file_key()
    payload = seal_payload(file_key, TEXT)
    header = wrap_file_key(file_key, [HANDLER.recipient, DEPUTY.recipient])
    assert open_sealed(header + payload, [DEPUTY]) == TEXT
    assert unwrap_header(header, [HANDLER]) == file_key


def test_a_header_for_another_payload_does_not_open_it() -> None:
    header = wrap_file_key(new_file_key(), [HANDLER.recipient])
    with pytest.raises(DamagedEnvelopeError):
        open_sealed(header + seal_payload(new_file_key(), TEXT), [HANDLER])


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_a_file_key_has_sixteen_bytes(length: int) -> None:
    with pytest.raises(SealingError):
        seal_payload(bytes(length), TEXT)
    with pytest.raises(SealingError):
        wrap_file_key(bytes(length), [HANDLER.recipient])


@given(st.binary(max_size=2000))
@few
def test_rewrap_changes_the_readers_and_not_the_payload(plaintext: bytes) -> None:
    before = seal(plaintext, [HANDLER.recipient, DEPUTY.recipient])
    after = rewrap(before, [HANDLER], [RECOVERY.recipient])
    payload_length = 16 + len(plaintext) + 16
    assert after[-payload_length:] == before[-payload_length:]
    assert open_sealed(after, [RECOVERY]) == plaintext
    with pytest.raises(NoMatchingIdentityError):
        open_sealed(after, [HANDLER, DEPUTY])


def test_only_a_reader_can_rewrap() -> None:
    with pytest.raises(NoMatchingIdentityError):
        rewrap(SEALED, [STRANGER], [STRANGER.recipient])


# Recipients and identities


def test_the_specifications_example() -> None:
    recipient = str(Identity.parse(SPEC_IDENTITY).recipient)
    assert recipient.startswith(RECIPIENT_START)
    assert recipient.endswith(RECIPIENT_END)
    assert len(recipient) == 1959


def test_recipient_and_identity_survive_text() -> None:
    assert Recipient.parse(f"  {HANDLER.recipient}\n") == HANDLER.recipient
    assert Identity.parse(HANDLER.serialise()) == HANDLER
    assert HANDLER.serialise().startswith("AGE-SECRET-KEY-PQ-1")


def test_fingerprints_are_six_groups_of_five_digits_and_differ() -> None:
    fingerprints = {identity.recipient.fingerprint() for identity in (HANDLER, DEPUTY, RECOVERY, STRANGER)}
    assert len(fingerprints) == 4
    for fingerprint in fingerprints:
        assert [len(group) for group in fingerprint.split(" ")] == [5] * 6
        assert fingerprint.replace(" ", "").isdigit()


@pytest.mark.parametrize(
    "text",
    [X25519_RECIPIENT, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ", "age1tagpq1qqqqqqqq", "age1yubikey1qwt"],
)
def test_other_recipient_types_are_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(InvalidRecipientError, match="ruggensteun key new"):
        Recipient.parse(text)


def test_an_identity_given_as_recipient_is_refused_and_not_repeated() -> None:
    with pytest.raises(InvalidRecipientError, match="secret") as caught:
        Recipient.parse(HANDLER.serialise())
    assert HANDLER.serialise() not in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [b"", bytes(1215), bytes(1217), b"\xff" * 1216, b"\x01\x0d\x00" + bytes(1213)],
    ids=["empty", "short", "long", "all ones", "one coefficient equal to the modulus"],
)
def test_bytes_that_are_no_encapsulation_key_are_refused(raw: bytes) -> None:
    with pytest.raises(InvalidRecipientError):
        Recipient.parse(bech32.encode("age1pq", raw))


@given(st.integers(0, 1958), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7lB1o"))
@few
def test_a_mistyped_recipient_is_refused(position: int, character: str) -> None:
    text = str(HANDLER.recipient)
    typed = text[:position] + character + text[position + 1 :]
    if typed != text:
        with pytest.raises(InvalidRecipientError):
            Recipient.parse(typed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AGE-SECRET-KEY-PQ-1",
        HANDLER.serialise().lower(),
        HANDLER.serialise()[:-1] + "B",
        bech32.encode("AGE-SECRET-KEY-PQ-", bytes(31)),
        bech32.encode("AGE-SECRET-KEY-", bytes(32)),
        str(HANDLER.recipient),
    ],
    ids=["empty", "prefix", "lower case", "mistyped", "short", "x25519", "recipient"],
)
def test_other_identities_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InvalidIdentityError) as caught:
        Identity.parse(text)
    assert len(text) < 20 or text not in str(caught.value)


def test_an_identity_does_not_leak_by_accident() -> None:
    for shown in (repr(HANDLER), str(HANDLER), f"{HANDLER}", repr([HANDLER])):
        assert "SECRET" not in shown
        assert HANDLER.recipient.fingerprint() in shown
    with pytest.raises(TypeError):
        pickle.dumps(HANDLER)
    with pytest.raises(TypeError):
        copy.copy(HANDLER)


@given(st.text("age-PQpq1", min_size=1, max_size=8), st.binary(max_size=80))
@few
def test_bech32_round_trip(prefix: str, data: bytes) -> None:
    lower = prefix.lower()
    assert bech32.decode(bech32.encode(lower, data)) == (lower, data)
    assert bech32.decode(bech32.encode(lower.upper(), data).upper()) == (lower.upper(), data)


# Passphrases and armor


def test_a_passphrase_file_opens_with_its_passphrase_only() -> None:
    data = seal_with_passphrase(TEXT, "vier losse woorden samen", work_factor=10)
    assert open_with_passphrase(data, "vier losse woorden samen") == TEXT
    with pytest.raises(WrongPassphraseError):
        open_with_passphrase(data, "vier losse woorden")
    with pytest.raises(NoMatchingIdentityError):
        open_sealed(data, [HANDLER])
    with pytest.raises(NoMatchingIdentityError):
        open_with_passphrase(SEALED, "vier losse woorden samen")


def test_the_work_factor_is_bounded_when_reading() -> None:
    data = seal_with_passphrase(TEXT, "x", work_factor=10)
    greedy = data.replace(b" 10\n", b" 21\n", 1)
    started = time.monotonic()
    with pytest.raises(MalformedFileError, match="more work"):
        open_with_passphrase(greedy, "x")
    assert time.monotonic() - started < 1


def test_writing_uses_work_factor_18() -> None:
    assert b" 18\n" in seal_with_passphrase(TEXT, "x").split(b"\n---")[0] + b"\n"


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(WrongPassphraseError):
        seal_with_passphrase(TEXT, "", work_factor=10)


@given(st.binary(min_size=1, max_size=300))
@few
def test_armor_round_trip(data: bytes) -> None:
    text = armor(data)
    assert is_armored(text.encode())
    assert dearmor(text.replace("\n", "\r\n").encode()) == data
    with pytest.raises(MalformedFileError):
        dearmor(text.replace("\n", "\n ", 1).encode())


def test_a_zip_is_not_an_age_file() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "b")
    assert not is_armored(buffer.getvalue())
    with pytest.raises(MalformedFileError):
        open_sealed(buffer.getvalue(), [HANDLER])


def test_x25519_files_need_an_identity_that_the_product_does_not_have() -> None:
    with pytest.raises(InvalidIdentityError):
        Identity.parse("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    assert X25519Identity("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")


# The self-test, and speed


def test_the_self_test_passes() -> None:
    self_test()


def test_a_self_test_with_a_wrong_answer_fails_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[self_test.__module__]
    monkeypatch.setattr(module, "_PLAINTEXT_SHA256", "0" * 64)
    with pytest.raises(SealingUnavailableError):
        self_test()
    monkeypatch.undo()
    monkeypatch.setattr(module, "_HYBRID_FILE", b"cut off")
    with pytest.raises(SealingUnavailableError):
        self_test()


def test_twenty_megabytes_fit_in_time_and_memory() -> None:
    """20 MB within a second even on a busy machine, in at most three times its size of memory."""
    content = bytes(20_000_000)
    tracemalloc.start()
    try:
        started = time.monotonic()
        sealed = seal(content, [HANDLER.recipient])
        opened = open_sealed(sealed, [HANDLER])
        elapsed = time.monotonic() - started
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert opened == content
    assert elapsed < 1
    assert peak < 3.1 * len(content)
