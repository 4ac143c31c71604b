"""Owns everything that touches the outside: Telegram, the clock, files, configuration and the command line.

Must not know what a question is, or how anything is sealed: it joins `conversations` and `storage`.
"""
