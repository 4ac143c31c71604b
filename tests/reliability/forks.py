"""The server that forks processes for the harnesses. There is one for all of them, so it has imported all of them.

Owns what it imports beforehand: everything, so that a start costs a fork and not a second of imports. That includes
pytest, because a forked process looks at the program that was started again. Owns as well how a worker process begins,
and where the log of a harness goes: nowhere, so that a soak prints its progress and its table.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading
from typing import TextIO

from bot.logging_setup import configure_logging

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.reliability.soaking", "bot.demo.stage", "pytest"])


def begin_worker() -> None:
    """What a worker does first. It ends with the process that started it, however that ends, and at once on Ctrl-C."""
    log_nowhere()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "only a process that was forked has a parent here"
    parent.join()
    os._exit(1)


def log_nowhere() -> None:
    """Let this process log to nowhere. A harness that reads the log itself may change that for as long as it runs."""
    configure_logging(stream=_nowhere())


@functools.cache
def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
