"""python-telegram-bot with a ConversationHandler, and a PicklePersistence that is written after every update.

The least that a bot needs to ask the same questions and to remember the answers: in the clear, and without fsync.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bench.botapi import TOKEN
from bench.script import REPORT

Context = ContextTypes.DEFAULT_TYPE


class FlushingApplication(Application[Any, Any, Any, Any, Any, Any]):
    """Writes what it remembers after every update, as it must to survive a crash of its own process."""

    async def process_update(self, update: object) -> None:
        """Handle the update, then write."""
        await super().process_update(update)
        await self.update_persistence()


def _keyboard(step: int) -> InlineKeyboardMarkup | None:
    label = REPORT[step].button if step < len(REPORT) else ""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)]]) if label else None


async def _ask(update: Update, context: Context, answer: str) -> int:
    assert context.user_data is not None
    assert update.effective_user is not None
    answers = context.user_data.setdefault("answers", [])
    answers.append(answer)
    step = len(answers)
    await context.bot.send_message(update.effective_user.id, f"Stap {step}", reply_markup=_keyboard(step))
    if answer == REPORT[-1].button:
        context.user_data.clear()
        return ConversationHandler.END
    return 0


async def written(update: Update, context: Context) -> int:
    """Keep an answer and ask the next question."""
    assert update.message is not None
    return await _ask(update, context, update.message.text or "")


async def tapped(update: Update, context: Context) -> int:
    """Keep a choice and ask the next question."""
    query = update.callback_query
    assert query is not None
    step = await _ask(update, context, query.data or "")
    await query.answer()
    return step


def main() -> None:
    """Run until terminated."""
    with tempfile.TemporaryDirectory() as folder:
        app = (
            Application.builder()
            .application_class(FlushingApplication)
            .token(TOKEN)
            .base_url(f"{os.environ['BENCH_API']}/bot")
            .persistence(PicklePersistence(Path(folder) / "kept.pickle"))
            .build()
        )
        conversation = ConversationHandler(
            entry_points=[CommandHandler("melden", written)],
            states={0: [MessageHandler(filters.TEXT, written), CallbackQueryHandler(tapped)]},
            fallbacks=[],
            name="report",
            persistent=True,
            per_message=False,
        )
        app.add_handler(conversation)
        app.run_polling()


if __name__ == "__main__":
    main()
