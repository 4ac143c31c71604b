"""Words of suicide, and what stands beside them: 113, and a person who calls.

Owns the list of words and the card. Nothing is judged, scored, kept or passed on here: the message itself goes its
normal way, and the card only offers help to whoever reads it, also when the words were somebody else's. Knows no
single conversation. Numbers come from the pack (113 Zelfmoordpreventie: 113, or 0800-0113 free of charge).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from conversations.actions import Action as A
from conversations.effects import Rows, Say
from conversations.events import AttachmentReceived, Event, MessageEdited, TextReceived
from conversations.moves import Setting, Transition, button, say
from conversations.snapshot import Snapshot

_ME = r"(?:me|mij|mijn|mn|m'n) ?(?:zelf|zelve|zelluf|eigen)"
_MY = r"(?:mijn|m'n|mn|me|dit|het)"
_END = r"(?:een |'n |n )?eind(?:e|je)?"
_MYSELF = r"(?:my ?self|meself|mysef|mysel)"
_TO_ME = (
    r"(?:van kant|(?:iets|wat) aan\w*|dood|doden|ombreng\w*|omgebracht|op ?hang\w*|verhang\w*|verdrink\w*|van het leven"
    r"|voor de kop|door het hoofd|kapot ?mak\w*|pijn ?doe\w*|snijd\w*|snij)\b"
)
_FILLER = r"(?:gewoon |echt |liever |alleen |nog |maar |het liefst |zo |er )*"

_SUICIDE = (
    r"(?:zelf|zelv|self|zlef|zef)[ -]?mo+r[dt]\w*|zelfmoo?d\b",
    r"(?:zelf|zelv)[ -]?dod\w*",
    r"suicid\w*|suisid\w*|sucide\w*|suicied\w*|suicde\w*|suecide\w*|siucid\w*|suicit\w*",
)

_DUTCH = (
    rf"{_ME} (?:\w+ ){{0,3}}?{_TO_ME}",
    rf"(?:snijd?|hang|verhang|dood|verdrink|beschadig) (?:ik )?{_ME}",
    rf"eind(?:e|je)? aan {_MY} leven",
    rf"ik (?:wil|wou|wilde|ga|zou|zal|kan) {_FILLER}{_END} aan (?:te )?maken",
    rf"ma+k (?:ik )?(?:er|dr) (?:maar |dan )?{_END} aan",
    rf"(?:ik (?:wil(?:de)?|wou|ga)|wil(?:de)? ik|zou ik|liever) {_FILLER}dood(?: zijn| gaan)?(?= |$)",
    r"(?:dat ik|ik) (?:maar |er |al )*dood (?:was|zou zijn)|was ik (?:maar |er |al )*dood|dood (?:wil|wou) zijn",
    r"niet (?:meer|langer|verder) (?:\w+ )?leven(?! in| met| van| onder)",
    r"geen zin meer in (?:het|mijn|m'n|mn|dit) leven|leven heeft (?:voor mij |echt )*geen zin",
    r"hoeft? (?:het |allemaal |voor mij |van mij )+niet meer|het hoeft niet meer voor mij",
    rf"uit {_MY} leven (?:te |wil |ga )*stap\w*|stap\w* (?:ik )?uit {_MY} leven",
    r"beter af zonder mij|zonder mij (?:\w+ ){0,2}?beter af",
    r"er (?:liever |gewoon )?niet meer (?:wil|wilde|wou|hoef) zijn",
    r"(?:wil(?:de)?|wou|hoef) (?:ik )?er (?:\w+ ){0,2}?niet (?:meer|langer) (?:te )?(?:zijn|wezen)(?= |$)",
    r"dat ik er (?:maar )?niet meer (?:was|ben)|was ik er (?:maar )?niet meer(?= |$)",
    r"ik (?:zie|zag) het niet meer zitten",
    r"(?:spring|gooi|stort|lig)\w* (?:\w+ ){0,3}?(?:voor|onder) (?:de|een|n) (?:trein|metro|vrachtwagen)",
    r"(?:voor|onder) (?:de|een|n) (?:trein|metro) (?:te |wil |ga |zou )*(?:spring|gooi|stort|lig)\w*",
    r"van (?:het|de|een) (?:dak|flat|brug|balkon) (?:af )?(?:te |wil |ga |zou )*(?:spring|stap|stort)\w*",
    r"polsen (?:door|open)(?:snij\w*)?|over ?dosis",
)

_ENGLISH = (
    rf"(?:kill|killing|kil|hang|hanging|shoot|drown|hurt|hurting|harm|harming|cut|cutting) {_MYSELF}",
    r"self[ -]?harm\w*",
    r"(?:end|ending|take|taking) my (?:own )?life|end(?:ing)? it all",
    r"(?:want|wanted|wanna|ready|rather) (?:to )?(?:just )?(?:die|be dead)\b",
    r"(?:wish|wished) (?:that )?i (?:was|were) (?:dead|never born)",
    r"better off (?:dead|without me)",
    r"(?:no|any) (?:reason|point) (?:to live|in living)|nothing (?:left )?to live for",
    r"(?:do not|don't|dont|no longer|never) want to (?:live|be alive|be here|exist|wake up)(?! in| at| with| near)",
    r"(?:cannot|can't|cant) go on living",
    r"jump (?:off|in front of|under) (?:a |the )?(?:roof|bridge|train|building|balcony)",
    r"over ?dos(?:e|ing)",
)

_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join((*_SUICIDE, *_DUTCH, *_ENGLISH))})")
_ONLY_THE_NUMBER = re.compile(r"\s*(?:bel |call )?(?:113|0800[ -]?0113)\s*[.!?]?\s*")


def crisis_words(text: str) -> bool:
    """Whether these words can be about suicide, in Dutch or English, usual misspellings included.

    Rather once too often than once too few: the only consequence is a card with a number.
    """
    plain = _plain(text)
    return bool(_PATTERN.search(plain) or _ONLY_THE_NUMBER.fullmatch(plain))


def _plain(text: str) -> str:
    """Lower case, without accents, with single spaces and plain apostrophes, without other punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    bare = bare.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    return re.sub(r"[^\w'-]+", " ", bare).strip()


def crisis_card(setting: Setting) -> Say:
    """113 and 112, and for a reporter a person who calls. No question, no judgement."""
    numbers = setting.pack.numbers
    person = ("crisis-person",) if setting.person.reports else ()
    return say(
        "crisis-card",
        *person,
        buttons=_buttons(setting),
        crisis=numbers.crisis,
        crisis_free=numbers.crisis_free,
        emergency=numbers.emergency,
    )


def _buttons(setting: Setting) -> Rows:
    if not setting.person.reports:
        return ((button(A.EMERGENCY, "button-emergency", anytime=True),),)
    return (
        (button(A.TALK_NOW, "crisis-button-talk", anytime=True),),
        (button(A.EMERGENCY, "button-emergency", anytime=True),),
    )


def help_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The card on request: the help button, /hulp or /113. What was being asked stays open."""
    return Transition(snapshot=snapshot, effects=(crisis_card(setting),))


def with_card(transition: Transition, event: Event, setting: Setting) -> Transition:
    """The same transition, with the card in front when the event brought words of suicide."""
    if not crisis_words(_text_of(event)):
        return transition
    card = crisis_card(setting)
    return transition.before(replace(card, texts=("crisis-seen", *card.texts)))


def _text_of(event: Event) -> str:
    if isinstance(event, TextReceived | MessageEdited):
        return event.text
    if isinstance(event, AttachmentReceived):
        return event.caption or ""
    return ""
