"""The server that forks processes for the harnesses. There is one for all of them, so it has imported all of them.

Owns what it imports beforehand: everything, so that a start costs a fork and not a second of imports. That includes
pytest, because a forked process looks at the program that was started again.
"""

from __future__ import annotations

import multiprocessing

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.reliability.soaking", "bot.demo.stage", "pytest"])
