"""Owns the printable recovery sheet of an identity: one self-contained A4 page, in Dutch and English.

Must not know: the identity itself or its passphrase. It receives only what may stand on paper: the recipient
and the identity as protected by the passphrase.
"""

from __future__ import annotations

from datetime import date
from html import escape

import segno

from conversations.texts import LANGUAGES, load_catalogue
from storage.sealing import Recipient, check_words

_STYLE = """
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { font: 9.5pt/1.35 system-ui, sans-serif; color: #000; background: #fff }
body { max-width: 186mm; margin: 0 auto }
h1 { font-size: 14pt; margin: 0 0 1mm } h2 { font-size: 10.5pt; margin: 3mm 0 1mm } p { margin: 0 0 1.5mm }
.languages { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
.digits { font: bold 17pt/1.3 ui-monospace, monospace; margin: 0 }
.protected { display: grid; grid-template-columns: 66mm 1fr; gap: 5mm; align-items: center }
.protected svg { width: 66mm; height: 66mm; display: block }
pre { font: 8pt/1.35 ui-monospace, monospace; margin: 0 }
pre.recipient { font-size: 6pt; line-height: 1.25; white-space: pre-wrap; overflow-wrap: anywhere }
"""


def recovery_sheet(*, recipient: Recipient, protected_identity: str, made_on: date, whose: str) -> str:
    """Return the page as HTML. ``protected_identity`` is the armored passphrase file, shown as text and QR
    code; ``whose`` is the name or office that the key belongs to."""
    qr = segno.make(protected_identity, error="m", micro=False)
    picture = qr.svg_inline(scale=1, border=2, omitsize=True)
    columns = "".join(_explanation(language, made_on, whose) for language in LANGUAGES)
    return f"""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{_both("key-sheet-title")}</title>
<style>{_STYLE}</style>
</head>
<body>
<div class="languages">{columns}</div>
<h2>{_both("key-sheet-fingerprint")}</h2>
<p class="digits">{escape(check_words(recipient))}</p>
<p class="digits">{escape(recipient.fingerprint())}</p>
<h2>{_both("key-sheet-protected")}</h2>
<div class="protected">{picture}<pre>{escape(protected_identity)}</pre></div>
<h2>{_both("key-sheet-recipient")}</h2>
<pre class="recipient">{escape(str(recipient))}</pre>
</body>
</html>
"""


def _explanation(language: str, made_on: date, whose: str) -> str:
    def text(key: str) -> str:
        return escape(load_catalogue().format(key, language, {"date": made_on.isoformat(), "whose": whose}))

    return (
        f'<div lang="{language}"><h1>{text("key-sheet-title")}</h1>'
        f"<p><strong>{text('key-sheet-whose')}</strong></p><p>{text('key-sheet-made')}</p>"
        f"<p>{text('key-sheet-what')}</p><p><strong>{text('key-sheet-keep')}</strong></p>"
        f"<h2>{text('key-sheet-restore-title')}</h2><p>{text('key-sheet-restore')}</p>"
        f"<p>{text('key-sheet-without')}</p><p>{text('key-sheet-fingerprint-why')}</p>"
        f"<p>{text('key-sheet-lost')}</p></div>"
    )


def _both(key: str) -> str:
    return escape(" / ".join(load_catalogue().format(key, language) for language in LANGUAGES))
