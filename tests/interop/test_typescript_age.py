"""Both directions between our sealing and the TypeScript package ``age-encryption``, an independent
implementation.

Skipped where Node 20 or its package cannot be had. ``open.mjs`` also reads an envelope and checks a signature
from the description in ``docs/sealed-report-format.md``, so that document is tested too.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.sealing import (
    EnvelopeHeader,
    EnvelopeName,
    Identity,
    Recipient,
    SigningKey,
    armor,
    dearmor,
    new_file_key,
    open_envelope,
    open_sealed,
    open_with_passphrase,
    pack_envelope,
    rewrap,
    seal,
    seal_envelope,
    seal_payload,
    seal_with_passphrase,
    sign_envelope,
    wrap_file_key,
)
from tests.storage.age_testkit import VECTORS

HERE = Path(__file__).parent
NODE, NPM = shutil.which("node"), shutil.which("npm")
PASSPHRASE = "vier losse woorden samen"
NAME = EnvelopeName(report_id="R-7F3K-QM", part="evidence-1", revision=1)
CREATED_AT = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
CONTENT = bytes(range(256)) * 700


def is_installed() -> bool:
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]["age-encryption"]
    manifest = HERE / "node_modules" / "age-encryption" / "package.json"
    return manifest.exists() and json.loads(manifest.read_text())["version"] == wanted


@pytest.fixture(scope="module", autouse=True)
def _package() -> None:
    if NODE is None or NPM is None:
        pytest.skip("Node is not installed")
    with (HERE / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come here at once
        if is_installed():
            return
        command = [NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=110, check=False)
        if done.returncode:
            (pytest.fail if os.environ.get("CI") else pytest.skip)("npm ci could not fetch the age package")


def node(operation: str, **request: Any) -> dict[str, Any]:
    assert NODE is not None
    text = json.dumps({"operation": operation, **request})
    command = [NODE, "open.mjs"]
    done = subprocess.run(
        command, cwd=HERE, input=text, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def data(answer: dict[str, Any], field: str) -> bytes:
    return base64.b64decode(answer[field])


def evidence_header() -> EnvelopeHeader:
    return EnvelopeHeader.describe(
        CONTENT,
        name=NAME,
        created_at=CREATED_AT,
        content_type="image/png",
        pack="standaard",
        pack_version="2026.1",
        attributes={"original_name": "schérm “1”\u2028\t.png", "z": "", "a": "\x7f\x01"},
    )


def test_their_identity_gives_the_recipient_that_we_derive() -> None:
    theirs = node("generate")
    assert str(Identity.parse(theirs["identity"]).recipient) == theirs["recipient"]
    ours = Identity.generate()
    assert node("recipient", identity=ours.serialise())["recipient"] == str(ours.recipient)


@pytest.mark.parametrize("length", [0, 1, 65_536, 200_000])
def test_they_open_what_we_seal(length: int) -> None:
    identity, other = Identity.generate(), Identity.generate()
    plaintext = bytes(i % 251 for i in range(length))
    sealed = seal(plaintext, [other.recipient, identity.recipient])
    assert data(node("open", file=text(sealed), identity=identity.serialise()), "plaintext") == plaintext


@pytest.mark.parametrize("length", [0, 1, 65_536, 200_000])
def test_we_open_what_they_seal(length: int) -> None:
    theirs, ours = node("generate"), Identity.generate()
    plaintext = bytes(i % 251 for i in range(length))
    made = node("make", plaintext=text(plaintext), recipients=[theirs["recipient"], str(ours.recipient)])
    assert open_sealed(data(made, "file"), [ours]) == plaintext
    assert open_sealed(data(made, "file"), [Identity.parse(theirs["identity"])]) == plaintext


def test_they_open_a_report_and_read_its_inner_header() -> None:
    identity = Identity.generate()
    sealed = seal_envelope(evidence_header(), CONTENT, [identity.recipient])
    answer = node("openEnvelope", file=text(sealed), identity=identity.serialise())
    assert answer["fits"] is True
    assert answer["canonical"] is True
    assert answer["header"]["report_id"] == "R-7F3K-QM"
    assert answer["header"]["attributes"] == dict(evidence_header().attributes)
    assert data(answer, "content") == CONTENT


def test_we_open_an_envelope_that_they_seal() -> None:
    identity = Identity.generate()
    plaintext = pack_envelope(evidence_header(), CONTENT)
    made = node("make", plaintext=text(plaintext), recipients=[str(identity.recipient)])
    assert open_envelope(data(made, "file"), [identity], NAME).content == CONTENT


def test_they_open_the_split_form_and_a_rewrapped_file() -> None:
    handler, deputy = Identity.generate(), Identity.generate()
    file_key = new_file_key()
    payload = seal_payload(file_key, pack_envelope(evidence_header(), CONTENT))
    sealed = wrap_file_key(file_key, [handler.recipient]) + payload
    handed_over = rewrap(sealed, [handler], [Recipient.parse(str(deputy.recipient))])
    for file, identity in ((sealed, handler), (handed_over, deputy)):
        answer = node("openEnvelope", file=text(file), identity=identity.serialise())
        assert data(answer, "content") == CONTENT


def test_we_open_a_rewrapped_file_of_theirs() -> None:
    theirs, deputy = node("generate"), Identity.generate()
    made = node("make", plaintext=text(CONTENT), recipients=[theirs["recipient"]])
    handed_over = rewrap(data(made, "file"), [Identity.parse(theirs["identity"])], [deputy.recipient])
    assert data(node("open", file=text(handed_over), identity=deputy.serialise()), "plaintext") == CONTENT


def test_passphrase_files_open_in_both_directions() -> None:
    secret = Identity.generate().serialise().encode()
    ours = armor(seal_with_passphrase(secret, PASSPHRASE, work_factor=12))
    assert data(node("open", armored=ours, passphrase=PASSPHRASE), "plaintext") == secret
    made = node("make", plaintext=text(secret), passphrase=PASSPHRASE, workFactor=12, armor=True)
    assert open_with_passphrase(dearmor(made["armored"].encode()), PASSPHRASE) == secret


def test_they_check_our_signature() -> None:
    signing_key = SigningKey.generate()
    sealed = seal_envelope(evidence_header(), CONTENT, [Identity.generate().recipient])
    signature = sign_envelope(signing_key, name=NAME, age_file=sealed, created_at=CREATED_AT)
    request = {
        "file": text(sealed),
        "signature": text(signature),
        "verifyingKey": signing_key.verifying_key.serialise(),
        "name": {"report_id": NAME.report_id, "part": NAME.part, "revision": NAME.revision},
        "createdAt": "2026-03-02T09:30:15Z",
    }
    assert node("verify", **request)["valid"] is True
    assert node("verify", **{**request, "createdAt": "2026-03-02T09:30:16Z"})["valid"] is False


def test_they_open_the_frozen_vectors() -> None:
    folder = VECTORS / "envelope"
    frozen = json.loads((folder / "v1.json").read_text(encoding="utf-8"))
    for name, header in frozen["files"].items():
        file = text((folder / name).read_bytes())
        answer = node("openEnvelope", file=file, identity=frozen["identity"])
        assert answer["header"] == header
        assert answer["fits"] is True
    protected = (folder / "v1-passphrase.age").read_text()
    answer = node("open", armored=protected, passphrase=frozen["passphrase"])
    assert data(answer, "plaintext").decode().strip() == frozen["identity"]
