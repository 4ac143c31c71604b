"""Owns the step from plain values to PDF/A-3 with Typst: fonts of its own, no system fonts, no network.

Must not know what a dossier says. Values reach the template as JSON, so that nothing in them can be markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from bot.cli.support import CliError
from bot.dossier_pdf.glyphs import Glyphs

STANDARD: Final = "a-3a"
"""PDF/A-3, level A: every page is tagged as well, so that it can be read aloud."""

_FONTS = '("Libertinus Serif", "DejaVu Sans Mono")'
_PROBE = f'#set text(font: {_FONTS}, lang: "nl")\n#set document(title: "x")\n#json(bytes(sys.inputs.text))'
_NOT_SHOWN = re.compile(r"the text `?\"(.*?)\"`? could not be displayed", re.DOTALL)
_MOST_TRIES = 40


class Typesetter:
    """Sets documents, in a folder that is its own while it works. Typst reads binary files only from a disk, so what
    goes along lies there too: the caller chooses the folder, and removes it.

    Raises CliError when Typst is not there: it comes with the extra `pdf`.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import typst
        except ImportError:
            raise CliError("cli-error-pdf-missing") from None
        self._typst, self._folder = typst, folder
        self._fonts = typst.Fonts(include_system_fonts=False)
        self._probe = typst.Compiler(font_paths=self._fonts, ignore_system_fonts=True)
        self.glyphs = Glyphs(self._is_covered)

    def keep(self, name: str, data: bytes) -> None:
        """Have this file at hand under this name, which has to be one of ours."""
        path = self._folder / name
        path.touch(mode=0o600)
        path.write_bytes(data)

    def set(self, document: Mapping[str, Any], at: datetime) -> bytes:
        """The document as PDF/A-3, with the files that it attaches. Raises CliError when it cannot be set."""
        template = files("bot.dossier_pdf").joinpath("template.typ").read_bytes()
        self.keep("main.typ", template)
        for _ in range(_MOST_TRIES):
            self.keep("document.json", json.dumps(self._fitted(document)).encode())
            try:
                return self._compile("main.typ", at)
            except self._typst.TypstError as error:
                found = _NOT_SHOWN.search(str(error))
                if found is None or not self._refuse(found[1]):
                    raise CliError("cli-error-pdf-failed") from None
        raise CliError("cli-error-pdf-failed")

    def shows(self, name: str) -> bool:
        """Whether this file can be set as a picture: a damaged one must not keep the whole dossier from being made."""
        source = f'#set document(title: "x")\n#image("{name}", alt: "x", width: 1cm)'
        self.keep("picture.typ", source.encode())
        try:
            self._compile("picture.typ", datetime.now(UTC))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a decoder that stumbles over a damaged picture panics, which is no Exception
            return False
        return True

    def _compile(self, name: str, at: datetime) -> bytes:
        made = self._typst.compile(
            str(self._folder / name),
            root=str(self._folder),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=int(at.timestamp()),
        )
        assert isinstance(made, bytes)
        return made

    def _is_covered(self, sign: str) -> bool:
        given = {"text": json.dumps(f"a{sign}")}
        try:
            self._probe.compile(_PROBE.encode(), format="pdf", sys_inputs=given, pdf_standards=[STANDARD])
        except self._typst.TypstError as error:
            if _NOT_SHOWN.search(str(error)) is None:
                raise CliError("cli-error-pdf-failed") from None
            return False
        return True

    def _refuse(self, cluster: str) -> bool:
        """Never set these signs again; False when that changes nothing."""
        fresh = {sign for sign in cluster if not " " <= sign <= "~"} - self.glyphs.refused
        self.glyphs.refused |= fresh
        return bool(fresh)

    def _fitted(self, value: Any) -> Any:
        """The same values, with every text made fit to be set. Names of files are ours already."""
        if isinstance(value, str):
            return self.glyphs.fit(value)
        if isinstance(value, Mapping):
            return {
                name: inner
                if name in ("file", "mime", "kind", "lang", "widths", "path", "relationship", "description")
                else self._fitted(inner)
                for name, inner in value.items()
            }
        if isinstance(value, list | tuple):
            return [self._fitted(inner) for inner in value]
        return value
