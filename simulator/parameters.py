"""Owns how the parameters of a call are read: JSON, form or multipart, and with which type.

It must not know any method of the Bot API.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from simulator.errors import bad_request
from simulator.multipart import MultipartError, Part, parse_multipart

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The parameters of one Bot API call, and the files that came with it.

    In JSON bodies nested objects are objects; in forms they are JSON strings. Both are read.
    Every accessor raises BotApiError 400 when a value has the wrong type.
    """

    values: Json = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter came along and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as their text, as Telegram does."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            raise bad_request(f'parameter "{name}" must be a String')
        return _as_text(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number; raises when missing and there is no default."""
        if not self.has(name):
            if default is None:
                raise bad_request(f"{name} is not specified")
            return default
        try:
            return int(_as_text(self.values[name]))
        except ValueError:
            raise bad_request(f'parameter "{name}" must be an Integer') from None

    def boolean(self, name: str) -> bool:
        """A truth value: true, yes and 1 count, anything else is false."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def nested(self, name: str) -> Any:
        """An object or array: given as such in JSON, as a JSON string in a form. None when missing."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                return json.loads(value)
            except json.JSONDecodeError:
                raise bad_request(f"can't parse {name} JSON object") from None
        return value

    def object(self, name: str) -> Json | None:
        """A nested object, or None when missing."""
        value = self.nested(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def array(self, name: str) -> list[Any] | None:
        """A nested array, or None when missing."""
        value = self.nested(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array as {name.replace('_', ' ')}")
        return value

    def for_log(self) -> Json:
        """The parameters for the call log, files as their name and size."""
        shown: Json = {name: self._shown(value) for name, value in self.values.items()}
        for name, part in self.files.items():
            shown[name] = {"file_name": part.file_name, "size_bytes": len(part.content)}
        return shown

    @staticmethod
    def _shown(value: Any) -> Any:
        if isinstance(value, str) and value[:1] in "[{":
            try:
                return json.loads(value)
            except json.JSONDecodeError:
                return value
        return value


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def read_parameters(query: str, body: bytes, content_type: str) -> Parameters:
    """The parameters from the query string and the body together.

    Raises BotApiError 400 when the body cannot be read.
    """
    values: Json = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        values.update(_json_object(body))
        return Parameters(values=values)
    if kind == "multipart/form-data":
        return _from_parts(values, body, content_type)
    if kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))
    return Parameters(values=values)


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as JSON body")
    return value


def _from_parts(values: Json, body: bytes, content_type: str) -> Parameters:
    try:
        parts = parse_multipart(body, content_type)
    except MultipartError as error:
        raise bad_request(f"can't parse multipart body: {error}") from None
    files = {part.name: part for part in parts if part.file_name is not None}
    values.update({part.name: part.text for part in parts if part.file_name is None})
    return Parameters(values=values, files=files)
