"""The page's own modules against the same facts in Python: check words, signatures, written variants of a person."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.sealing import EnvelopeName, Identity, SigningKey, check_words, is_check_of, sign_envelope
from storage.sealing.canonical import format_time
from storage.sealing.check_words import CHECK_WORDS, word_list

NODE = shutil.which("node")
HERE = Path(__file__).parent
PACKAGES = HERE.parents[1] / "dossier" / "node_modules" / "esbuild"
RECIPIENTS = [Identity.generate().recipient for _ in range(20)]
NAME = EnvelopeName(report_id="c" * 32, part="report", revision=1)
AT = datetime(2026, 11, 22, 9, 0, 0, 123000, tzinfo=UTC)
AGE_FILE = b"age-encryption.org/v1\n..."
SIGNER = SigningKey.generate()

needs_node = pytest.mark.skipif(
    NODE is None or not PACKAGES.exists(),
    reason="Node or the page's packages are not there: run `make dossier` once",
)


def ask(module: str, call: str, *given: list[Any], without: tuple[str, ...] = ()) -> list[Any]:
    """What this function of the page answers to each of these."""
    assert NODE is not None
    question = {"module": module, "call": call, "with": given, "without": without}
    done = subprocess.run(
        [NODE, str(HERE / "modules.mjs")],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_the_list_of_check_words_is_frozen_and_no_two_words_are_taken_for_each_other() -> None:
    words = word_list()
    assert hashlib.sha256("\n".join(words).encode()).hexdigest() == FROZEN_WORDS
    assert len(words) == len(set(words)) == 256
    assert len({word[:4] for word in words}) == 256
    assert all(4 <= len(word) <= 12 and word.isascii() and word.islower() for word in words)
    assert not [(a, b) for a, b in itertools.combinations(words, 2) if len(a) == len(b) and differ(a, b) < 2]


FROZEN_WORDS = "b5525a8b74aeb570fb9b88c4d47d69abd78b0011cef3e645b6373dd36b37e83e"


def differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_check_words_are_heard_however_they_are_typed_and_no_others() -> None:
    mine, other = RECIPIENTS[:2]
    words = check_words(mine)
    assert len(words.split()) == CHECK_WORDS
    for heard in (words, words.upper(), words.replace(" ", ",\n"), " ".join(w[:4] for w in words.split())):
        assert is_check_of(mine, heard)
        assert not is_check_of(other, heard)
    assert is_check_of(mine, mine.fingerprint())
    for wrong in (
        "",
        " ",
        words.rsplit(" ", 1)[0],
        f"{words} appel",
        other.fingerprint(),
        check_words(other),
    ):
        assert not is_check_of(mine, wrong)


@needs_node
def test_the_page_says_the_same_words_as_the_command_line() -> None:
    assert ask("check_words", "checkWords", *([str(r)] for r in RECIPIENTS)) == [
        check_words(r) for r in RECIPIENTS
    ]


def signed(name: EnvelopeName = NAME, at: datetime = AT, file: bytes = AGE_FILE) -> list[Any]:
    """What the page is given of an envelope: verifying key, name, and what the register says."""
    signature = sign_envelope(SIGNER, name=NAME, age_file=AGE_FILE, created_at=AT)
    return [
        base64.b64encode(SIGNER.verifying_key.raw).decode(),
        {"report_id": name.report_id, "part": name.part, "revision": name.revision},
        {
            "sha256": hashlib.sha256(file).hexdigest(),
            "signature": base64.b64encode(signature).decode(),
            "created_at": format_time(at),
        },
    ]


@needs_node
@pytest.mark.parametrize("without", [(), ("Ed25519",)], ids=["browser", "library"])
def test_only_what_the_register_signed_is_signed(without: tuple[str, ...]) -> None:
    forged = [
        signed(EnvelopeName(report_id="d" * 32, part="report", revision=1)),
        signed(EnvelopeName(report_id="c" * 32, part="report", revision=2)),
        signed(EnvelopeName(report_id="c" * 32, part="ledger", revision=1)),
        signed(at=AT.replace(year=2025)),
        signed(file=b"another file"),
    ]
    other = base64.b64encode(SigningKey.generate().verifying_key.raw).decode()
    forged.append([other, *signed()[1:]])
    for broken in ("", "AAAA", "é", base64.b64encode(bytes(64)).decode()):
        forged.append([*signed()[:2], {**signed()[2], "signature": broken}])
        forged.append([broken, *signed()[1:]])
    forged.append([base64.b64encode(bytes(32)).decode(), *signed()[1:]])
    answers = ask("signature", "isSigned", signed(), *forged, without=without)
    assert answers == [True] + [False] * len(forged)


SAME = {
    "phone": (
        "06-12345678",
        "+31 6 12 34 56 78",
        "0031612345678",
        "(06) 12.34.56.78",
        "06/12345678",
        "+31(0)612345678",
    ),
    "mail": ("Jan.Boos@Voorbeeld.example", "jan.boos@voorbeeld.example"),
    "iban": ("NL00 RABO 0123 4567 89", "nl00rabo0123456789", "NL00-RABO-0123-4567-89"),
    "account": (
        "@veldermeer_boos",
        "@Veldermeer.Boos",
        "instagram.com/veldermeer.boos",
        "https://x.com/veldermeer_boos",
    ),
    "address": ("Molenweg 12 b", "molenweg 12B", "de Molenweg nr. 12b", "Molenweg 12-b"),
    "address-street": ("Molenstraat 3", "Molenstr. 3", "de molenstraat nummer 3"),
}


@needs_node
@pytest.mark.parametrize("kind", SAME)
def test_a_person_is_recognised_in_every_written_variant(kind: str) -> None:
    texts = [[f"Hij noemde {variant}, zei hij."] for variant in SAME[kind]]
    found = [
        [t["key"] for t in traits if t["kind"] == kind.split("-")[0]]
        for traits in ask("traits", "traitsIn", *texts)
    ]
    assert len(found[0]) == 1
    assert found == [found[0]] * len(texts)


@needs_node
def test_names_match_with_initials_and_not_with_others() -> None:
    pairs = (
        ("Jan van der Boos", "J. van der Boos", True),
        ("Jan Boos", "jan boos", True),
        ("Zoë de Ruïne", "Zoe de Ruine", True),
        ("Boos, Jan", "Jan Boos", True),
        ("Dhr. J. Boos", "Jan Boos", True),
        ("meneer Boos", "Jan Boos", True),
        ("Karin Janssen", "K. Jansen", True),
        ("Jan Dijk", "Jan Dyk", True),
        ("Ahmet Yılmaz", "Ahmet Yilmaz", True),
        ("Het was Jan Boos, van de markt.", "Jan Boos", True),
        ("Jan Boos", "Piet Boos", False),
        ("meneer Blij", "Jan Boos", False),
        ("Jan Boos", "Jan Blij", False),
        ("P. Boos", "Jan Boos", False),
    )
    names = ask("traits", "namesIn", *([text] for one, other, _ in pairs for text in (one, other)))
    questions = []
    for index in range(len(pairs)):
        ones, others = names[2 * index], names[2 * index + 1]
        assert len(ones) == len(others) == 1, pairs[index]
        questions.append([ones[0], others[0]])
    assert ask("traits", "match", *questions) == [same for _, _, same in pairs]


@needs_node
def test_numbers_that_are_no_telephone_number_are_not_taken_for_one() -> None:
    texts = (
        "Op 22-11-2026 om 09:00 kwam hij.",
        "Zaaknummer 2026-000123456789.",
        "Bel 112.",
        "Hij is 1,92 lang.",
    )
    answers = ask("traits", "traitsIn", *([text] for text in texts))
    assert [[t for t in found if t["kind"] == "phone"] for found in answers] == [[]] * len(texts)
