"""Reading a recording of strace, and what could be on the disk when the power fails somewhere in it.

Owns a strict model of a file system: what was written since a file's last fsync may be there, missing or torn at a
512-byte sector, each write by itself; files that were made, renamed or removed since the folder's last fsync are so up
to some moment. Must not know SQLite or the bot.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"

_LINE = re.compile(r"^(\d+)\s+(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)", re.DOTALL)
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that was done to a file or folder; `to` is the new name of a rename."""

    kind: str
    path: str
    data: bytes = b""
    offset: int = 0
    to: str = ""


def read_trace(trace: Path, folder: Path) -> Iterator[Operation]:
    """The operations on files under this folder, in the order in which they were done."""
    inside = str(folder.resolve()) + "/"
    for text in _whole_calls(trace):
        operation = _operation(text)
        if operation is not None and (operation.path + "/").startswith(inside):
            yield operation


def _whole_calls(trace: Path) -> Iterator[str]:
    """Each call on one line, at the moment when it returned."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = _LINE.match(line.rstrip("\n"))
            if found is None:
                continue
            thread, text = found.groups()
            if text.endswith("<unfinished ...>"):
                begun[thread] = text.removesuffix("<unfinished ...>")
                continue
            resumed = _RESUMED.match(text)
            yield begun.pop(thread, "") + resumed[1] if resumed else text


def _operation(text: str) -> Operation | None:
    call = _CALL.match(text)
    if call is None or int(call[3]) < 0:
        return None
    name, arguments = call[1], call[2]
    texts = [_bytes(found) for found in _TEXT.findall(arguments)]
    on = _FD.match(arguments)
    path = _bytes(on[2]).decode() if on else ""
    match name:
        case "openat" if "O_CREAT" in arguments:
            kind = "make" if "O_TRUNC" not in arguments else "make-empty"
            return Operation(kind=kind, path=texts[0].decode())
        case "write" | "pwrite64" if on and texts:
            offset = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else -1
            return Operation(kind="write", path=path, data=texts[0][: int(call[3])], offset=offset)
        case "fsync" | "fdatasync":
            return Operation(kind="sync", path=path)
        case "ftruncate":
            return Operation(kind="truncate", path=path, offset=int(arguments.rsplit(",", 1)[1]))
        case "rename" | "renameat" | "renameat2":
            return Operation(kind="rename", path=texts[0].decode(), to=texts[1].decode())
        case "unlink" | "unlinkat":
            return Operation(kind="remove", path=texts[0].decode())
    return None


def _bytes(text: str) -> bytes:
    if "\\x" not in text:
        return text.encode()
    return bytes.fromhex(text.replace("\\x", ""))


# ---- the model ------------------------------------------------------------------------------------------------------


@dataclass
class _File:
    """A file: what is surely on the disk, and what was done to it since. `length` is where the next write appends."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)
    length: int = 0


class Disk:
    """The files under one folder. `honest=False` is a disk on which fsync does nothing."""

    def __init__(self, folder: Path, *, honest: bool = True) -> None:
        self._root = str(folder.resolve())
        self._honest = honest
        self._durable_names: dict[str, _File] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = bytearray(path.read_bytes())
                self._durable_names[str(path)] = _File(durable=content, length=len(content))
        self._names = dict(self._durable_names)
        self._pending_names: list[Operation] = []

    def do(self, operation: Operation) -> None:
        """The running program does this."""
        match operation.kind:
            case "make" | "make-empty":
                self._make(operation)
            case "write" | "truncate":
                self._change(operation)
            case "sync":
                self._sync(operation.path)
            case "rename":
                self._names[operation.to] = self._names.pop(operation.path)
                self._pending_names.append(operation)
            case "remove":
                self._names.pop(operation.path, None)
                self._pending_names.append(operation)

    def _make(self, operation: Operation) -> None:
        if operation.path not in self._names:
            self._names[operation.path] = _File()
            self._pending_names.append(operation)
        elif operation.kind == "make-empty":
            self._change(Operation(kind="truncate", path=operation.path))

    def _change(self, operation: Operation) -> None:
        file = self._names.get(operation.path)
        if file is None:
            return
        if operation.kind == "truncate":
            file.length = operation.offset
        else:
            at = file.length if operation.offset < 0 else operation.offset
            operation = Operation(kind="write", path=operation.path, data=operation.data, offset=at)
            file.length = max(file.length, at + len(operation.data))
        file.pending.append(operation)

    def _sync(self, path: str) -> None:
        if not self._honest:
            return
        file = self._names.get(path)
        if file is not None:
            for operation in file.pending:
                _apply(file.durable, operation, len(operation.data))
            file.pending.clear()
            return
        kept = []
        for operation in self._pending_names:
            if str(Path(operation.path).parent) == path:
                self._rename_durably(self._durable_names, operation)
            else:
                kept.append(operation)
        self._pending_names = kept

    def _rename_durably(self, names: dict[str, _File], operation: Operation) -> None:
        if operation.kind == "rename":
            if operation.path in names:
                names[operation.to] = names.pop(operation.path)
            elif operation.to in self._names:
                names[operation.to] = self._names[operation.to]
        elif operation.kind == "remove":
            names.pop(operation.path, None)
        elif operation.path in self._names:
            names[operation.path] = self._names[operation.path]

    def after_power_cut(self, target: Path, chance: random.Random) -> None:
        """Write what could be on the disk now into an empty folder."""
        names = dict(self._durable_names)
        for operation in self._pending_names[: chance.randint(0, len(self._pending_names))]:
            self._rename_durably(names, operation)
        for path, file in names.items():
            place = target / Path(path).relative_to(self._root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_survived(file, chance))


def _survived(file: _File, chance: random.Random) -> bytes:
    if not file.pending:
        return bytes(file.durable)
    content, mood = bytearray(file.durable), chance.random()
    for operation in file.pending:
        drawn = chance.random()
        if drawn < mood * 0.6:
            continue
        torn = drawn > 0.9 and operation.kind == "write"
        length = SECTOR * chance.randint(0, len(operation.data) // SECTOR) if torn else len(operation.data)
        _apply(content, operation, length)
    return bytes(content)


def _apply(content: bytearray, operation: Operation, length: int) -> None:
    if operation.kind == "truncate":
        del content[operation.offset :]
        content.extend(bytes(operation.offset - len(content)))
        return
    if len(content) < operation.offset:
        content.extend(bytes(operation.offset - len(content)))
    content[operation.offset : operation.offset + length] = operation.data[:length]
