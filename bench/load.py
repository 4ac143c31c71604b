"""The load side, a process of its own: it plays the chats, starts one contender on another core and watches it.

Run as `python -m bench.load`, with a `Job` as JSON on standard input; writes one result as JSON. Must not know any
contender's inside: it speaks Bot API over loopback and reads the contender's CPU time and memory from the kernel.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import deque
from dataclasses import asdict, dataclass, field

from bench.botapi import Api, Reply, serve
from bench.script import PRELUDE, SCRIPTS, TELLING

FIRST_CHAT = 50_000
GRIFFIER_CHAT = 40_000
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, kw_only=True)
class Job:
    """One measurement. `mode`: closed, open, paced or idle; durations in seconds; `rate` is messages a second.

    closed: each chat writes on as soon as it is answered. open: forty short messages of each chat arrive at `rate`,
    answered or not. paced: steps of reports arrive at `rate`, each in a chat that is not waiting. idle: nothing.
    `buttons` is whether the contender shows the buttons of the script; else the label itself is what is tapped.
    """

    command: list[str]
    mode: str = "closed"
    script: str = "report"
    buttons: bool = False
    chats: int = 50
    rate: float = 30.0
    warm_up_seconds: float = 2.0
    seconds: float = 5.0
    contender_core: int = 0
    load_core: int = 1


@dataclass(kw_only=True)
class Result:
    """What was seen. Latencies are seconds from an update being there to its reply; a report ends with its notice."""

    messages: int = 0
    seconds: float = 0.0
    calls: int = 0
    latencies: list[float] = field(default_factory=list)
    notice_latencies: list[float] = field(default_factory=list)
    reports: int = 0
    cpu_seconds: float = 0.0
    resident_bytes: int = 0
    unanswered: int = 0


class StuckError(Exception):
    """The contender stopped answering; the message says at which step."""


@dataclass(slots=True)
class _Chat:
    """A place for one person at a time: when their report is sent, the next person takes it."""

    chat_id: int
    step: int = 0
    asked_at: float = 0.0
    waiting: bool = False
    shown: dict[str, str] = field(default_factory=dict)


class Load:
    """Plays the chats of one job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._script = SCRIPTS[job.script]
        self._api = Api(self._replied)
        self._next_chat = FIRST_CHAT
        self._chats: dict[int, _Chat] = {}
        self._idle: deque[_Chat] = deque()
        self._asked: dict[int, deque[float]] = {}
        self._told: deque[float] = deque()
        self._counting = False
        self._playing = True
        self._prelude_left = self._to_enter = 0
        self._prelude_done = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.result = Result()

    @property
    def api(self) -> Api:
        """What the contender talks to."""
        return self._api

    async def play(self, pid: int) -> None:
        """Warm up, measure, and fill in the result."""
        await asyncio.wait_for(self._api.first_poll.wait(), 60)
        plan = {"closed": self._closed, "open": self._open, "paced": self._paced, "idle": self._nothing}
        await plan[self._job.mode](pid)
        self.result.resident_bytes = _resident_bytes(pid)

    # ---- the plans ----

    async def _nothing(self, _pid: int) -> None:
        await asyncio.sleep(self._job.seconds)

    async def _closed(self, pid: int) -> None:
        for _ in range(self._job.chats):
            self._do(self._newcomer())
        await asyncio.sleep(self._job.warm_up_seconds)
        await self._measured(pid, asyncio.sleep(self._job.seconds))
        if self.result.messages == 0:
            stuck = sorted({c.step for c in self._chats.values()})
            raise StuckError(f"no message was answered; the chats wait at steps {stuck}")
        await self._come_to_rest()

    async def _paced(self, pid: int) -> None:
        self._playing = False
        self._idle.extend(self._newcomer() for _ in range(self._job.chats))
        await self._arrivals(self._job.warm_up_seconds)
        await self._measured(pid, self._arrivals(self._job.seconds))
        await asyncio.sleep(1.0)
        self.result.unanswered = sum(c.waiting for c in self._chats.values())

    async def _arrivals(self, seconds: float) -> None:
        began = self._loop.time()
        for number in range(int(seconds * self._job.rate)):
            await asyncio.sleep(max(0.0, began + number / self._job.rate - self._loop.time()))
            if self._idle:
                self._do(self._idle.popleft())
            else:
                self.result.unanswered += 1

    async def _open(self, pid: int) -> None:
        people = int(self._job.seconds * self._job.rate / len(TELLING)) + self._job.chats
        await self._preludes(people)
        self._playing = False
        total = int(self._job.seconds * self._job.rate)
        await self._measured(pid, self._flow(list(self._chats.values()), total))
        self.result.unanswered = total - self.result.messages

    async def _preludes(self, people: int) -> None:
        at_first = min(people, self._job.chats)
        self._prelude_left, self._to_enter = people, people - at_first
        for _ in range(at_first):
            self._do(self._newcomer())
        await asyncio.wait_for(self._prelude_done.wait(), 120)
        await asyncio.sleep(0.5)

    async def _flow(self, chats: list[_Chat], total: int) -> None:
        """All messages at the rate, fifty chats at a time, and then wait for the last reply."""
        for chat in chats:
            self._asked[chat.chat_id] = deque()
        began, group = self._loop.time(), self._job.chats
        for number in range(total):
            if (late := began + number / self._job.rate - self._loop.time()) > 0:
                await asyncio.sleep(late)
            elif number % 20 == 0:
                await asyncio.sleep(0)
            batch, place = divmod(number, group * len(TELLING))
            chat = chats[(batch * group + place % group) % len(chats)]
            self._asked[chat.chat_id].append(self._loop.time())
            self._write(chat.chat_id, TELLING[place // group].text)
        quiet = self._loop.time()
        seen = -1
        while self.result.messages < total:
            if self.result.messages != seen:
                seen, quiet = self.result.messages, self._loop.time()
            if self._loop.time() - quiet > 20:
                raise StuckError(f"{total - seen} messages were never answered")
            await asyncio.sleep(0.005)

    async def _measured(self, pid: int, playing: object) -> None:
        calls, cpu, began = self._api.calls, _cpu_seconds(pid), self._loop.time()
        self._counting = True
        await playing  # type: ignore[misc]
        self._counting = False
        self.result.seconds = self._loop.time() - began
        self.result.cpu_seconds = _cpu_seconds(pid) - cpu
        self.result.calls = self._api.calls - calls

    async def _come_to_rest(self) -> None:
        self._playing = False
        for _ in range(100):
            if not any(c.waiting for c in self._chats.values()):
                return
            await asyncio.sleep(0.02)
        self.result.unanswered = sum(c.waiting for c in self._chats.values())

    # ---- one chat ----

    def _newcomer(self) -> _Chat:
        chat = _Chat(chat_id=self._next_chat)
        self._next_chat += 1
        self._chats[chat.chat_id] = chat
        return chat

    def _do(self, chat: _Chat) -> None:
        step = self._script[chat.step]
        chat.waiting, chat.asked_at = True, self._loop.time()
        if step.text:
            self._write(chat.chat_id, step.text)
        else:
            self._tap(chat, chat.shown.get(step.button, step.button))
        if self._counting and chat.step == len(self._script) - 1 and self._job.script == "report":
            self._told.append(chat.asked_at)

    def _replied(self, reply: Reply) -> None:
        if reply.chat_id == GRIFFIER_CHAT and self._told:
            self.result.notice_latencies.append(reply.at - self._told.popleft())
        asked = self._asked.get(reply.chat_id)
        if asked is not None:
            if asked:
                self.result.latencies.append(reply.at - asked.popleft())
                self.result.messages += 1
            return
        chat = self._chats.get(reply.chat_id)
        if chat is not None and chat.waiting:
            self._answered(chat, reply)

    def _answered(self, chat: _Chat, reply: Reply) -> None:
        following = chat.step + 1
        last = following == len(self._script)
        buttons: dict[str, str] = {}
        if self._job.buttons and not last and self._script[following].button:
            buttons = reply.buttons()
            if self._script[following].button not in buttons:
                return  # another message of the bot; the one that asks on is still to come
        chat.waiting = False
        if self._counting:
            self.result.messages += 1
            self.result.latencies.append(reply.at - chat.asked_at)
            self.result.reports += last and self._job.script == "report"
        chat.step, chat.shown = following, buttons
        self._go_on(chat, last)

    def _go_on(self, chat: _Chat, last: bool) -> None:
        if self._job.mode == "open":
            self._next_prelude(chat)
            return
        if last:
            del self._chats[chat.chat_id]
            chat = self._newcomer()
        if self._playing:
            self._do(chat)
        else:
            self._idle.append(chat)

    def _next_prelude(self, chat: _Chat) -> None:
        if chat.step < len(PRELUDE):
            self._do(chat)
            return
        self._prelude_left -= 1
        if self._prelude_left == 0:
            self._prelude_done.set()
        elif self._to_enter > 0:
            self._to_enter -= 1
            self._do(self._newcomer())

    def _write(self, chat_id: int, text: str) -> None:
        entities = ""
        if text.startswith("/"):
            entities = f',"entities":[{{"type":"bot_command","offset":0,"length":{len(text)}}}]'
        self._api.push(
            f'"message":{{"message_id":{self._api.message_id()},"date":1780000000,{_whose(chat_id)}'
            f',"text":{json.dumps(text)}{entities}}}}}'
        )

    def _tap(self, chat: _Chat, data: str) -> None:
        number = self._api.message_id()
        self._api.push(
            f'"callback_query":{{"id":"{number}","chat_instance":"1","data":{json.dumps(data)},{_sender(chat.chat_id)},'
            f'"message":{{"message_id":1,"date":1780000000,{_whose(chat.chat_id)},"text":"x"}}}}}}'
        )


def _sender(chat_id: int) -> str:
    return f'"from":{{"id":{chat_id},"is_bot":false,"first_name":"Proef","language_code":"nl"}}'


def _whose(chat_id: int) -> str:
    return f'"chat":{{"id":{chat_id},"type":"private","first_name":"Proef"}},{_sender(chat_id)}'


def _cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process; proc(5), fields 14 and 15 of stat."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident_bytes(pid: int) -> int:
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * _PAGE_BYTES


async def _main(job: Job) -> Result:
    os.sched_setaffinity(0, {job.load_core})
    load = Load(job)
    server, port = await serve(load.api)
    environment = {**os.environ, "BENCH_API": f"http://127.0.0.1:{port}"}
    contender = await asyncio.create_subprocess_exec(
        "taskset",
        "-c",
        str(job.contender_core),
        *job.command,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await load.play(contender.pid)
    finally:
        if contender.returncode is None:
            contender.terminate()
            try:
                await asyncio.wait_for(contender.wait(), 10)
            except TimeoutError:
                contender.kill()
                await contender.wait()
        server.close()
    return load.result


if __name__ == "__main__":
    json.dump(asdict(asyncio.run(_main(Job(**json.load(sys.stdin))))), sys.stdout)
