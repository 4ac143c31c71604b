"""Taking a case out of what is remembered elsewhere: out of a person's snapshot, and out of another case.

Owns what of a snapshot or a case refers to a removed case. Pure, and total: afterwards the case's id stands nowhere in
it. What a person is doing about that case stops; everything else stays.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.casework.model import Case, case_from_json, case_to_json
from conversations.draft import Draft
from conversations.snapshot import CheckIn, MenuState, Snapshot, from_json, to_json


def snapshot_without(snapshot: Snapshot, case_id: str) -> Snapshot:
    """The snapshot after this case was removed."""
    kept = replace(
        snapshot,
        filed=tuple(f for f in snapshot.filed if f.case_id != case_id),
        care=tuple(
            replace(c, call_case_id="", call_asked_at=None) if c.call_case_id == case_id else c
            for c in snapshot.care
            if c.case_id != case_id
        ),
        supplement=None if _belongs(snapshot.supplement, case_id) else snapshot.supplement,
        draft=None if _belongs(snapshot.draft, case_id) else snapshot.draft,
        check_in=_check_in_without(snapshot, case_id),
        previous_scope="" if case_id in snapshot.previous_scope else snapshot.previous_scope,
    )
    doing = (snapshot.about, snapshot.writing)
    stopped = kept.check_in != snapshot.check_in and kept.check_in is None
    if stopped or any(case_id in text for text in doing) or kept.draft != snapshot.draft:
        kept = replace(kept, state=MenuState.IDLE, path=(), about="", writing="", editing=False)
    if case_id.encode() in to_json(kept):  # a place that this module does not know: stop whatever it is
        kept = Snapshot(draft=kept.draft, filed=kept.filed, care=kept.care)
    return kept


def _belongs(draft: Draft | None, case_id: str) -> bool:
    return draft is not None and draft.draft_id.partition(":")[0] == case_id


def _check_in_without(snapshot: Snapshot, case_id: str) -> CheckIn | None:
    asked = snapshot.check_in
    if asked is None or asked.case_id == case_id:
        return None
    return replace(asked, joined=tuple(j for j in asked.joined if j.case_id != case_id))


def case_without(case: Case, case_id: str) -> Case:
    """Another case after this case was removed: it no longer says that it followed it, or was followed by it."""
    return replace(
        case,
        successor="" if case.successor == case_id else case.successor,
        predecessor="" if case.predecessor == case_id else case.predecessor,
    )


# ---- as it is kept ----------------------------------------------------------------------------------------------


def stored_snapshot_without(body: bytes, case_id: str) -> bytes:
    """The same for a snapshot as JSON; unchanged bytes when the case stands nowhere in it."""
    return to_json(snapshot_without(from_json(body), case_id)) if case_id.encode() in body else body


def stored_case_without(body: bytes, case_id: str) -> bytes:
    """The same for a case as JSON."""
    return case_to_json(case_without(case_from_json(body), case_id)) if case_id.encode() in body else body


def message_ids_of(body: bytes, case_id: str) -> tuple[int, ...]:
    """The messages in this person's chat that made up their report, from their snapshot as JSON."""
    filed = from_json(body).filed_report(case_id)
    return filed.message_ids if filed is not None else ()


def reference_of(body: bytes) -> str:
    """The reference in a case as JSON."""
    return case_from_json(body).reference
