"""Owns Bech32 (BIP 173) without its length limit, as C2SP ``age.md`` uses it for recipients and identities.

Must not know: what the data part means. Strings are all lowercase or all uppercase; the checksum is computed
over the lowercase string. Errors never repeat the text, because it may be an identity.
"""

from __future__ import annotations

from collections.abc import Iterable

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {character: value for value, character in enumerate(_CHARSET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


class Bech32Error(ValueError):
    """The text is not Bech32."""


def _update(checksum: int, value: int) -> int:
    top = checksum >> 25
    checksum = (checksum & 0x1FFFFFF) << 5 ^ value
    for bit, term in enumerate(_GENERATOR):
        if top >> bit & 1:
            checksum ^= term
    return checksum


# For each of the 32 possible top values, the terms to add: turns five tests per symbol into one look-up.
_TERMS = tuple(_update(top << 25, 0) for top in range(32))


def _polymod(values: Iterable[int]) -> int:
    checksum = 1
    for value in values:
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _TERMS[checksum >> 25]
    return checksum


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _to_symbols(data: bytes) -> list[int]:
    padding_bits = -len(data) * 8 % 5
    number = int.from_bytes(data, "big") << padding_bits
    count = (len(data) * 8 + padding_bits) // 5
    digits = f"{number:0{count * 5}b}" if count else ""
    return [int(digits[i : i + 5], 2) for i in range(0, len(digits), 5)]


def _to_bytes(symbols: list[int]) -> bytes:
    digits = "".join(f"{symbol:05b}" for symbol in symbols)
    length, padding_bits = divmod(len(digits), 8)
    if padding_bits > 4 or "1" in digits[length * 8 :]:
        raise Bech32Error("The Bech32 padding is not zero.")
    return int(digits[: length * 8] or "0", 2).to_bytes(length, "big")


def encode(prefix: str, data: bytes) -> str:
    """Encode data under a human-readable prefix; the result has the prefix's case."""
    lower = prefix.lower()
    symbols = _to_symbols(data)
    residue = _polymod([*_expand(lower), *symbols, *[0] * _CHECKSUM_LENGTH]) ^ 1
    checksum = [residue >> 5 * (_CHECKSUM_LENGTH - 1 - i) & 31 for i in range(_CHECKSUM_LENGTH)]
    text = f"{lower}1{''.join(_CHARSET[symbol] for symbol in symbols + checksum)}"
    return text.upper() if prefix == prefix.upper() else text


def decode(text: str) -> tuple[str, bytes]:
    """Decode to the prefix (in the text's own case) and the data.

    Raises Bech32Error when the text is of mixed case, has a foreign character, a wrong checksum or non-zero
    padding.
    """
    if text != text.lower() and text != text.upper():
        raise Bech32Error("The text mixes capitals and small letters.")
    prefix, separator, rest = text.rpartition("1")
    if not separator or not prefix or len(rest) < _CHECKSUM_LENGTH:
        raise Bech32Error("The text is not Bech32.")
    if not all("!" <= c <= "~" for c in prefix):
        raise Bech32Error("The text is not Bech32.")
    try:
        symbols = [_VALUES[c] for c in rest.lower()]
    except KeyError:
        raise Bech32Error("The text has a character that Bech32 does not use.") from None
    if _polymod([*_expand(prefix.lower()), *symbols]) != 1:
        raise Bech32Error("The checksum is wrong.")
    return prefix, _to_bytes(symbols[:-_CHECKSUM_LENGTH])
