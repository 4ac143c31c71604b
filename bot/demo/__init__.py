"""The demonstration: the real bot with a stand-in for Telegram beside it, in a fictional municipality."""
