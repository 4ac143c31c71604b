"""Owns what is kept, and in which form: one SQLite database, evidence files beside it, sealing and
encryption.

Must not know: Telegram, the clock, the environment or how anything is worded. Imports `conversations` at
most.

Every store is a module of plain functions that take the open transaction (`tx`) first and are called inside
`Database.transaction(...)`. Instants are aware datetimes in Python and Unix milliseconds (UTC) in the
database.
"""
