"""The check-ins that come back by themselves, and the care around them, one module per part."""
