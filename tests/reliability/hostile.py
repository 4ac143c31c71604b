"""Hostile input: any characters, any file that lies about itself. Kept byte for byte, or refused in plain words.

Owns making it and comparing it with what the griffier opens. Must not know how anything is read.
"""

from __future__ import annotations

import functools
import gzip
import io
import json
import math
import random
import re
import time
import zipfile
from pathlib import Path
from typing import Any

from bot.demo.world import GRIFFIER, REPORTER
from bot.gateway import MAX_DOWNLOAD_BYTES
from bot.raw import cleaned
from conversations.blank import is_blank
from tests.phones import What
from tests.reliability.outcome import Outcome
from tests.reliability.parts import parts_of, play_parts
from tests.stage import Stage, open_stage

Update = dict[str, Any]
TEXTS, FILES = 40, 10
TOGETHER = 40
MAX_CHARACTERS = 4096
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@|\s|$)")


async def run(
    count: int, seed: int, folder: Path, *, processes: int = 1, together: int = TOGETHER
) -> Outcome:
    """Send `count` hostile texts and files, fifty to a report, and open each report; `together` share a town."""
    began, whole = time.monotonic(), _nothing_yet(count)
    reports = range(1, 1 + math.ceil(count / (TEXTS + FILES)))
    await play_parts(whole, play, parts_of(reports, together), seed, folder, processes=processes)
    whole.seconds = time.monotonic() - began
    return whole


def _nothing_yet(count: int) -> Outcome:
    outcome = Outcome(name="hostile", fault="hostile texts and files", unit="inputs", asked=count)
    outcome.promise(
        "uncaught exceptions",
        "texts changed",
        "files changed",
        "silently refused",
        "not rendered",
    )
    return outcome


async def play(numbers: range, seed: int, folder: Path) -> Outcome:
    """The reports with these numbers in one town; a fresh one after a while, so that it stays quick."""
    outcome = _nothing_yet(len(numbers) * (TEXTS + FILES))
    async with open_stage(folder, REPORTER, GRIFFIER) as stage:
        for number in numbers:
            await _one_report(stage, random.Random(f"{seed} {number}"), number, outcome)
    return outcome


async def _one_report(stage: Stage, chance: random.Random, number: int, outcome: Outcome) -> None:
    name = REPORTER.first_name
    texts: list[str] = []
    files: list[bytes] = []
    refused = 0
    stage.hears()
    await stage.says(name, "/melden")
    await stage.taps(name, "Ja, ik ben veilig")
    for _ in range(TEXTS):
        text = hostile_text(chance)
        stage.clock.advance(3)
        if is_blank(cleaned(text)):
            outcome.wrong["silently refused"] += not await _is_told(stage, text, outcome)
        elif await _sends(stage, {"text": text}, outcome) and not _is_bare_command(text):
            texts.append(cleaned(text))
    for turn in range(FILES):
        stage.clock.advance(3)
        content, file, too_large = hostile_file(chance, large=turn == 0 and number % 200 == 1)
        if await _sends_file(stage, chance, content, file, outcome):
            refused += too_large
            files += [] if too_large else [content]
    await stage.settles()
    said = sum("20 MB" in n.message.text for n in stage.hears(name) if n.what is What.MESSAGE and n.message)
    outcome.wrong["silently refused"] += max(0, refused - said)
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")
    outcome.wrong["not rendered"] += len(stage.parts.postman.failed)
    outcome.notes += [type(error).__name__ for _, error in stage.parts.postman.failed]
    stage.parts.postman.failed.clear()
    await _compare(stage, texts, files, outcome)


def _is_bare_command(text: str) -> bool:
    """Whether this is a command without words behind it; with words it is kept like any other text."""
    command = COMMAND.match(text)
    return command is not None and is_blank(cleaned(text[command.end() :]))


async def _is_told(stage: Stage, text: str, outcome: Outcome) -> bool:
    """Whether something that nobody can see, which is no answer, is answered with the question again."""
    await stage.settles()
    stage.hears(REPORTER.first_name)
    await _sends(stage, {"text": text}, outcome)
    await stage.settles()
    return any(news.what is What.MESSAGE for news in stage.hears(REPORTER.first_name))


async def _sends(stage: Stage, content: Update, outcome: Outcome) -> bool:
    actor = stage.actors[REPORTER.first_name]
    message_id = stage.phones.put(actor.telegram_id, "x")
    try:
        await stage._receives({"message": stage._message(actor, message_id, content)}, settle=False)
    except Exception as error:
        outcome.wrong["uncaught exceptions"] += 1
        outcome.notes.append(type(error).__name__)
        return False
    finally:
        outcome.done += 1
    return True


async def _sends_file(
    stage: Stage, chance: random.Random, content: bytes, file: Update, outcome: Outcome
) -> bool:
    file_id = f"file-{outcome.done}-{chance.randrange(10**9)}"
    stage.phones.files[file_id] = content
    body: Update = {"document": {"file_id": file_id, "file_unique_id": "u", **file}}
    if chance.random() < 0.5:
        body["caption"] = hostile_text(chance)[:1024]
    if chance.random() < 0.2:
        body["forward_origin"] = {"type": "hidden_user", "sender_user_name": hostile_text(chance), "date": 1}
    return await _sends(stage, body, outcome)


async def _compare(stage: Stage, texts: list[str], files: list[bytes], outcome: Outcome) -> None:
    case = (await stage.cases())[-1]
    identity = stage.world.identities["griffier"]
    kept: list[str] = []
    contents: list[bytes] = []
    for sealed in await stage.envelopes(case.case_id):
        opened = stage.opened(sealed, identity)
        assert opened is not None
        if sealed.part == "report":
            report = json.loads(opened.content)
            kept = [m["text"] for answer in report["answers"] for m in answer["messages"]]
        else:
            contents.append(opened.content)
    outcome.wrong["texts changed"] += sum(a != b for a, b in zip(kept, texts, strict=False))
    outcome.wrong["texts changed"] += abs(len(kept) - len(texts))
    outcome.wrong["files changed"] += sorted(contents) != sorted(files)


# ---- what is sent --------------------------------------------------------------------------------------------------

_ALPHABETS = (
    "".join(map(chr, range(1, 128))),
    "<b>&amp;</b>*_[x](javascript:alert(1))`{}\\%s%n${jndi:ldap://x.invalid}'\";--",
    "אבגדהשלוםابجد\u202e\u202d\u2066\u2069\u200f",
    "\u200b\u200c\u200d\ufeff\u2060\u00ad\u034f",
    "\ud800\udfff\udc00\x00a",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿é̸̡̢̛̗̀́̂",
    "0123456789",
    "🙂",
)


def hostile_text(chance: random.Random) -> str:
    """Up to 4,096 UTF-16 units of one alphabet or of anything at all."""
    length = chance.choice((1, 3, 40, 400, chance.randrange(1, MAX_CHARACTERS), MAX_CHARACTERS))
    if chance.random() < 0.2:
        drawn = [chr(chance.randrange(0x110000)) for _ in range(length)]
    else:
        drawn = chance.choices(chance.choice(_ALPHABETS), k=length)
    return _as_much_as_fits("".join(drawn))


def _as_much_as_fits(text: str) -> str:
    """The beginning of it, in UTF-16 units as Telegram counts: a character beyond 0xFFFF is two of them."""
    if 2 * len(text) <= MAX_CHARACTERS or max(text) <= "\uffff":
        return text[:MAX_CHARACTERS]
    units = 0
    for number, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > MAX_CHARACTERS:
            return text[:number]
    return text


def hostile_file(chance: random.Random, *, large: bool) -> tuple[bytes, Update, bool]:
    """A file's content, what it says of itself, and whether it is larger than may be downloaded."""
    content = chance.choice(_CONTENTS)(chance)
    claims: Update = {"file_size": len(content)}
    too_large = False
    if large:
        content = bytes(MAX_DOWNLOAD_BYTES + chance.randrange(0, 2))
        too_large = len(content) > MAX_DOWNLOAD_BYTES
        claims["file_size"] = chance.choice((1, len(content)))
    elif chance.random() < 0.3:
        claims["file_size"] = chance.choice((0, 1, MAX_DOWNLOAD_BYTES, 10**12))
        too_large = claims["file_size"] > MAX_DOWNLOAD_BYTES
    if chance.random() < 0.2:
        del claims["file_size"]
        too_large = len(content) > MAX_DOWNLOAD_BYTES
    claims["mime_type"] = chance.choice(("image/png", "text/html", "x" * 500, "a/b\r\nc: d", "\u202e/é", ""))
    claims["file_name"] = chance.choice(
        ("../../etc/passwd", "CON.exe", hostile_text(chance), "a\x00b", "", "x" * 4000)
    )
    return content, claims, too_large


def _archive(chance: random.Random) -> bytes:
    target = io.BytesIO(_archive_of_zeros())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{chance.random()}", b"x")
    return target.getvalue()


@functools.cache
def _archive_of_zeros() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../uit.txt", bytes(2_000_000))
    return target.getvalue()


def _bomb(chance: random.Random) -> bytes:
    return _zeros() + chance.randbytes(8)


@functools.cache
def _zeros() -> bytes:
    return gzip.compress(bytes(3_000_000))


_CONTENTS = (
    lambda chance: chance.randbytes(chance.randrange(0, 3000)),
    lambda chance: b"",
    lambda chance: b"\x89PNG\r\n\x1a\n" + chance.randbytes(50),
    lambda chance: b"<svg onload=alert(1)>" + chance.randbytes(8),
    lambda chance: b"MZ" + chance.randbytes(200),
    lambda chance: b"age-encryption.org/v1\n-> X25519 " + chance.randbytes(50),
    _archive,
    _bomb,
)
