"""The case handler's page: what the server does for it.

Owns who may come in, for how long, and which sealed files they get. Opens nothing: reports are opened in the handler's
own browser, by the page in `bot/dossier/page`, which is built from `dossier/`.
"""
