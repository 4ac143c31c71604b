"""Owns the known-answer test at start: a machine that computes wrong answers must not seal anything.

Must not know: anything of a report. The two files and their identity and passphrase are the public vectors
``hybrid`` and ``scrypt`` of the C2SP CCTV age testkit (0BSD); the signature is test 1 of RFC 8032, section
7.1.
"""

from __future__ import annotations

import base64
import hashlib

from storage.sealing.age_file import open_sealed, open_with_passphrase, seal
from storage.sealing.errors import DamagedEnvelopeError, ForgedEnvelopeError, SealingUnavailableError
from storage.sealing.mlkem768x25519 import Identity, Recipient
from storage.sealing.signing import SigningKey

_IDENTITY = "AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG"
_RECIPIENT_SHA256 = "3391361ba4a3d211173b3161b1460630cee790d95b732cd447313243226cb082"
_PASSPHRASE = "password"  # noqa: S105 - published with the vector
_PLAINTEXT_SHA256 = "013f54400c82da08037759ada907a8b864e97de81c088a182062c4b5622fd2ab"
_HYBRID_FILE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IG1sa2VtNzY4eDI1NTE5IE5mTGNnQWJ6dk5nZjBhUmI0UEFOQnZ5RHRJRERRS2Y4"
    "NEpoaEZsbnZUMU5VQWNiR05yQXJSWi9UK2JjOWw0eG1LMURTbCtQWGs2bnFxR0JoYU0xZFVpVDdYMTdUVTEvYjloYVpaUHpF"
    "YWx2WkhGRE1TZXZmaVpzaGxuU2djcFdoMHFucGdUeWJvV1RVK3pickg2WUQydWhzaGJKb2l1cWgrUHBYdERNc3RYeDRDZ3hB"
    "U3JOVmxmU2wvY2FSVGkyNFFqSVhwQ053RUU0RndIcm1Bd1VxU0hMVXpHT0hmaVcvY2hPQ1R0RFg1OTF4NDFvNmVaNC9EdDky"
    "VmhvWUtGY3BpYVdiUmhiZW5aWFVKeFBTMUMxc0s4NENWd2tESDdMSmpiWUNua3h0M21ldWw4a0tXaWhac1N0WllkLzZib3px"
    "Y3pPWDd6TjVQYmFZRDFYcFl3TXdlZHpXbVBtUXp4QnliRDhab2RjUjdoRjdXVXhTbUZWSDdFeGlZSDNaTmJEQVZjZ0d3bGtU"
    "Rm1VbWFUQ2JqR1pUdjhNK2VqbXZTdFFIZ0N0UGk0R0dSZEpGcjNIenZSem02YnZyZEYvcmRTUFJGdFJWTTdEOW83WkFBcXVE"
    "MVBCeUUwWTVZQ1I0L3ZtVGxJbFJ3RlhrNGJlK1RzQUkrR290dWpvdTZucmlnd25mcW9HaU5TdmkvWlZ2U0tuRG9aUElFNXF3"
    "T05DZWVKQjhDZVJocVhFanZndHdjMnpjV1VCdGpTSmdOTCtqODg3azJoMHhsWHBRcWxtRERIc0JPQ1AzL1ZvTStOWlVScUkr"
    "Um9UdWRjd1RsOFRnbWhHclF5dG5vdnVXRkR2RTlIZ1BBczY3ZFBSQzY0LzNSRVMzaEYyQzYvUjFwUUFuQzdTMmlTaWpKbnlG"
    "bGFESldmY1p2dk5vYW1waER2NjNrVU5iN2I5VjhFK3h3cUY4R2t1WEpuQkZEbzBQdUp6OHFXSDdzRE1FT2hJSW5tYW5EaXU2"
    "Sy85ak9DdWJZTmROY1hyalFrbmx2azFrRmRqWjJ4WW5DNlF1cUE1K3FITUJwZ3JnMzAxUFgxNTRYNEtVY3hBM1BvRnlZTmV4"
    "YUJLM25qa3M3UE54bDdIeVpJV2pqRGx6NTBXclFuRXFCamw4UlZWdW5lTDN2Z1Z5VTQ1R1NWV1FWT0g0SzZhZXBXUDArcDdX"
    "VUQ1MnJoZFZINUhQWldRTDN2OFRqRXo4MEFlYjg3KzFzMXdnTSs1c2tOWDRMcE95dWhSeFEvQ2hYc1ZaclZKOFNSc0JsTzRL"
    "K0NKMjcxckhqOGw4TkVoUkUyTy9aS0hzdDhCZS82ajVjOVNVbVJScXZJKzZiY2cwQmNxN1dpN2QwOHZEUXFqQzJjT2kxMTJD"
    "R3JhNW1hemQvTkNJQ0M4MW9Za01tVHh0TTlmaWNmSWh2dDluSGFaU1FoMjd0ekozeFJXT2Vnd3pET2FOanJ0Sjd5dkNYYlY5"
    "aVE2Ym9pQ2w2d2RtSW43azlzSTMwd0l1SGNWVTFDcitFTldocVZ5UmlBS2t0Z3Z4ZWdEbnF2UkIybjFhSEtvdnA2MEZzN1lJ"
    "RHJjbHNjUkZpa1Y0NXgwUk5CZFZ0VWtXRDQzMHZaZ2Vra1pkbndwZUh4R1Y5VEllMkZDTm9vUXpVeng2djRmdDBzWjVTWUk0"
    "OTBGMnNZWnUvc2lnNElCL0tPelZmUFhCWDlka2Z0TGdaVFd0ZlA3R0k5TmpFaXRMbi9sWVRoMmpmU0tUWVpTTStCUXQxNm0y"
    "eWcvNFg3eGZ0QTJQM2ZTeVUxeldpbmVvY3o0REt5aWxXbVZoUFJqeTlMclRQdFFXVlZOR3JWZlVzTll3V0hKWDZGd2tGN0pO"
    "YkNxTEVRdWVNalBoYzljbnI2NnVGK1d0MUlzdVRqMjc4TWd5WnFZbHI3bWtXOTF6eVdKTVNJWFRLbXF2NXVtOXlwYzNJSlVt"
    "a3ZzNjdBOTFYQTh2c3BBUnNVTTRKdwpqWVBmaWxOQU1qRjB6R1JZTVlKcVIvY1RUemJpR3hRTWhHKzh6WmFpdGljCi0tLSA3"
    "d0NnS2M0dDhrS21LSlROcllzN01vTEtIazhTcXQ4WTNvVFpjMDhzUWpNCt3fctBvvKtX3z0NMSSWrSGM1/1vgHi7+IEt2HlH"
    "FV63vV6I"
)
_SCRYPT_FILE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCByRjAvTndibFVISFRwZ1FnUnBlNUNRIDEwCmdVakV5bUZLTVZYUUVL"
    "ZE1NSEwyNG9ZZXhqRTNUSUMwTzB6R1NxSjJhVVkKLS0tIElPWGlRWVN0a29UMW12WlcydEZPcVpkaFJWdmo1OGVnQUJ4L3NX"
    "ZlpRYmMKGzXG5ofdANo6w3msn3QsIf0YWhuePe1znRSsappQEk24Ztg="
)
_ED25519_SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
_ED25519_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
    "d25bf5f0595bbe24655141438e7a100b"
)


def self_test() -> None:
    """Compare known answers, then seal, open, and see a changed file refused; takes about 20 milliseconds.

    Raises SealingUnavailableError when anything differs; the caller must not start.
    """
    try:
        passed = _derives() and _opens() and _seals() and _refuses() and _signs()
    except Exception:
        raise SealingUnavailableError from None
    if not passed:
        raise SealingUnavailableError


def _derives() -> bool:
    recipient = str(Identity.parse(_IDENTITY).recipient)
    return hashlib.sha256(recipient.encode("ascii")).hexdigest() == _RECIPIENT_SHA256


def _opens() -> bool:
    plaintexts = (
        open_sealed(_HYBRID_FILE, [Identity.parse(_IDENTITY)]),
        open_with_passphrase(_SCRYPT_FILE, _PASSPHRASE),
    )
    return all(hashlib.sha256(plaintext).hexdigest() == _PLAINTEXT_SHA256 for plaintext in plaintexts)


def _seals() -> bool:
    identity = Identity.generate()
    recipient = Recipient.parse(str(identity.recipient))
    first, second = seal(b"self-test", [recipient]), seal(b"self-test", [recipient])
    return (
        first != second and open_sealed(first, [identity]) == open_sealed(second, [identity]) == b"self-test"
    )


def _refuses() -> bool:
    changed = _HYBRID_FILE[:-1] + bytes([_HYBRID_FILE[-1] ^ 1])
    try:
        open_sealed(changed, [Identity.parse(_IDENTITY)])
    except DamagedEnvelopeError:
        return True
    return False


def _signs() -> bool:
    signing_key = SigningKey(_ED25519_SEED)
    signature = signing_key.sign(b"")
    signing_key.verifying_key.verify(signature, b"")
    try:
        signing_key.verifying_key.verify(signature, b"other")
    except ForgedEnvelopeError:
        return signature == _ED25519_SIGNATURE
    return False
