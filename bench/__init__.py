"""Measurements beside what people would use instead. Programs, not tests; nothing of the product imports them."""
