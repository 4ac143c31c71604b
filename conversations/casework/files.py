"""Files in a case: a photo or a document beside a message or a note, sealed as evidence of the case.

Owns who hears of a file and what is said of it. A file never goes through the chat to the other side: it is opened
from the dossier. Must not know how a file is fetched or sealed, and keeps no word of what stands under it.
"""

from __future__ import annotations

from conversations.actions import Action as A
from conversations.casework.actions import reporter_rows
from conversations.casework.menus import notice_rows
from conversations.casework.model import Case, CaseTransition, inform, write_button
from conversations.effects import Bring, Button, Effect, KeepFile, Record, Rows
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.packs.model import Pack

MOST_FILES = 200
SHARED = (Step.MESSAGE, Step.QUESTION, Step.OPINION, Step.PROPOSE)
"""What goes to the other side; the rest is the case handlers' own."""


def file(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A file was sent while writing: it is fetched and sealed, and what stands under it goes the way of the words."""
    assert isinstance(event, CaseStepTaken)
    done = Button(label="button-done", action=A.CASE_DONE, anytime=True)
    if sum(1 for entry in case.ledger if entry.what == "file") >= MOST_FILES:
        full = inform(case, event.by, "case-files-full", buttons=((done,),))
        return CaseTransition(case=case, effects=(full,))
    noted = inform(case, event.by, "case-file-coming", buttons=((done,),), push=False)
    effects: tuple[Effect, ...] = (
        KeepFile(case_id=case.case_id, attachment_id=event.subject),
        *(_words(case, event) if event.text and event.value in SHARED else ()),
        Record(action="file-sent", subject_id=case.case_id),
        noted,
    )
    return CaseTransition(case=case.noted(event, "file", event.subject), effects=effects)


def _words(case: Case, event: CaseStepTaken) -> tuple[Bring, ...]:
    if event.by == case.reporter_id:
        reply = write_button(case, Step.MESSAGE, "button-reply")
        rows: Rows = ((reply,),)
        text, to = "case-message-from-reporter", case.responsible
    else:
        text, rows, to = "case-message-from-handler", reporter_rows(case), (case.reporter_id,)
    args = {"role_key": f"role-{case.role_of(event.by)}"} if event.by != case.reporter_id else {}
    return tuple(
        Bring(say=inform(case, p, text, buttons=rows, view="words", args=args), text=event.text) for p in to
    )


def file_kept(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A file is safe: the other side hears that there is one, and where it can be opened."""
    assert isinstance(event, CaseStepTaken)
    if event.value not in SHARED:
        return CaseTransition(case=case)
    if event.by == case.reporter_id:
        told: tuple[Effect, ...] = tuple(
            inform(case, p, "notice-file", buttons=notice_rows(case)) for p in case.told
        )
    else:
        role = {"role_key": f"role-{case.role_of(event.by)}"}
        told = (inform(case, case.reporter_id, "case-file-you", buttons=reporter_rows(case), args=role),)
    return CaseTransition(case=case, effects=told)
