"""What is said about a pack that is broken, and where: file, line, field, mend."""

from __future__ import annotations

import re
import tomllib

import pytest

from conversations.packs import pack_text
from conversations.packs.pack import Pack, PackError, parse_pack
from conversations.packs.positions import line_for, lines_of
from tests.conversations.broken_packs import BROKEN, Broken
from tests.conversations.shipped_packs import each_pack


def line_with(text: str, part: str) -> int:
    """The line, from 1, that has `part`; `part#2` is the second of them."""
    part, _, which = part.partition("#") if "#" in part[2:] else (part, "", "")
    found = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    return found[int(which or 1) - 1]


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_an_error_names_file_line_field_and_mend(broken: Broken) -> None:
    text = pack_text(broken.pack)
    assert broken.old in text
    text = text.replace(broken.old, broken.new, 1)
    with pytest.raises(PackError) as caught:
        parse_pack(text, file_name="veldermeer.toml")
    found = [problem for problem in caught.value.problems if problem.field == broken.field]
    assert found, str(caught.value)
    assert found[0].line == line_with(text, broken.at)
    assert broken.problem in str(found[0].problem)
    assert broken.mend in str(found[0].mend)
    assert f"veldermeer.toml, line {found[0].line}: {broken.field}: " in str(caught.value)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_every_error_can_be_said_in_dutch(broken: Broken) -> None:
    with pytest.raises(PackError) as caught:
        parse_pack(pack_text(broken.pack).replace(broken.old, broken.new, 1), file_name="veldermeer.toml")
    dutch = caught.value.in_language("nl")
    assert dutch.startswith("veldermeer.toml, regel ")
    assert dutch.count("\n") == str(caught.value).count("\n")
    assert "Mend" not in dutch


def test_all_problems_come_in_one_go_in_the_order_of_the_file() -> None:
    text = (
        pack_text("standaard")
        .replace("version = 1", 'version = "one"', 1)
        .replace('handlers = ["griffier"]', 'handlers = ["grifier"]', 1)
        .replace("invitation_days = 7", "invitation_dayz = 7", 1)
    )
    with pytest.raises(PackError) as caught:
        parse_pack(text, file_name="veldermeer.toml")
    assert [problem.field for problem in caught.value.problems] == [
        "version",
        "offices.raadslid.handlers.1",
        "clocks.invitation_days",
        "clocks.invitation_dayz",
    ]
    assert str(caught.value).count("\n") == 3
    assert [problem.line for problem in caught.value.problems] == sorted(
        p.line for p in caught.value.problems
    )


def test_a_wrong_type_a_misspelt_role_and_a_value_that_cannot_be_come_in_one_go() -> None:
    text = (
        pack_text("maassluis")
        .replace("version = 1", 'version = "een"', 1)
        .replace('handlers = ["griffier"]', 'handlers = ["grifier"]', 1)
        .replace("Europe/Amsterdam", "Europe/Amstrdam", 1)
        .replace("urgent = true\nviolence = true", "violence = true", 1)
        .replace("ban_max_months = 3", "ban_max_months = 12", 1)
    )
    with pytest.raises(PackError) as caught:
        parse_pack(text, file_name="veldermeer.toml")
    said = str(caught.value)
    assert 'did you mean "griffier"' in said
    fields = [problem.field for problem in caught.value.problems]
    assert sorted(re.sub(r"\d+", "N", field) for field in fields) == [
        "behaviours.N.urgent",
        "legal.N.ban_max_months",
        "offices.raadslid.handlers.N",
        "time_zone",
        "version",
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('time_zone = "Europe/Amsterdam"', "time_zone = 3", "time_zone"),
        ("urgent = true\nviolence = true", 'urgent = "ja"\nviolence = true', "behaviours.N.urgent"),
        ("ban_max_months = 3", 'ban_max_months = "drie"', "legal.N.ban_max_months"),
    ],
)
def test_a_value_of_the_wrong_type_is_said_once(old: str, new: str, field: str) -> None:
    changed = pack_text("maassluis").replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        parse_pack(changed, file_name="veldermeer.toml")
    assert [re.sub(r"\d+", "N", problem.field) for problem in caught.value.problems] == [field]


def test_an_empty_pack_lists_what_is_missing() -> None:
    with pytest.raises(PackError) as caught:
        parse_pack("", file_name="leeg.toml")
    missing = {problem.field for problem in caught.value.problems}
    assert missing == {name for name, field in Pack.model_fields.items() if field.is_required()}


def test_positions_of_all_that_toml_allows() -> None:
    text = (
        'title = "a # b [c] = d"\n'
        "# a comment = [no]\n"
        "dotted.key = 1\n"
        "'quoted key' = 'x'\n"
        'long = """\nfirst\n[not.a.table]\n"""\n'
        "list = [\n  1, # one\n  [2,\n 3],\n  { a = 1, b = [4] },\n]\n"
        "[table]\n"
        "when = 2026-01-02T03:04:05\n"
        "[[items]]\nid = 1\n"
        "[items.part]\nx = 1\n"
        "[[items]]\n"
        "[[items.subs]]\ny = 1\n"
    )
    tomllib.loads(text)
    lines = lines_of(text)
    expected: dict[tuple[str | int, ...], int] = {
        ("title",): 1,
        ("dotted", "key"): 3,
        ("quoted key",): 4,
        ("long",): 5,
        ("list",): 9,
        ("list", 0): 10,
        ("list", 1, 1): 12,
        ("list", 2, "b", 0): 13,
        ("table", "when"): 16,
        ("items", 0, "id"): 18,
        ("items", 0, "part", "x"): 20,
        ("items", 1): 21,
        ("items", 1, "subs", 0, "y"): 23,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert line_for(lines, ("items", 0, "missing")) == 17
    assert line_for(lines, ("nowhere",)) == 1
    assert ("not",) not in lines


@each_pack
def test_positions_cover_every_value_of_a_pack(pack: Pack) -> None:
    text = pack_text(pack.id)
    lines = lines_of(text)
    rows = text.splitlines()

    def check(value: object, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                check(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                check(inner, (*path, index))
        else:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert shown in rows[lines[path] - 1], path

    check(tomllib.loads(text), ())
