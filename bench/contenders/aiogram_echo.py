"""aiogram as its own example shows it: an echo that keeps nothing. A tapped button is answered as well."""

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

from bench.botapi import TOKEN

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "")


@dispatcher.callback_query()
async def tapped(query: CallbackQuery, bot: Bot) -> None:
    """Say which button was tapped."""
    await bot.send_message(query.from_user.id, query.data or "")
    await query.answer()


async def main() -> None:
    """Run until terminated."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BENCH_API"]))
    await dispatcher.start_polling(Bot(TOKEN, session=session))


if __name__ == "__main__":
    asyncio.run(main())
