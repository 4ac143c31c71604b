"""Harnesses that show with figures that nothing is lost and nobody gets in. `make soak` runs them in full."""
