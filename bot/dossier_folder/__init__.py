"""A dossier as a folder: written sealed on the server, opened on the computer of a case handler."""
