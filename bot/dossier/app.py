"""Owns the page's addresses: the page itself, and what it asks of the server.

Must not open anything, nor decide what follows in a case. A case handler gets the register's data of their own cases,
and only those sealed files that are sealed to them. Every answer says that nothing may be kept.
"""

from __future__ import annotations

import base64
import re
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.dossier import shown
from bot.dossier.files import NO_STORE, page_routes
from bot.dossier.launch import LaunchRefusal, LaunchRefusedError, read_launch
from bot.dossier.sessions import LONGEST, RateLimit, Sessions
from bot.dossier.shown import Reader
from bot.dossier.work import STEP_FIELDS, Answered, Asked, NotAStepError, work
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace
from bot.raw import UnreadableJsonError, cleaned, read_object
from bot.rendering import Rendering
from conversations.events import CaseEvent, DossierOpened, ReceiptConfirmed
from storage import audit, envelopes, people, recipients
from storage.database import Database, DatabaseError
from storage.recipients import KeptRecipient, RecipientState
from storage.reports import whole_age_file
from storage.sealing import InvalidRecipientError, Recipient, SealingError, is_armored

COOKIE = "ruggensteun_dossier"
COOKIE_PATH = "/dossier/"
MARK_HEADER = "X-Ruggensteun"
"""A page of another origin cannot add a header of its own without asking; so its presence shows that it is ours."""
PERSON_HEADER = "X-Ruggensteun-Person"
"""For whom the page was opened: at a shared computer the cookie may meanwhile be somebody else's."""

MAX_BODY_BYTES = 64 * 1024
MAX_PROTECTED_CHARACTERS = 16 * 1024
MAX_PASSKEYS = 8
_STRANGER = "stranger"
_NUMBER = re.compile("[0-9]{1,18}")

_EVENTS: dict[str, type[CaseEvent]] = {"received": ReceiptConfirmed, "opened": DossierOpened}


@dataclass(frozen=True, kw_only=True)
class DossierParts:
    """What the page's server needs. `after_commit` is called after each change."""

    db: Database
    place: Workplace
    clock: Clock
    sessions: Sessions
    rendering: Rendering
    token: str
    secure: bool
    after_commit: Callable[[], None] = lambda: None


class _RefusedError(Exception):
    """An answer other than what was asked for. `code` is a stable word for the page."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def dossier_app(parts: DossierParts) -> Starlette:
    """The page with its server, at /dossier/."""
    return Starlette(routes=dossier_routes(parts))


def dossier_routes(parts: DossierParts) -> list[BaseRoute]:
    """The routes of the page."""
    return [*_Server(parts).routes(), *page_routes()]


Handler = Callable[[Request], Awaitable[Response]]
ForReader = Callable[[Request, Reader], Awaitable[Response]]


class _Server:
    def __init__(self, parts: DossierParts) -> None:
        self._parts = parts
        self._place, self._db = parts.place, parts.db
        self._fe = parts.place.field_encryption
        self._entrances = RateLimit(parts.clock, most=20, seconds=60)
        self._answered = Answered()
        self._questions = RateLimit(parts.clock, most=600, seconds=60)

    def routes(self) -> list[BaseRoute]:
        base = "/dossier/api"
        return [
            Route(f"{base}/session", self._guarded(self._enter), methods=["POST"]),
            Route(f"{base}/session", self._for_reader(self._who), methods=["GET"]),
            Route(f"{base}/session", self._guarded(self._leave), methods=["DELETE"]),
            Route(f"{base}/identity", self._for_reader(self._identity), methods=["GET"]),
            Route(f"{base}/identity", self._for_reader(self._keep_identity), methods=["POST"]),
            Route(f"{base}/cases", self._for_reader(self._cases), methods=["GET"]),
            Route(f"{base}/cases/{{case_id}}", self._for_reader(self._case), methods=["GET"]),
            Route(f"{base}/cases/{{case_id}}/work", self._for_reader(self._work), methods=["POST"]),
            Route(f"{base}/cases/{{case_id}}/{{event}}", self._for_reader(self._tell), methods=["POST"]),
            Route(f"{base}/envelopes/{{envelope_id}}", self._for_reader(self._envelope), methods=["GET"]),
        ]

    # ---- who may ask --------------------------------------------------------------------------------------------

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: Request) -> Response:
            try:
                if request.headers.get(MARK_HEADER) != "dossier":
                    raise _RefusedError(HTTPStatus.FORBIDDEN, "not-the-page")
                answer = await handler(request)
            except _RefusedError as refused:
                answer = JSONResponse({"error": refused.code}, status_code=refused.status)
            except ClientDisconnect:
                answer = Response(status_code=HTTPStatus.BAD_REQUEST)
            except (DatabaseError, OSError):
                answer = JSONResponse({"error": "storage"}, status_code=HTTPStatus.SERVICE_UNAVAILABLE)
            answer.headers.update(NO_STORE)
            return answer

        return guarded

    def _for_reader(self, handler: ForReader) -> Handler:
        async def for_reader(request: Request) -> Response:
            session = self._parts.sessions.find(request.cookies.get(COOKIE, ""))
            if session is None or request.headers.get(PERSON_HEADER, session.person_id) != session.person_id:
                raise _RefusedError(HTTPStatus.UNAUTHORIZED, "no-session")
            if not self._questions.passes(session.person_id):
                raise _RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too-many")
            reader = await self._db.read(lambda tx: shown.reader_of(tx, self._place, session.person_id))
            if reader is None:
                self._parts.sessions.end_all_of(session.person_id)
                raise _RefusedError(HTTPStatus.FORBIDDEN, "not-a-handler")
            return await handler(request, reader)

        return self._guarded(for_reader)

    # ---- coming and going ---------------------------------------------------------------------------------------

    async def _enter(self, request: Request) -> Response:
        person_id = await self._proven(request)
        reader = await self._db.read(lambda tx: shown.reader_of(tx, self._place, person_id))
        if reader is None:
            raise await self._turned_away(request, "nobody", "not-a-handler", person_id)
        await self._record(person_id, "dossier-session", person_id)
        answer = JSONResponse(_who(reader))
        answer.set_cookie(
            COOKIE,
            self._parts.sessions.begin(person_id),
            max_age=int(LONGEST.total_seconds()),
            path=COOKIE_PATH,
            secure=self._parts.secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    async def _turned_away(self, request: Request, why: str, code: str, who: str = "") -> _RefusedError:
        """Only who is turned away is counted: behind a web server a stranger may share the address of everybody."""
        if not self._entrances.passes(request.client.host if request.client else ""):
            return _RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too-many")
        await self._record(who or _STRANGER, f"dossier-refused-{why}", who or "dossier")
        return _RefusedError(HTTPStatus.FORBIDDEN, code)

    async def _proven(self, request: Request) -> str:
        """Whose launch or link this is. Raises _RefusedError."""
        body, cookie = await _json(request), request.cookies.get(COOKIE, "")
        if isinstance(code := body.get("code"), str):
            person_id = self._parts.sessions.redeem(code)
            if person_id is None:
                raise await self._turned_away(request, "code", "link-used")
            self._parts.sessions.end(cookie)
            return person_id
        try:
            launch = read_launch(str(body.get("init_data", "")), self._parts.token, self._parts.clock.now())
        except LaunchRefusedError as refused:
            code = "launch-expired" if refused.reason is LaunchRefusal.EXPIRED else "launch"
            raise await self._turned_away(request, refused.reason, code) from None
        person = await self._db.read(
            lambda tx: people.person_by_telegram_id(tx, self._fe, launch.telegram_id)
        )
        if person is None:
            raise await self._turned_away(request, "nobody", "not-a-handler")
        if not self._parts.sessions.is_first_use(launch):
            session = self._parts.sessions.find(cookie)
            if session is None or session.person_id != person.person_id:
                raise await self._turned_away(request, "replayed", "launch")
        self._parts.sessions.end(cookie)
        return person.person_id

    async def _who(self, request: Request, reader: Reader) -> Response:
        return JSONResponse(_who(reader))

    async def _leave(self, request: Request) -> Response:
        self._parts.sessions.end(request.cookies.get(COOKIE, ""))
        answer = Response(status_code=HTTPStatus.NO_CONTENT)
        answer.delete_cookie(
            COOKIE, path=COOKIE_PATH, secure=self._parts.secure, httponly=True, samesite="strict"
        )
        return answer

    # ---- identities ---------------------------------------------------------------------------------------------

    async def _identity(self, request: Request, reader: Reader) -> Response:
        kept = await self._db.read(lambda tx: recipients.of_person(tx, self._fe, reader.person.person_id))
        return JSONResponse(
            {
                "register": base64.b64encode(self._place.register.verifying_key.raw).decode("ascii"),
                "recipient": reader.person.recipient,
                "kept": [
                    {
                        "recipient": k.recipient,
                        "fingerprint": Recipient.parse(k.recipient).fingerprint(),
                        "state": k.state,
                        "protected": k.protected,
                    }
                    for k in kept
                ],
            }
        )

    async def _keep_identity(self, request: Request, reader: Reader) -> Response:
        body = await _json(request)
        offered = KeptRecipient(
            recipient_id=secrets.token_hex(16),
            person_id=reader.person.person_id,
            recipient=_recipient(body),
            state=RecipientState.PENDING,
            created_at=self._parts.clock.now(),
            protected=_protected(body),
        )
        own = offered.recipient == reader.person.recipient
        await self._change(lambda tx: self._offer(tx, offered, own=own))
        return await self._identity(request, reader)

    def _offer(self, tx: sqlite3.Connection, offered: KeptRecipient, *, own: bool) -> None:
        try:
            fresh = recipients.offer(tx, self._fe, offered, recovery=str(self._place.recovery))
        except sqlite3.IntegrityError:
            raise _RefusedError(HTTPStatus.CONFLICT, "recipient-taken") from None
        if fresh and own:  # the administrator gave it along with the invitation
            recipients.confirm(tx, self._fe, offered.recipient_id, offered.recipient)
        audit.record(
            tx,
            at=offered.created_at,
            actor=offered.person_id,
            action="recipient-offered" if fresh and not own else "identity-kept",
            subject=offered.recipient_id if fresh else offered.person_id,
        )

    # ---- cases --------------------------------------------------------------------------------------------------

    async def _cases(self, request: Request, reader: Reader) -> Response:
        finished = request.query_params.get("finished") == "1"
        listed = await self._db.read(lambda tx: shown.case_list(tx, self._place, reader, finished=finished))
        return JSONResponse({"now": self._parts.clock.now().isoformat(), **listed})

    async def _case(self, request: Request, reader: Reader) -> Response:
        case_id = request.path_params["case_id"]
        return JSONResponse(await self._db.read(lambda tx: self._detail(tx, reader, case_id)))

    def _detail(self, tx: sqlite3.Connection, reader: Reader, case_id: str) -> dict[str, Any]:
        if (detail := self._still(tx, reader, case_id)) is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "no-case")
        return detail

    def _still(self, tx: sqlite3.Connection, reader: Reader, case_id: str) -> dict[str, Any] | None:
        """The case as it is now; None for who may not see it, such as who stepped back from it a moment ago."""
        case = shown.case_for(tx, self._place, reader, case_id)
        now = {"now": self._parts.clock.now().isoformat()}
        return now | shown.case_detail(tx, self._place, reader, case) if case is not None else None

    def _told_of(self, tx: sqlite3.Connection, reader: Reader, case_id: str) -> None:
        """Only who was asked to take a case up can do something in it. Raises _RefusedError."""
        case = shown.case_for(tx, self._place, reader, case_id)
        if case is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "no-case")
        if reader.person.person_id not in case.told:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "not-yours")

    async def _tell(self, request: Request, reader: Reader) -> Response:
        """What a handler does in a case goes through the case itself, as from the chat."""
        case_id, event_type = request.path_params["case_id"], _EVENTS.get(request.path_params["event"])
        if event_type is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "no-step")
        occasion = Occasion(at=self._parts.clock.now(), nonce=secrets.token_hex(16), person=reader.person)
        event = event_type(at=occasion.at, nonce=occasion.nonce, by=reader.person.person_id)

        def work(tx: sqlite3.Connection) -> dict[str, Any]:
            self._told_of(tx, reader, case_id)
            Executor(self._place, tx, occasion).tell_case(case_id, event)
            return self._detail(tx, reader, case_id)

        return JSONResponse(await self._change(work))

    async def _work(self, request: Request, reader: Reader) -> Response:
        """A step in a case, as from the chat; its answers come here."""
        body = await _json(request)
        texts = {name: body.get(name, "") for name in STEP_FIELDS}
        if not all(isinstance(text, str) for text in texts.values()):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "unreadable")
        asked = Asked(case_id=request.path_params["case_id"], **{n: cleaned(t) for n, t in texts.items()})
        occasion = Occasion(at=self._parts.clock.now(), nonce=secrets.token_hex(16), person=reader.person)

        def take(tx: sqlite3.Connection) -> dict[str, Any]:
            if (before := self._answered.find(reader.person.person_id, asked)) is not None:
                return {**before, "case": self._still(tx, reader, asked.case_id)}
            self._told_of(tx, reader, asked.case_id)
            try:
                answered = work(tx, self._place, self._parts.rendering, occasion, asked)
            except NotAStepError:
                raise _RefusedError(HTTPStatus.BAD_REQUEST, "no-step") from None
            return {**answered, "case": self._still(tx, reader, asked.case_id)}

        done = await self._change(take)
        self._answered.keep(reader.person.person_id, asked, done)
        return JSONResponse(done)

    async def _envelope(self, request: Request, reader: Reader) -> Response:
        number, who, at = request.path_params["envelope_id"], reader.person.person_id, self._parts.clock.now()
        envelope_id = int(number) if _NUMBER.fullmatch(number) else -1

        def work(tx: sqlite3.Connection) -> envelopes.StoredEnvelope:
            if (found := shown.envelope_for(tx, self._place, reader, envelope_id)) is None:
                raise _RefusedError(HTTPStatus.NOT_FOUND, "no-envelope")
            audit.record(tx, at=at, actor=who, action="envelope-fetched", subject=found.case_id)
            return found

        found = await self._change(work)
        age_file = whole_age_file(found, self._place.register.evidence_folder)
        return Response(age_file, media_type="application/octet-stream")

    # ---- changes ------------------------------------------------------------------------------------------------

    async def _change(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        done = await self._db.transaction(work)
        self._parts.after_commit()
        return done

    async def _record(self, actor: str, action: str, subject: str) -> None:
        at = self._parts.clock.now()
        await self._db.transaction(
            lambda tx: audit.record(tx, at=at, actor=actor, action=action, subject=subject)
        )


def _who(reader: Reader) -> dict[str, str]:
    person = reader.person
    return {"person": person.person_id, "name": person.name, "role": person.role, "language": person.language}


async def _json(request: Request) -> dict[str, Any]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
    try:
        return dict(read_object(bytes(body)))
    except UnreadableJsonError:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "unreadable") from None


def _recipient(body: dict[str, Any]) -> str:
    try:
        return str(Recipient.parse(str(body.get("recipient", ""))))
    except InvalidRecipientError:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "recipient") from None


def _protected(body: dict[str, Any]) -> dict[str, Any]:
    """The protected identity: one age file under a passphrase, and any number under passkeys. Never an open one."""
    passphrase, passkeys = body.get("passphrase"), body.get("passkeys", [])
    if not isinstance(passkeys, list) or len(passkeys) > MAX_PASSKEYS:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "protected")
    for file in (passphrase, *passkeys):
        if not isinstance(file, str) or len(file) > MAX_PROTECTED_CHARACTERS or not _is_age_file(file):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "protected")
    return {"passphrase": passphrase, "passkeys": passkeys}


def _is_age_file(text: str) -> bool:
    try:
        return is_armored(text.encode("ascii"))
    except (SealingError, UnicodeEncodeError):
        return False
