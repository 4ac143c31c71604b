"""The service unit: how far it shuts the bot in, and that the bot works inside."""
