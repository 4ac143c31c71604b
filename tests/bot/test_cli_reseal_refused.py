"""Sealing again is refused when one thing does not fit: by the handler's own computer, and by the server afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.reseal.listing import SealingList, proven, read_result, secret_for, signed_list
from storage.sealing import SigningKey, reseal, seal
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, refused, succeeded
from tests.bot.dossier_testkit import REFERENCE
from tests.bot.reseal_testkit import PIM, STRANGER, Changing, files_under


@pytest.fixture
def case(tmp_path: Path) -> Changing:
    return Changing(tmp_path)


# ---- what the handler refuses -----------------------------------------------------------------------------------


def test_a_wrong_identity_and_a_no_are_said_and_nothing_is_written(case: Changing) -> None:
    case.add_pim()
    succeeded(case.ask())
    done = case.reseal(STRANGER)
    assert done.exit_code == 1
    assert "Deze sleutel opent niets van wat hier ligt" in done.stderr
    done = case.reseal(answers="nee\n")
    assert done.exit_code == 1
    assert "Gestopt" in done.stderr
    assert not case.back.exists()


def other_people_on_the_list(case: Changing) -> str:
    path = case.folder / "reseal.json"
    signed = json.loads(path.read_text())
    signed["list"]["receivers"][0]["recipient"] = str(STRANGER.recipient)
    path.write_text(json.dumps(signed))
    return "niet door de server getekend"


def a_list_signed_by_an_outsider(case: Changing) -> str:
    path = case.folder / "reseal.json"
    listed = SealingList.model_validate(json.loads(path.read_text())["list"])
    path.write_bytes(signed_list(listed, SigningKey.generate()))
    return "niet door de server getekend"


def everything_signed_by_an_outsider(case: Changing) -> str:
    other, path = SigningKey.generate(), case.folder / "reseal.json"
    listed = SealingList.model_validate(json.loads(path.read_text())["list"])
    path.write_bytes(signed_list(listed, other))
    case.save({**case.manifest, "verifying_key": other.verifying_key.serialise()})
    return "andere sleutel getekend"


def the_list_of_another_case(case: Changing) -> str:
    case.save({**case.manifest, "reference": "R-AAAA-AA"})
    return "niet door de server getekend"


def a_changed_part(case: Changing) -> str:
    path = case.folder / "report.1.age"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return "report is veranderd"


def no_list(case: Changing) -> str:
    (case.folder / "reseal.json").unlink()
    return "staat niets om opnieuw te verzegelen"


@pytest.mark.parametrize(
    "spoil",
    [
        other_people_on_the_list,
        a_list_signed_by_an_outsider,
        everything_signed_by_an_outsider,
        the_list_of_another_case,
        a_changed_part,
        no_list,
    ],
)
def test_a_handler_seals_nothing_that_the_server_did_not_sign(
    case: Changing, spoil: Callable[[Changing], str]
) -> None:
    case.add_pim()
    succeeded(case.ask())
    reason = spoil(case)
    done = case.reseal()
    assert done.exit_code == 1
    assert reason in done.stderr
    assert not list(case.back.glob("R-*"))


# ---- what the server refuses ------------------------------------------------------------------------------------


def replaced_file(case: Changing, part: str, data: bytes, *, prove: bool = True) -> None:
    """Put another file in what is brought back, as a handler with bad intentions could: with a proof that fits."""
    (case.back / REFERENCE / f"{part}.1.age").write_bytes(data)
    changed = case.brought_back()
    line = next(e for e in changed["envelopes"] if e["part"] == part)
    line["sha256"] = hashlib.sha256(data).hexdigest()
    case.bring_back(changed)
    if prove:
        proven_again(case)


def proven_again(case: Changing) -> None:
    listed = SealingList.model_validate(json.loads((case.folder / "reseal.json").read_text())["list"])
    secret, result = secret_for(listed, GRIFFIER), read_result(case.result_file)
    assert secret is not None
    assert result is not None
    case.result_file.write_text(proven(result, secret).model_dump_json())


def an_old_file(case: Changing) -> bytes:
    return (case.folder / "report.1.age").read_bytes()


def another_payload(case: Changing) -> str:
    people_of_case = [GRIFFIER.recipient, PIM.recipient, RECOVERY.recipient]
    replaced_file(case, "report", reseal(an_old_file(case), [GRIFFIER], people_of_case, fresh=True))
    return "report van R-7F3K-QM past niet"


def for_fewer_people(case: Changing) -> str:
    replaced_file(case, "report", reseal(an_old_file(case), [GRIFFIER], [PIM.recipient], fresh=False))
    return "report van R-7F3K-QM past niet"


def the_old_file_again(case: Changing) -> str:
    replaced_file(case, "report", an_old_file(case))
    return "report van R-7F3K-QM past niet"


def another_part(case: Changing) -> str:
    replaced_file(case, "report", (case.back / REFERENCE / "supplement.1.age").read_bytes())
    return "report van R-7F3K-QM past niet"


def no_age_file(case: Changing) -> str:
    replaced_file(case, "report", b"not an age file")
    return "report van R-7F3K-QM past niet"


def a_file_changed_on_the_way(case: Changing) -> str:
    path = case.back / REFERENCE / "report.1.age"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return "report van R-7F3K-QM past niet"


def without_proof(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "proof": ""})
    return "niet te zien wie"


def by_somebody_else(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "by": str(RECOVERY.recipient)})
    return "niet te zien wie"


def by_a_stranger(case: Changing) -> str:
    case.bring_back({**case.brought_back(), "by": str(STRANGER.recipient)})
    return "niet te zien wie"


def changed_after_the_proof(case: Changing) -> str:
    replaced_file(case, "report", an_old_file(case), prove=False)
    return "niet te zien wie"


def for_a_stranger(case: Changing) -> str:
    changed = case.brought_back()
    case.bring_back({**changed, "recipients": [*changed["recipients"], str(STRANGER.recipient)]})
    proven_again(case)
    return "is sindsdien veranderd"


def an_unknown_part(case: Changing) -> str:
    changed = case.brought_back()
    changed["envelopes"][0]["part"] = "elsewhere"
    case.bring_back(changed)
    proven_again(case)
    return "is sindsdien veranderd"


def not_json(case: Changing) -> str:
    case.result_file.write_text("{")
    return "teruggebracht, is beschadigd"


def a_path(case: Changing) -> str:
    changed = case.brought_back()
    changed["envelopes"][0]["file"] = "../../report.1.age"
    case.bring_back(changed)
    return "teruggebracht, is beschadigd"


@pytest.mark.parametrize(
    "spoil",
    [
        another_payload,
        for_fewer_people,
        the_old_file_again,
        another_part,
        no_age_file,
        a_file_changed_on_the_way,
        without_proof,
        by_somebody_else,
        by_a_stranger,
        changed_after_the_proof,
        for_a_stranger,
        an_unknown_part,
        not_json,
        a_path,
    ],
)
def test_the_server_exchanges_nothing_when_one_thing_does_not_fit(
    case: Changing, spoil: Callable[[Changing], str]
) -> None:
    case.add_pim()
    succeeded(case.ask())
    succeeded(case.reseal())
    before = case.sealed()
    reason = spoil(case)
    refused(case.accept(), reason)
    assert case.sealed() == before
    assert not case.made.spool.exists() or files_under(case.made.spool) == []


def test_a_payload_that_was_not_made_anew_is_refused_when_somebody_left(case: Changing) -> None:
    case.pim_takes_over()
    succeeded(case.ask())
    succeeded(case.reseal())
    old = an_old_file(case)
    receivers = [RECOVERY.recipient, PIM.recipient]
    replaced_file(case, "report", reseal(old, [GRIFFIER], receivers, fresh=False))
    refused(case.accept(), "report van R-7F3K-QM past niet")
    replaced_file(case, "report", seal(b"something shorter", receivers))
    refused(case.accept(), "report van R-7F3K-QM past niet")
    assert case.opens(PIM) == set()
