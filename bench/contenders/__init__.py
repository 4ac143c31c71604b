"""The bots that are measured, each a process of its own that speaks plain Bot API to the same load side."""
