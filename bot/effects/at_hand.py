"""Owns the snapshots that were read or kept a moment ago, so that the next message need not read the same JSON again.

They are found by what is kept, byte for byte: a transaction that was rolled back, or another process that wrote in
between, cannot give an old one. Must not know what a snapshot holds.
"""

from __future__ import annotations

from conversations.snapshot import Snapshot, from_json

MOST = 64


class SnapshotsAtHand:
    """The last few snapshots, by their JSON."""

    def __init__(self) -> None:
        self._known: dict[bytes, Snapshot] = {}

    def read(self, body: bytes) -> Snapshot:
        """The snapshot in these bytes. Raises ValueError when they are none."""
        known = self._known.pop(body, None)
        return from_json(body) if known is None else known

    def keep(self, body: bytes, snapshot: Snapshot) -> None:
        """This is what `to_json` made of this snapshot; it is asked for again with the next message."""
        self._known[body] = snapshot
        while len(self._known) > MOST:
            self._known.pop(next(iter(self._known)), None)
