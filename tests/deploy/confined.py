"""Runs a command shut in as deploy/ruggensteun.service says, as far as that can be done without systemd.

Reads the unit itself, so that the test follows it. Needs Linux, root and libseccomp; `missing` says what is not there.
Applied: read-only file system but for the folders that are named, no program started from those, no capabilities,
no new privileges, system call filter, address families, no memory that is writable and executable, limits, umask.

    python -m tests.deploy.confined FOLDER... -- COMMAND...
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

UNIT = Path(__file__).parents[2] / "deploy" / "ruggensteun.service"

_CLONE_NEWNS, _CLONE_NEWIPC = 0x00020000, 0x08000000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 1 << 18
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NOEXEC = 0x1, 0x2, 0x8
_PR_CAPBSET_DROP, _PR_SET_SECUREBITS, _PR_SET_NO_NEW_PRIVS, _PR_SET_MDWE = 24, 28, 38, 65
_NOROOT_LOCKED = 0x3
_ALLOW, _EPERM = 0x7FFF0000, 0x00050000 | 1
_NOT_EQUAL = 1
_LAST_CAPABILITY = 40


class _MountAttr(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")]


class _Argument(ctypes.Structure):
    """struct scmp_arg_cmp of libseccomp."""

    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def directives(unit: Path = UNIT) -> dict[str, list[str]]:
    """What the unit says: each directive with all its values."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith(("#", "[")):
            found.setdefault(name, []).append(value)
    return found


def missing() -> str:
    """What this needs and is not here; empty when it can be done."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux"
    if ctypes.util.find_library("seccomp") is None:
        return "needs libseccomp"
    probe = [sys.executable, "-m", "tests.deploy.confined", "--", "/bin/true"]
    done = subprocess.run(probe, cwd=UNIT.parents[1], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"this machine does not allow it: {done.stderr.strip()[-120:]}"


_libc = ctypes.CDLL(None, use_errno=True)


def _call(what: str, result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _attributes(path: str, *, add: int = 0, remove: int = 0, recursive: bool = False) -> None:
    attr = _MountAttr(attr_set=add, attr_clr=remove)
    flags = _AT_RECURSIVE if recursive else 0
    size = ctypes.sizeof(attr)
    _call(
        "mount_setattr",
        _libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, path.encode(), flags, ctypes.byref(attr), size),
    )


def _read_only_but(folders: list[str]) -> None:
    """ProtectSystem=strict with the folders of StateDirectory writable, and NoExecPaths for those."""
    _call("unshare", _libc.unshare(_CLONE_NEWNS | _CLONE_NEWIPC))
    _call("mount", _libc.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None))
    for folder in folders:
        _call("mount", _libc.mount(folder.encode(), folder.encode(), None, _MS_BIND, None))
    _attributes("/", add=_ATTR_RDONLY | _ATTR_NOSUID, recursive=True)
    for folder in folders:
        _attributes(folder, add=_ATTR_NOEXEC, remove=_ATTR_RDONLY)


def _without_capabilities() -> None:
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    _call("securebits", _libc.prctl(_PR_SET_SECUREBITS, _NOROOT_LOCKED, 0, 0, 0))
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _call("capset", _libc.capset(header, data))


def _filter(says: dict[str, list[str]]) -> None:
    """SystemCallFilter, and RestrictAddressFamilies: everything else is refused with EPERM."""
    seccomp = ctypes.CDLL(ctypes.util.find_library("seccomp"), use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_EPERM)))
    assert says["RestrictNamespaces"] == ["yes"]
    for name in sorted(allowed_calls(says["SystemCallFilter"]) - {"unshare", "setns"}):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number < 0 or name == "socket":
            continue
        seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(_ALLOW), number, 0, None)
    number = seccomp.seccomp_syscall_resolve_name(b"socket")
    for family in says["RestrictAddressFamilies"][-1].split():
        only = _Argument(arg=0, op=4, a=int(getattr(socket, family)), b=0)  # SCMP_CMP_EQ
        seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(_ALLOW), number, 1, ctypes.byref(only))
    _call("seccomp_load", seccomp.seccomp_load(context))


def allowed_calls(filters: list[str]) -> set[str]:
    """The system calls that are left, with the groups as systemd defines them."""
    calls: set[str] = {"execve", "exit", "exit_group", "rt_sigreturn", "getrlimit"}
    for line in filters:
        refuse, names = line.startswith("~"), line.lstrip("~").split()
        members = set().union(*(_group(name) for name in names))
        calls = calls - members if refuse else calls | members
    return calls


def _group(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    command = ["systemd-analyze", "syscall-filter", "--no-pager", name]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in shown.splitlines()[1:]]
    members = [line for line in lines if line and not line.startswith("#")]
    return set().union(*(_group(member) for member in members))


def main(arguments: list[str]) -> None:
    """Shut this process in and become the command."""
    at = arguments.index("--")
    folders, command = arguments[:at], arguments[at + 1 :]
    says = directives()
    calls_checked = {"SystemCallFilter", "RestrictAddressFamilies", "LimitCORE", "LimitNOFILE", "UMask"}
    assert calls_checked <= set(says)
    _read_only_but(folders)
    for limit, name in ((resource.RLIMIT_CORE, "LimitCORE"), (resource.RLIMIT_NOFILE, "LimitNOFILE")):
        resource.setrlimit(limit, (int(says[name][0]),) * 2)
    os.umask(int(says["UMask"][0], 8))
    _without_capabilities()
    assert says["NoNewPrivileges"] == says["MemoryDenyWriteExecute"] == ["yes"]
    _call("no_new_privs", _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _libc.prctl(_PR_SET_MDWE, 1, 0, 0, 0)  # Linux 6.3 and later
    _filter(says)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
