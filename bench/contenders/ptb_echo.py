"""python-telegram-bot as its own example shows it: an echo that keeps nothing. A tapped button is answered as well."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bench.botapi import TOKEN


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say which button was tapped."""
    query = update.callback_query
    assert query is not None
    await context.bot.send_message(query.from_user.id, query.data or "")
    await query.answer()


def main() -> None:
    """Run until terminated."""
    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(TOKEN).base_url(f"{os.environ['BENCH_API']}/bot").build()
    )
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(tapped))
    app.run_polling()


if __name__ == "__main__":
    main()
