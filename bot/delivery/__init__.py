"""The outbox worker: what leaves, when, how fast, and what becomes of it."""
