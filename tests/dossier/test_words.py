"""Every question of a check-in reads as a question to a case handler, on the page and in an opened dossier."""

from __future__ import annotations

import re

import pytest

from bot.dossier.files import page_texts
from bot.dossier_folder.text import answered_check_in
from conversations.aftercare.questions import FLOWS
from conversations.texts import LANGUAGES

QUESTIONS = sorted({question.id for flow in FLOWS.values() for question in flow})


def on_the_page(question: str, language: str) -> str:
    """The Fluent source of the text that the page shows for this question."""
    source = page_texts(language)
    for key in (f"dossier-ask-{question}", f"check-in-ask-{question}"):
        found = re.search(rf"^{re.escape(key)} = (.*)$", source, re.MULTILINE)
        if found:
            return found[1]
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_of_a_check_in_needs_nothing_of_the_reporters_chat(question: str, language: str) -> None:
    shown = on_the_page(question, language)
    assert "?" in shown
    assert "{" not in shown


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_to_it_can_be_opened_on_the_command_line(question: str) -> None:
    document = {"answers": {question: {"chosen": [], "messages": [{"text": "Nog niet."}]}}}
    ((asked, answered),) = answered_check_in(document)
    assert "?" in asked
    assert "…" not in asked
    assert "Nog niet." in answered
