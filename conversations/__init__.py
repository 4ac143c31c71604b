"""What is asked, in which order, and what follows from an answer.

Pure: no I/O, no clock, no randomness, no logging, no Telegram. Time and fresh ids arrive in events; what must
happen leaves as effects. This package does not know how anything is stored or sent.
"""
