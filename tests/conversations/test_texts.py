"""The text catalogues: readable, complete and equal in both languages, and every text is used."""

from __future__ import annotations

from collections import Counter

from fluent.syntax import ast as ftl

from tests.conversations import aftercare_keys, case_keys
from tests.conversations.asked_keys import (
    SAID_UNDER_PRESSURE,
    SHOWN_BY_TELEGRAM,
    all_strings,
    computed_keys,
    keys_in_place,
    pack_keys,
    page_keys,
)
from tests.conversations.catalogues import catalogue, entries
from tests.conversations.shipped_packs import each_language

# ---- what the catalogues hold -----------------------------------------------------------------------------------


@each_language
def test_every_file_can_be_read(language: str) -> None:
    junk = [(file, entry.content) for file, entry in entries(language) if isinstance(entry, ftl.Junk)]
    assert junk == []
    assert entries(language)


@each_language
def test_no_key_is_there_twice(language: str) -> None:
    keys = Counter(entry.id.name for _, entry in entries(language) if isinstance(entry, ftl.Message))
    assert {key for key, times in keys.items() if times > 1} == set()


def test_both_languages_say_the_same_with_the_same_variables() -> None:
    nl, en = catalogue("nl"), catalogue("en")
    assert {(key, text.file) for key, text in nl.items()} == {(key, text.file) for key, text in en.items()}
    assert {key for key in nl if nl[key].variables != en[key].variables} == set()


# ---- what the code asks for -------------------------------------------------------------------------------------


def test_every_key_on_the_page_has_a_text() -> None:
    named = {key for key in page_keys() if key.startswith("dossier-")}
    assert named - set(catalogue("nl")) == set()


def test_every_key_in_the_code_has_a_text() -> None:
    missing = {key: file for key, file in keys_in_place().items() if key and key not in catalogue("nl")}
    assert missing == {}


def test_every_key_that_is_put_together_has_a_text() -> None:
    put_together = computed_keys() | case_keys.computed_keys()
    assert put_together - set(catalogue("nl")) == set()


def test_no_text_is_left_over() -> None:
    put_together = computed_keys() | aftercare_keys.computed_keys() | case_keys.computed_keys()
    used = set(keys_in_place()) | all_strings() | put_together | pack_keys() | page_keys()
    assert set(catalogue("nl")) - used - SHOWN_BY_TELEGRAM - SAID_UNDER_PRESSURE == set()
