"""Envelopes and their signatures: bound to one report, one part, one revision, and frozen as version 1."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing import (
    DamagedEnvelopeError,
    EnvelopeHeader,
    EnvelopeName,
    ForgedEnvelopeError,
    Identity,
    InvalidIdentityError,
    MismatchedEnvelopeError,
    Recipient,
    SigningKey,
    VerifyingKey,
    dearmor,
    envelope_statement,
    open_envelope,
    open_sealed,
    open_with_passphrase,
    pack_envelope,
    rewrap,
    seal,
    seal_envelope,
    sign_envelope,
    unpack_envelope,
    unwrap_header,
    verify_envelope,
)
from tests.storage.age_testkit import VECTORS

HANDLER, DEPUTY = Identity.generate(), Identity.generate()
NAME = EnvelopeName(report_id="R-7F3K-QM", part="report", revision=1)
CREATED_AT = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
CONTENT = "Sanne Proef: “bij het gemeentehuis van Veldermeer”\n".encode()


def header(content: bytes = CONTENT, **changes: Any) -> EnvelopeHeader:
    made = EnvelopeHeader.describe(
        content,
        name=NAME,
        created_at=CREATED_AT,
        content_type="text/plain; charset=utf-8",
        pack="standaard",
        pack_version="2026.1",
    )
    return replace(made, **changes)


# Binding


def test_an_envelope_opens_under_its_own_name() -> None:
    sealed = seal_envelope(header(), CONTENT, [HANDLER.recipient])
    envelope = open_envelope(sealed, [HANDLER], NAME)
    assert envelope.header == header()
    assert envelope.content == CONTENT
    assert open_envelope(sealed, [HANDLER]).header.name == NAME


@pytest.mark.parametrize(
    "other",
    [replace(NAME, report_id="R-AAAA-AA"), replace(NAME, part="evidence-1"), replace(NAME, revision=2)],
)
def test_another_name_than_asked_for_is_refused(other: EnvelopeName) -> None:
    sealed = seal_envelope(header(), CONTENT, [HANDLER.recipient])
    with pytest.raises(MismatchedEnvelopeError):
        open_envelope(sealed, [HANDLER], other)


def test_an_envelope_keeps_its_name_when_it_is_rewrapped() -> None:
    sealed = seal_envelope(header(), CONTENT, [HANDLER.recipient])
    handed_over = rewrap(sealed, [HANDLER], [DEPUTY.recipient])
    assert open_envelope(handed_over, [DEPUTY], NAME).content == CONTENT


def test_content_that_does_not_fit_the_header_is_not_packed() -> None:
    for wrong in (CONTENT + b"x", b"", CONTENT[::-1]):
        with pytest.raises(ValueError, match="content"):
            pack_envelope(header(), wrong)


def test_content_that_was_swapped_inside_is_seen() -> None:
    plaintext = pack_envelope(header(), CONTENT)
    for swapped in (plaintext[:-1], plaintext + b"x", plaintext[:-1] + b"X"):
        with pytest.raises(DamagedEnvelopeError, match="SHA-256"):
            unpack_envelope(swapped, NAME)


def test_the_plaintext_can_be_read_with_standard_tools() -> None:
    """Two lines, then the content: ``age -d FILE | tail -n +3`` gives it back."""
    first, second, content = pack_envelope(header(attributes={"note": "a\nb"}), CONTENT).split(b"\n", 2)
    assert first == b"ruggensteun-envelope/1 %d" % len(second)
    assert json.loads(second)["attributes"] == {"note": "a\nb"}
    assert content == CONTENT


def good_record() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(pack_envelope(header(), CONTENT).split(b"\n", 2)[1])
    return record


def packed(record: object, **dump: Any) -> bytes:
    options = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False, **dump}
    line = json.dumps(record, **options).encode()
    return b"ruggensteun-envelope/1 %d\n%b\n%b" % (len(line), line, CONTENT)


def test_the_hand_made_record_is_the_real_one() -> None:
    assert packed(good_record()) == pack_envelope(header(), CONTENT)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"revision": -1},
        {"revision": 1.0},
        {"revision": True},
        {"revision": "1"},
        {"revision": 2**31},
        {"report_id": ""},
        {"report_id": "a b"},
        {"report_id": 7},
        {"part": "../x"},
        {"created_at": "2026-03-02T09:30:15+00:00"},
        {"created_at": "2026-03-02 09:30:15Z"},
        {"created_at": "2026-02-30T09:30:15Z"},
        {"created_at": 5},
        {"sha256": "A" * 64},
        {"content_type": ""},
        {"pack": "é"},
        {"attributes": []},
        {"attributes": {"Name": "x"}},
        {"attributes": {"name": 1}},
        {"content_bytes": None},
    ],
)
def test_a_wrong_inner_header_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(DamagedEnvelopeError):
        unpack_envelope(packed({**good_record(), **change}))


@pytest.mark.parametrize("missing", sorted(good_record()))
def test_a_missing_field_is_refused(missing: str) -> None:
    record = good_record()
    del record[missing]
    with pytest.raises(DamagedEnvelopeError):
        unpack_envelope(packed(record))


@pytest.mark.parametrize("dump", [{"sort_keys": False}, {"separators": (", ", ": ")}, {"indent": 0}])
def test_an_inner_header_in_another_spelling_is_refused(dump: dict[str, Any]) -> None:
    record = {"sha256": "", **good_record()} if "sort_keys" in dump else good_record()
    with pytest.raises(DamagedEnvelopeError):
        unpack_envelope(packed(record, **dump))


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"just text",
        b"ruggensteun-envelope/2 2\n{}\n",
        b"ruggensteun-envelope/1 02\n{}\n",
        b"ruggensteun-envelope/1 2\n{}",
        b"ruggensteun-envelope/1 3\n{}\n",
        b"ruggensteun-envelope/1 2\n[]\n",
        b"ruggensteun-envelope/1 999999\n{}\n",
        b"ruggensteun-envelope/1 4\n\xff\xff\xff\xff\n",
        b"ruggensteun-envelope/1 1000\n" + b"[" * 1000 + b"\n",
    ],
)
def test_other_plaintexts_are_refused(plaintext: bytes) -> None:
    with pytest.raises(DamagedEnvelopeError):
        unpack_envelope(plaintext)
    with pytest.raises(DamagedEnvelopeError):
        open_envelope(seal(plaintext, [HANDLER.recipient]), [HANDLER])


@pytest.mark.parametrize(
    "change",
    [
        {"report_id": "a/b"},
        {"part": ""},
        {"revision": -1},
        {"sha256": "x"},
        {"attributes": {"A": "b"}},
        {"pack": ""},
    ],
)
def test_a_wrong_header_cannot_be_made(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        header(**change)


def test_times_are_utc_and_whole_seconds() -> None:
    summer = timezone(timedelta(hours=2))
    made = header(created_at=datetime(2026, 7, 1, 12, 0, 0, 999_999, tzinfo=summer))
    assert made.created_at == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        header(created_at=datetime(2026, 7, 1, 12, 0))


def test_attributes_cannot_be_changed_afterwards() -> None:
    attributes = {"original_name": "scherm.png"}
    made = header(attributes=attributes)
    attributes["original_name"] = "other"
    assert made.attributes == {"original_name": "scherm.png"}
    with pytest.raises(TypeError):
        made.attributes["original_name"] = "other"  # type: ignore[index]


def test_the_repr_of_an_opened_envelope_shows_no_content() -> None:
    sealed = seal_envelope(header(attributes={"original_name": "geheim.png"}), CONTENT, [HANDLER.recipient])
    shown = repr(open_envelope(sealed, [HANDLER]))
    assert "Sanne" not in shown
    assert "geheim" not in shown


text_without_surrogates = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    st.binary(max_size=3000),
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), text_without_surrogates, max_size=4
    ),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),
    st.integers(0, 2**31 - 1),
)
@settings(max_examples=100, deadline=None)
def test_round_trip(content: bytes, attributes: dict[str, str], created_at: datetime, revision: int) -> None:
    made = header(content, attributes=attributes, created_at=created_at, revision=revision)
    envelope = unpack_envelope(pack_envelope(made, content), made.name)
    assert envelope.header == made
    assert envelope.content == content


# Signatures


def test_a_signature_fits_one_envelope_only() -> None:
    signing_key = SigningKey.generate()
    age_file = seal_envelope(header(), CONTENT, [HANDLER.recipient])
    signature = sign_envelope(signing_key, name=NAME, age_file=age_file, created_at=CREATED_AT)
    fits: dict[str, Any] = {
        "name": NAME,
        "age_file": age_file,
        "created_at": CREATED_AT,
        "signature": signature,
    }
    verify_envelope(signing_key.verifying_key, **fits)
    for change in (
        {"name": replace(NAME, revision=2)},
        {"name": replace(NAME, part="supplement-1")},
        {"name": replace(NAME, report_id="R-AAAA-AA")},
        {"age_file": age_file[:-1]},
        {"created_at": CREATED_AT + timedelta(seconds=1)},
        {"signature": bytes(64)},
        {"signature": signature[:-1]},
        {"signature": b""},
    ):
        with pytest.raises(ForgedEnvelopeError):
            verify_envelope(signing_key.verifying_key, **{**fits, **change})
    with pytest.raises(ForgedEnvelopeError):
        verify_envelope(SigningKey.generate().verifying_key, **fits)


def test_signing_keys_survive_text_and_stay_hidden() -> None:
    signing_key = SigningKey.generate()
    again = SigningKey.parse(signing_key.serialise() + "\n")
    assert again.verifying_key == signing_key.verifying_key
    assert VerifyingKey.parse(signing_key.verifying_key.serialise()) == signing_key.verifying_key
    assert signing_key.serialise() not in repr(signing_key)


@pytest.mark.parametrize(
    "text", ["", "x", "ruggensteun-signing-v1:", "ruggensteun-signing-v1:AAAA", "ruggensteun-signing-v1:é"]
)
def test_other_signing_keys_are_refused(text: str) -> None:
    with pytest.raises(InvalidIdentityError):
        SigningKey.parse(text)
    with pytest.raises(InvalidIdentityError):
        VerifyingKey.parse(text)


def test_a_signing_key_is_not_read_as_a_verifying_key() -> None:
    with pytest.raises(InvalidIdentityError):
        VerifyingKey.parse(SigningKey.generate().serialise())


# Version 1 is frozen

FROZEN: dict[str, Any] = json.loads((VECTORS / "envelope" / "v1.json").read_text(encoding="utf-8"))


def frozen_bytes(name: str) -> bytes:
    return (VECTORS / "envelope" / name).read_bytes()


@pytest.mark.parametrize("file", sorted(FROZEN["files"]))
def test_version_1_still_opens(file: str) -> None:
    identity = Identity.parse(FROZEN["identity"])
    plaintext = open_sealed(frozen_bytes(file), [identity])
    assert hashlib.sha256(plaintext).hexdigest() == FROZEN["plaintexts_sha256"][file]
    envelope = open_envelope(frozen_bytes(file), [identity])
    fields = {**FROZEN["files"][file]}
    fields["created_at"] = datetime.fromisoformat(fields["created_at"].replace("Z", "+00:00"))
    assert envelope.header == EnvelopeHeader(**fields)


@pytest.mark.parametrize("file", sorted(FROZEN["files"]))
def test_version_1_is_still_written(file: str) -> None:
    envelope = open_envelope(frozen_bytes(file), [Identity.parse(FROZEN["identity"])])
    plaintext = pack_envelope(envelope.header, envelope.content)
    assert hashlib.sha256(plaintext).hexdigest() == FROZEN["plaintexts_sha256"][file]


def test_version_1_split_form() -> None:
    halves = frozen_bytes("v1-header.age"), frozen_bytes("v1-payload.bin")
    assert b"".join(halves) == frozen_bytes("v1-split.age")
    second = Identity.parse(FROZEN["second_identity"])
    assert unwrap_header(halves[0], [second]).hex() == FROZEN["file_key"]
    assert open_envelope(b"".join(halves), [second]).header.part == "evidence-1"


def test_version_1_keys() -> None:
    identity = Identity.parse(FROZEN["identity"])
    assert identity.recipient == Recipient.parse(FROZEN["recipient"])
    assert identity.recipient.fingerprint() == FROZEN["fingerprint"]
    protected = open_with_passphrase(dearmor(frozen_bytes("v1-passphrase.age")), FROZEN["passphrase"])
    assert protected.decode().strip() == FROZEN["identity"]


def test_version_1_signature() -> None:
    age_file = frozen_bytes("v1-report.age")
    signed_at = datetime.fromisoformat(FROZEN["signed_at"].replace("Z", "+00:00"))
    signing_key = SigningKey.parse(FROZEN["signing_key"])
    signature = frozen_bytes("v1-report.sig")
    verifying_key = VerifyingKey.parse(FROZEN["verifying_key"])
    verify_envelope(verifying_key, name=NAME, age_file=age_file, created_at=signed_at, signature=signature)
    assert sign_envelope(signing_key, name=NAME, age_file=age_file, created_at=signed_at) == signature
    digest = hashlib.sha256(age_file).digest()
    statement = envelope_statement(name=NAME, age_file_sha256=digest, created_at=signed_at)
    assert statement.decode() == FROZEN["statement"]
