"""Carrying out what a conversation asks for, one module per kind of effect, inside one transaction."""
