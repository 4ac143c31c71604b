"""Tests of the simulator: each strictness rule, the faults, the clock, the webhook, the client and the page."""
