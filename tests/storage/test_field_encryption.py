"""Column encryption: bound to column, row and key; rotated without a gap; and a registry that is complete."""

from __future__ import annotations

import pickle
import re
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import field_encryption
from storage.field_encryption import (
    ENCRYPTED_COLUMNS,
    ENCRYPTED_FILES,
    OUTBOX_BODY,
    PEOPLE_PROFILE,
    SNAPSHOTS_BODY,
    DamagedFieldError,
    EncryptedColumn,
    FieldEncryption,
    InvalidOperationalKeyError,
    OperationalKey,
    UnknownOperationalKeyError,
)

KEY = OperationalKey(bytes(range(32)))
FIELDS = FieldEncryption(KEY)
FROZEN = bytes.fromhex(
    "01957527b508d23a1a9e193cb28202899066f89bcead04c31c21421ca32301ea76e536b7ddaf5ee14ed717620af6ca5a"
)
"""``b"Sanne Proef"`` in people.profile, row 7, under KEY: version 1 of the stored form, frozen."""


@given(st.binary(max_size=2000), st.text(st.characters(codec="utf-8"), max_size=30))
@settings(max_examples=100, deadline=None)
def test_round_trip(plaintext: bytes, row_id: str) -> None:
    stored = FIELDS.encrypt(SNAPSHOTS_BODY, row_id, plaintext)
    assert FIELDS.decrypt(SNAPSHOTS_BODY, row_id, stored) == plaintext
    assert len(stored) == 1 + 8 + 12 + len(plaintext) + 16


def test_the_same_value_is_stored_differently_each_time() -> None:
    assert FIELDS.encrypt(SNAPSHOTS_BODY, "1", b"same") != FIELDS.encrypt(SNAPSHOTS_BODY, "1", b"same")


def test_version_1_still_decrypts() -> None:
    assert FIELDS.decrypt(PEOPLE_PROFILE, "7", FROZEN) == b"Sanne Proef"
    assert FROZEN[:9] == b"\x01" + KEY.key_id


@pytest.mark.parametrize(
    ("column", "row_id"),
    [
        (PEOPLE_PROFILE, "8"),
        (PEOPLE_PROFILE, ""),
        (OUTBOX_BODY, "7"),
        (replace(PEOPLE_PROFILE, table="persons"), "7"),
        (replace(PEOPLE_PROFILE, column="name"), "7"),
        (replace(PEOPLE_PROFILE, purpose="other"), "7"),
        (replace(PEOPLE_PROFILE, column="profil", table="people"), "e7"),
    ],
)
def test_a_value_that_was_moved_does_not_decrypt(column: EncryptedColumn, row_id: str) -> None:
    with pytest.raises(DamagedFieldError) as caught:
        FIELDS.decrypt(column, row_id, FROZEN)
    assert str(column) in str(caught.value)


@given(st.integers(0, len(FROZEN) - 1), st.integers(1, 255))
@settings(deadline=None)
def test_any_changed_byte_is_seen(position: int, mask: int) -> None:
    changed = bytearray(FROZEN)
    changed[position] ^= mask
    with pytest.raises((DamagedFieldError, UnknownOperationalKeyError)):
        FIELDS.decrypt(PEOPLE_PROFILE, "7", bytes(changed))


@pytest.mark.parametrize("length", range(len(FROZEN)))
def test_a_value_that_was_cut_off_is_seen(length: int) -> None:
    with pytest.raises(DamagedFieldError):
        FIELDS.decrypt(PEOPLE_PROFILE, "7", FROZEN[:length])


def test_rotation_leaves_no_gap() -> None:
    old, new = OperationalKey.generate(), OperationalKey.generate()
    stored = FieldEncryption(old).encrypt(OUTBOX_BODY, "1", b"value")
    rotating = FieldEncryption(new, previous=[old])
    assert rotating.decrypt(OUTBOX_BODY, "1", stored) == b"value"
    assert rotating.needs_rotation(stored)
    again = rotating.encrypt(OUTBOX_BODY, "1", b"value")
    assert not rotating.needs_rotation(again)
    finished = FieldEncryption(new)
    assert finished.decrypt(OUTBOX_BODY, "1", again) == b"value"
    with pytest.raises(UnknownOperationalKeyError, match=r"outbox\.body"):
        finished.decrypt(OUTBOX_BODY, "1", stored)


def test_keyed_hashes_find_a_value_during_rotation() -> None:
    old, new = OperationalKey.generate(), OperationalKey.generate()
    before = FieldEncryption(old).keyed_hash("telegram-id", "123456")
    rotating = FieldEncryption(new, previous=[old])
    assert len(before) == 32
    assert rotating.keyed_hash("telegram-id", "123456") != before
    hashes = rotating.keyed_hashes("telegram-id", "123456")
    assert hashes == (rotating.keyed_hash("telegram-id", "123456"), before)


def test_keyed_hashes_are_stable_and_kept_apart() -> None:
    first = FIELDS.keyed_hash("telegram-id", "1")
    assert first == FieldEncryption(OperationalKey(bytes(range(32)))).keyed_hash("telegram-id", "1")
    assert first != FIELDS.keyed_hash("invitation", "1")
    assert first != FIELDS.keyed_hash("telegram-id", "2")


def test_an_operational_key_survives_text_and_stays_hidden() -> None:
    key = OperationalKey.generate()
    text = key.serialise()
    assert text.startswith("ruggensteun-operational-v1:")
    assert OperationalKey.parse(f"{text}\n").key_id == key.key_id
    assert len(key.key_id) == 8
    assert repr(key) == f"OperationalKey({key.key_id.hex()})"
    with pytest.raises(TypeError):
        pickle.dumps(key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ruggensteun-operational-v1:",
        "ruggensteun-operational-v1:AAAA",
        KEY.serialise()[:-1],
        KEY.serialise()[27:],
    ],
)
def test_other_texts_are_no_operational_key(text: str) -> None:
    with pytest.raises(InvalidOperationalKeyError) as caught:
        OperationalKey.parse(text)
    assert KEY.serialise()[27:] not in str(caught.value)


def test_the_registry_documents_every_column_once() -> None:
    registered = (*ENCRYPTED_COLUMNS, *ENCRYPTED_FILES)
    places = [str(column) for column in registered]
    assert len(set(places)) == len(places)
    for column in registered:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", str(column))
        assert column.holds.endswith(".")
        assert all(getattr(column, field.name) for field in fields(column))


def test_every_declared_column_is_in_the_registry() -> None:
    declared = {value for value in vars(field_encryption).values() if isinstance(value, EncryptedColumn)}
    assert declared == {*ENCRYPTED_COLUMNS, *ENCRYPTED_FILES}
