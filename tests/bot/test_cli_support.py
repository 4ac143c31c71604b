"""What a command says when the system refuses a file: a sentence with the reason, never the name of a class."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from bot.cli.support import sentence
from tests.bot.cli_testkit import refused, run


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (errno.ENOENT, "is er niet"),
        (errno.EACCES, "geen rechten"),
        (errno.EPERM, "geen rechten"),
        (errno.EROFS, "alleen worden gelezen"),
        (errno.ENOTDIR, "is een bestand"),
        (errno.EISDIR, "geen bestand"),
    ],
)
def test_a_file_that_is_refused_is_named_with_the_reason(
    number: int, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    said = sentence(OSError(number, os.strerror(number), "/proef/map"))
    assert said.startswith("/proef/map kan niet worden gelezen of geschreven: ")
    assert part in said
    assert "Error" not in said


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("name", [None, "/proef/map"])
def test_a_full_disk_is_called_full_also_without_a_name(
    number: int, name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert sentence(OSError(number, os.strerror(number), name)).startswith("De schijf is vol")


def test_a_real_refusal_reads_like_that_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(OSError) as caught:  # noqa: PT011 (the kernel's own error, whichever it is)
        (tmp_path / "no" / "file").write_text("x")
    assert sentence(caught.value).endswith(
        "/no/file cannot be read or written: that file or folder is not there."
    )


def test_a_demonstration_says_that_its_port_is_taken_and_starts_nothing() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused(run("demo", "--port", str(port)), f"Poort {port} is in gebruik")
    refused(run("demo", "--port", "99999"), "Poort 99999")
