"""Where things stand in a TOML file: from a path such as ("roles", "griffier", "kind") to a line number.

Owns a small scanner for text that `tomllib` has accepted already; it therefore checks no syntax. It must not
know what a pack is. `tomllib` keeps no positions, and an error without a line is hard to mend.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
_MULTILINE = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of each table, key and array element in valid TOML."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


def line_for(lines: dict[Path, int], path: Path) -> int:
    """The line of a path or, when it is not in the file, of the nearest part around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._table: Path = ()
        self._arrays: dict[Path, int] = {}

    def scan(self) -> None:
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text.startswith("[[", self._at):
                self._array_header()
            elif self._text[self._at] == "[":
                self._table_header()
            else:
                self._pair(self._table)
            self._skip(_BLANK)

    def _table_header(self) -> None:
        line = self._line()
        self._at += 1
        self._table = self._resolve(self._dotted_key())
        self._at += 1
        self._mark(self._table, line)

    def _array_header(self) -> None:
        line = self._line()
        self._at += 2
        *parents, last = self._dotted_key()
        self._at += 2
        array = (*self._resolve(tuple(parents)), last)
        index = self._arrays.get(array, -1) + 1
        self._arrays[array] = index
        self._table = (*array, index)
        self._mark(array, line)
        self._mark(self._table, line)

    def _resolve(self, key: tuple[str, ...]) -> Path:
        """A header's key as a path: a part that is an array of tables stands for its last element."""
        path: Path = ()
        for part in key:
            path = (*path, part)
            if path in self._arrays:
                path = (*path, self._arrays[path])
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        key = self._dotted_key()
        path = table
        for part in key:
            path = (*path, part)
            self._mark(path, line)
        self._at += 1  # the equals sign
        self._skip(_SPACES)
        self._value(path)

    def _value(self, path: Path) -> None:
        first = self._text[self._at]
        if self._text.startswith(('"""', "'''"), self._at):
            self._skip(_MULTILINE)
        elif first == '"':
            self._skip(_BASIC)
        elif first == "'":
            self._skip(_LITERAL)
        elif first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        self._at += 1
        index = 0
        self._skip(_BLANK)
        while self._text[self._at] != "]":
            self._mark((*path, index), self._line())
            self._value((*path, index))
            index += 1
            self._skip_comma()
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)

    def _dotted_key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(_SPACES)
            parts.append(self._key_part())
            self._skip(_SPACES)
            if self._text[self._at] != ".":
                return tuple(parts)
            self._at += 1

    def _key_part(self) -> str:
        pattern = {'"': _BASIC, "'": _LITERAL}.get(self._text[self._at], _BARE_KEY)
        found = self._skip(pattern)
        return found if pattern is _BARE_KEY else str(tomllib.loads(f"key = {found}")["key"])

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError("the scanner needs text that tomllib accepts")
        self._at = match.end()
        return match.group()

    def _mark(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1
