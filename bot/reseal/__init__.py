"""Sealing again when readers change: what the server gives out, the work elsewhere, what it takes back."""
