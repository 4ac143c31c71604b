"""The page's own unwrapping of a file key, against the public age vectors and files that the server seals."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess

import pytest

from storage.sealing import Identity, seal
from tests.dossier.test_modules import HERE, NODE, needs_node
from tests.storage.age_testkit import VECTORS, Vector, load

pytestmark = needs_node
CONTENT = b"Een verhaal."
both = pytest.mark.parametrize("without", [(), ("X25519",)], ids=["browser", "library"])


def opened(files: list[tuple[list[str], bytes]], without: tuple[str, ...]) -> list[dict[str, str]]:
    """What the page makes of each of these age files with these identities."""
    given = [{"identities": identities, "age": base64.b64encode(age).decode()} for identities, age in files]
    assert NODE is not None
    done = subprocess.run(
        [NODE, str(HERE / "identities.mjs")],
        input=json.dumps({"files": given, "without": without}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["refused"] > 0) == bool(without)
    return list(said["answers"])


def public_vectors() -> list[tuple[list[str], Vector]]:
    """Every public vector that is for identities of the page's kind, and for those alone."""
    found = []
    for path in sorted((VECTORS / "age").glob("hybrid*")):
        head = path.read_bytes().partition(b"\n\n")[0].decode()
        lines = [line.split(": ", 1) for line in head.split("\n")]
        identities = [value for name, value in lines if name == "identity"]
        if all(line.startswith("AGE-SECRET-KEY-PQ-1") for line in identities):
            found.append((identities, load(path)))
    return found


@both
def test_the_public_vectors(without: tuple[str, ...]) -> None:
    vectors = public_vectors()
    assert {"success", "no match", "header failure"} <= {vector.expect for _, vector in vectors}
    answers = opened([(identities, vector.data) for identities, vector in vectors], without)
    for (_, vector), answer in zip(vectors, answers, strict=True):
        if vector.expect == "success":
            assert answer == {"sha256": vector.payload_sha256}, vector.name
        else:
            no_match = "no identity matched" in answer["error"]
            assert no_match == (vector.expect == "no match"), (vector.name, answer)


@both
def test_a_file_of_the_server_opens_for_each_of_its_readers_and_for_nobody_else(
    without: tuple[str, ...],
) -> None:
    readers = [Identity.generate() for _ in range(4)]
    age = seal(CONTENT, [reader.recipient for reader in readers])
    stranger, former = Identity.generate().serialise(), Identity.generate().serialise()
    own = [reader.serialise() for reader in readers]
    *each, nobody, with_former = opened(
        [*(([line], age) for line in own), ([stranger], age), ([former, own[2]], age)], without
    )
    assert each == [{"sha256": hashlib.sha256(CONTENT).hexdigest()}] * 4
    assert "no identity matched" in nobody["error"]
    assert with_former == each[0]


def test_a_line_that_is_no_identity_is_refused() -> None:
    own = Identity.generate()
    age = seal(CONTENT, [own.recipient])
    line = own.serialise()
    wrong = [line[:-1] + ("Q" if line[-1] != "Q" else "P"), line[:-2], str(own.recipient), "x", ""]
    answers = opened([*(([given], age) for given in wrong), ([line], age)], ("X25519",))
    assert all("error" in answer for answer in answers[:-1])
    assert "sha256" in answers[-1]
