"""Owns a strict local stand-in for Telegram's Bot API, with phones to drive it.

It must not know the bot, its storage or its conversations: it speaks HTTP and nothing else.
"""
