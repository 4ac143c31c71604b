"""The shipped protocol packs: complete, immutable, worded in both languages, documented."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel, ValidationError

from conversations.packs import model as pack_model
from conversations.packs import pack_text
from conversations.packs.pack import Pack, Party, text_keys
from tests.conversations.shipped_packs import PACKS, ROOT, each_language, each_pack, texts

BUTTON = re.compile(
    r"(behaviour|channel|target|follow-up|measure|circle|situation|role|office)-(?!.*-explain$)"
)


@each_pack
def test_a_shipped_pack_is_named_after_its_file(pack: Pack) -> None:
    assert PACKS[pack.id] is pack
    assert pack.version >= 1
    assert pack.sources


def test_there_is_no_pack_of_another_name() -> None:
    with pytest.raises(KeyError):
        pack_text("veldermeer")


@each_pack
def test_a_pack_cannot_be_changed(pack: Pack) -> None:
    with pytest.raises(ValidationError):
        pack.version = 2


@each_language
def test_every_text_of_every_pack_exists_and_none_is_left_over(language: str) -> None:
    needed = set().union(*(text_keys(pack) for pack in PACKS.values()))
    assert needed - set(texts(language)) == set()
    assert set(texts(language)) - needed == set()


@each_language
def test_labels_fit_on_a_button(language: str) -> None:
    too_long = {key: text for key, text in texts(language).items() if BUTTON.match(key) and len(text) > 30}
    assert too_long == {}


@each_language
def test_behaviours_measures_and_offers_have_labels_that_differ(language: str) -> None:
    found = texts(language)
    for pack in PACKS.values():
        for prefix in (
            "behaviour",
            "channel",
            "target",
            "follow-up",
            "measure",
            "circle",
            "situation",
        ):
            keys = {key for key in text_keys(pack) if key.startswith(f"{prefix}-") and BUTTON.match(key)}
            assert len({found[key] for key in keys}) == len(keys), f"{pack.id}: {prefix}"


@each_language
def test_what_is_explained_stays_short(language: str) -> None:
    found = texts(language)
    assert max(len(found[key].split()) for key in found if key.endswith("-explain")) <= 15


def test_both_languages_have_words_of_their_own() -> None:
    dutch, english = texts("nl"), texts("en")
    same = {key for key in dutch if dutch[key] == english[key]}
    assert same <= {
        "situation-online",
        "channel-email",
        "channel-letter",
        "register-shows-type",
        "role-mediator",
    }


def test_every_field_is_documented() -> None:
    guide = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    models = [
        kind
        for kind in vars(pack_model).values()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not BaseModel
    ]
    fields = {name for model in models for name in model.model_fields}
    assert {name for name in fields if f"`{name}`" not in guide} == set()
    assert {party.value for party in Party if f"`{party.value}`" not in guide} == set()


def test_the_requirements_table_is_whole_and_names_tests_that_exist() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d", line)
    ]
    assert [int(row[0]) for row in rows] == list(range(1, 61))
    for row in rows:
        assert len(row) == 6
        for name in row[5].split(", "):
            assert name == "-" or list((ROOT / "tests").rglob(f"{name}.py")), row
