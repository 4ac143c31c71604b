"""A whole small world for demonstrations and end-to-end tests: a fictional municipality with a fresh database.

Owns making the directories, keys, configuration and invitations of an organisation that does not exist. Uses only what
a real installation uses; nothing in the bot knows that it is being demonstrated.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Config, Dossier, Organisation, Storage, Telegram
from storage import invitations
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.invitations import Invitation
from storage.migrations import migrate
from storage.people import PersonKind
from storage.sealing import Identity, SigningKey

MUNICIPALITY = "Gemeente Veldermeer"
DEMO_PASSPHRASE = "veldermeer-demo"  # noqa: S105 (printed on the screen; it protects nothing real)


@dataclass(frozen=True, kw_only=True)
class Character:
    """Somebody in the fictional municipality. `role` is empty for a reporter.

    Without `recipient` a case handler has no key yet and makes one on the dossier page.
    """

    name: str
    first_name: str
    kind: PersonKind
    office: str = ""
    role: str = ""
    language: str = "nl"
    recipient: bool = True


REPORTER = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
GRIFFIER = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)


@dataclass(frozen=True, kw_only=True)
class World:
    """The directories and keys of a demonstration. `identities` are by role; they never reach the bot."""

    config: Config
    field_encryption: FieldEncryption
    identities: dict[str, Identity]
    recovery: Identity
    signing_key: SigningKey

    async def invite(self, character: Character, now: datetime) -> str:
        """Make an invitation for somebody, as `ruggensteun invite` does; the token of its link."""
        token = secrets.token_urlsafe(32)
        identity = self.identities.get(character.role) if character.recipient else None
        invitation = Invitation(
            invitation_id=secrets.token_hex(16),
            kind=character.kind,
            role=character.role,
            office=character.office,
            name=character.name,
            language=character.language,
            recipient=str(identity.recipient) if identity else None,
            expires_at=now + timedelta(days=14),
        )
        db = await Database.open(self.config.database_path)
        try:
            await db.transaction(
                lambda tx: invitations.add_invitation(tx, self.field_encryption, invitation, token)
            )
        finally:
            await db.close()
        return token


async def make_world(
    folder: Path,
    *,
    token: str,
    base_url: str,
    base_file_url: str,
    pack: str = "maassluis",
    roles: tuple[str, ...] = ("griffier",),
    dossier_port: int = 0,
) -> World:
    """Make a fresh world in an empty folder: keys outside the data directory, an encrypted database, a recovery key.

    With `dossier_port` the case handler's page runs there.
    """
    data, keys = folder / "data", folder / "keys"
    data.mkdir(mode=0o700, parents=True)
    keys.mkdir(mode=0o700)
    operational, signing, recovery = OperationalKey.generate(), SigningKey.generate(), Identity.generate()
    _write(keys / "operational.key", operational.serialise())
    _write(keys / "signing.key", signing.serialise())
    _write(keys / "bot.token", token)
    _write(data / "recovery-recipient.txt", str(recovery.recipient))
    config = Config(
        organisation=Organisation(
            name=MUNICIPALITY, pack=pack, recovery_fingerprint=recovery.recipient.fingerprint()
        ),
        storage=Storage(
            data_directory=data,
            operational_key_file=str(keys / "operational.key"),
            signing_key_file=str(keys / "signing.key"),
        ),
        telegram=Telegram(token_file=str(keys / "bot.token"), base_url=base_url, base_file_url=base_file_url),
        dossier=Dossier(enabled=True, public_url=f"http://localhost:{dossier_port}", listen_port=dossier_port)
        if dossier_port
        else Dossier(),
    )
    db = await Database.open(config.database_path, create=True)
    try:
        await migrate(db)
    finally:
        await db.close()
    return World(
        config=config,
        field_encryption=FieldEncryption(operational),
        identities={role: Identity.generate() for role in roles},
        recovery=recovery,
        signing_key=signing,
    )


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="utf-8")
