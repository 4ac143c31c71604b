"""Owns what an aangifte asks of a dossier: the code VPT, who reports on whose behalf, and what is still missing.

Everything here comes from the case's protocol and from what was noted in the ledger; nothing is invented. Must not know
how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.support import label, text
from bot.dossier_folder.text import clipped, person_of, state_label
from bot.dossier_pdf.blocks import Section, facts, items, paragraph
from bot.dossier_pdf.moments import stamp
from bot.dossier_pdf.reading import Document, Reading
from conversations.questions import QUESTIONS

_VPT = "vpt"
_WANTED = ("when", "channel", "behaviour", "target", "perpetrator", "effect")
"""Questions that the police ask first; what was skipped of them is named."""


def police_report(reading: Reading) -> Section:
    """The part for whoever makes the aangifte."""
    missing = list(_missing(reading))
    return Section(
        heading=text("pdf-aangifte"),
        blocks=(
            facts(_facts(reading)),
            paragraph(text("pdf-missing") if missing else text("pdf-missing-none")),
            *([items(missing)] if missing else []),
        ),
    )


def reporter_words(reading: Reading) -> str:
    """Name and office of who reported."""
    office = str(reading.reporter.get("office") or "")
    named = [clipped(reading.reporter.get("name") or ""), label(f"office-{office}", office) if office else ""]
    return ", ".join(part for part in named if part)


def _facts(reading: Reading) -> Iterator[tuple[str, str]]:
    pack, action = reading.pack, reading.police_report
    if pack is not None:
        yield text("pdf-protocol"), text("pdf-protocol-is", name=pack.name, version=str(pack.version))
    else:
        yield text("pdf-protocol"), text("pdf-protocol-unknown")
    yield text("pdf-vpt"), _vpt(reading)
    if pack is not None:
        yield text("pdf-by"), label(f"report-by-{pack.report_by.value}", pack.report_by.value)
        if pack.police.reporter_is_injured_party:
            yield text("pdf-injured"), label("police-injured-party", "")
    yield text("pdf-behalf"), reporter_words(reading)
    yield text("pdf-consent"), _consent(reading, action)
    for check, done in reading.checks(action):
        if check != _VPT:
            yield label(f"button-check-{check}", check), _done(reading, action, check, done)


def _vpt(reading: Reading) -> str:
    wanted = reading.pack is not None and reading.pack.police.vpt_code
    told = [_done(reading, a, _VPT, True) for a in reading.police_steps if (_VPT, True) in reading.checks(a)]
    if told:
        return text("pdf-vpt-told", when=told[-1])
    return text("pdf-vpt-wanted") if wanted else text("pdf-vpt-not-asked")


def _consent(reading: Reading, action: Document) -> str:
    if not action:
        return text("pdf-consent-none")
    answers = [
        e for e in reading.entries_about(action) if e.get("what") in ("yes", "no", "not-yet", "taken-back")
    ]
    if not answers:
        return state_label(action)
    return f"{state_label(action)} ({person_of(answers[-1])}, {stamp(answers[-1].get('at'))})"


def _done(reading: Reading, action: Document, check: str, done: bool) -> str:
    noted = [e for e in reading.entries_about(action) if e.get("what") == f"check-{check}"]
    if not done:
        return text("pdf-check-open")
    if not noted:
        return text("pdf-check-done")
    return f"{stamp(noted[-1].get('at'))}, {person_of(noted[-1])}"


def _missing(reading: Reading) -> Iterator[str]:
    dossier, action = reading.dossier, reading.police_report
    if not dossier.signer:
        yield text("pdf-missing-signature")
    if not reading.report:
        yield text("pdf-missing-report")
    else:
        answered = {slug for slug, _ in reading.answers()}
        asked = [q.slug for q in QUESTIONS if q.slug in _WANTED and q.slug not in answered]
        yield from (text("pdf-missing-answer", question=label(f"part-{slug}", slug)) for slug in asked)
        if reading.chose("perpetrator", "unknown"):
            yield text("pdf-missing-perpetrator")
    if dossier.missing:
        yield text("cli-open-missing", count=len(dossier.missing))
    if not reading.evidence:
        yield text("pdf-missing-evidence")
    if not action:
        yield text("pdf-missing-proposal")
    elif action.get("state") not in ("agreed", "carried-out"):
        yield text("pdf-missing-consent", state=state_label(action))
    for check, done in reading.checks(action) if action else ():
        if not done and check not in ("klachtdelict", "explained"):
            yield text("pdf-missing-check", what=label(f"button-check-{check}", check))
    if reading.pack is None:
        yield text("pdf-missing-protocol")
