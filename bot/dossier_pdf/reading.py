"""Owns what is looked up in an opened dossier: the report, the ledger as it is now, its police report, who reported.

Pure; must not know how anything is shown. A document of another shape than expected reads as one that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.dossier_folder.files import Dossier, EvidenceFile, OpenedPart, dicts
from conversations.casework.measures import NOTIFICATION, REPORT
from conversations.casework.model import ActionState, CaseAction
from conversations.casework.police import checks_of
from conversations.packs.model import Pack

Document = dict[str, Any]

PUBLIC = ("report", "supplement", "ledger", "damage")
"""What goes along always. Anything else is between the reporter and the case handler, or the handler's own, and goes
along only when asked for: messages, notes, check-ins, and whatever a newer version seals."""


@dataclass(frozen=True)
class Reading:
    """A dossier as somebody reads it. `pack` is the protocol of the case, when this computer has that version; with
    `complete`, what was said in confidence is read too."""

    dossier: Dossier
    pack: Pack | None = field(repr=False)
    complete: bool = False

    def of_kind(self, *kinds: str) -> list[tuple[OpenedPart, Document]]:
        """The documents of these kinds, in the order in which they were sealed."""
        found = [(p, d) for p, d in self.dossier.documents if d.get("kind") in kinds]
        return sorted(found, key=lambda pair: (pair[0].header.created_at, pair[0].header.revision))

    @property
    def private(self) -> list[tuple[OpenedPart, Document]]:
        """The documents that are confidential, in the order in which they were sealed."""
        return self.of_kind(*{str(d.get("kind")) for _, d in self.dossier.documents} - set(PUBLIC))

    @cached_property
    def evidence(self) -> tuple[EvidenceFile, ...]:
        """The files that go along: those that belong to something confidential only with `complete`."""
        shared = _listed(document for _, document in self.of_kind(*PUBLIC))
        hidden = set() if self.complete else _listed(document for _, document in self.private) - shared
        return tuple(file for file in self.dossier.evidence if file.opened.part not in hidden)

    @cached_property
    def report(self) -> Document:
        """The report; empty when it is not in this dossier."""
        found = self.of_kind("report")
        return found[-1][1] if found else {}

    @cached_property
    def ledger(self) -> Document:
        """The ledger in its last revision, which is the whole story; empty when there is none."""
        found = sorted(self.of_kind("ledger"), key=lambda pair: pair[0].header.revision)
        return found[-1][1] if found else {}

    @property
    def entries(self) -> list[Document]:
        """The lines of the ledger, as they were written down."""
        return dicts(self.ledger, "entries")

    @property
    def actions(self) -> list[Document]:
        """The measures that were proposed or asked for."""
        return dicts(self.ledger, "actions")

    def answers(self) -> Iterator[tuple[str, Document]]:
        """Every answered question of the report with its slug."""
        for answer in dicts(self.report, "answers"):
            yield str(answer.get("question")), answer

    def answer(self, slug: str) -> Document:
        """The answer to one question; empty when it was skipped."""
        return next((answer for asked, answer in self.answers() if asked == slug), {})

    def chose(self, slug: str, option: str) -> bool:
        """Whether this option was chosen at this question."""
        chosen = self.answer(slug).get("chosen")
        return isinstance(chosen, list) and option in chosen

    @property
    def reporter(self) -> Document:
        """Name and office of who reported."""
        found = self.report.get("reporter")
        return found if isinstance(found, dict) else {}

    @cached_property
    def police_report(self) -> Document:
        """The aangifte among the measures, the last one that was not dropped; empty when there is none."""
        return self._last(REPORT)

    @cached_property
    def police_steps(self) -> list[Document]:
        """Everything among the measures in which the police take part."""
        return [a for a in self.actions if a.get("measure") in (NOTIFICATION, REPORT)]

    def checks(self, action: Document) -> list[tuple[str, bool]]:
        """What belongs to a police step according to the protocol, and whether it was done."""
        done = tuple(str(c) for c in action.get("done") or () if isinstance(c, str))
        if self.pack is None:
            return [(check, True) for check in done]
        taken = CaseAction(
            action_id="", measure=str(action.get("measure")), state=ActionState.PROPOSED, checks=done
        )
        return [(check, check in done) for check in checks_of(taken, self.pack)]

    def entries_about(self, action: Document) -> list[Document]:
        """The lines of the ledger about one measure."""
        return [e for e in self.entries if e.get("about") == action.get("action")]

    def _last(self, measure: str) -> Document:
        found = [a for a in self.actions if a.get("measure") == measure and a.get("state") != "dropped"]
        return found[-1] if found else {}


def _listed(documents: Iterable[Document]) -> set[str]:
    return {str(item.get("part")) for document in documents for item in dicts(document, "evidence")}
