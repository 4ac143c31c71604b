"""Owns the control API: people and phones, clock, faults, limits, raw updates, the log of calls.

It must not know the methods of the Bot API.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator import phones
from simulator.errors import BotApiError, ControlError
from simulator.multipart import MultipartError, Part, parse_multipart
from simulator.phone_view import chat_as_shown, message_as_shown
from simulator.service import Service
from simulator.state import Chat, Person
from simulator.web_apps import open_web_app

Json = dict[str, Any]
Handler = Callable[[Service, Request], Awaitable[Any]]

MAX_WAIT_SECONDS = 60.0


def routes(service: Service) -> list[Route]:
    """The routes of the control API, without their prefix."""
    return [
        Route(path, _endpoint(service, handler), methods=[method]) for method, path, handler in _ENDPOINTS
    ]


def _endpoint(service: Service, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            answer = await handler(service, request)
        except ControlError as error:
            return JSONResponse({"error": error.explanation}, status_code=error.status)
        except BotApiError as error:
            return JSONResponse({"error": error.description}, status_code=400)
        except (KeyError, TypeError, ValueError, MultipartError) as error:
            return JSONResponse({"error": f"wrong request: {error!r}"}, status_code=400)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


async def _body(request: Request) -> Json:
    raw = await request.body()
    value = json.loads(raw) if raw.strip() else {}
    if not isinstance(value, dict):
        raise ControlError("the body must be a JSON object")
    return value


def _person(service: Service, request: Request) -> Person:
    return service.world.person(int(request.path_params["person_id"]))


def _chat(service: Service, request: Request, person: Person) -> Chat:
    chat_id = int(request.query_params.get("chat_id", person.id))
    if chat_id not in service.world.chats:
        raise ControlError(f"there is no chat {chat_id}", status=404)
    return service.world.chats[chat_id]


def _waiting(request: Request) -> tuple[int, float]:
    after = int(request.query_params.get("after", -1))
    return after, min(MAX_WAIT_SECONDS, float(request.query_params.get("wait", 0)))


async def _new_person(service: Service, request: Request) -> Any:
    return phones.new_person(service.world, await _body(request)).as_api()


async def _people(service: Service, request: Request) -> Any:
    return {
        "people": [person.as_api() for person in service.world.people.values()],
        "bot": service.world.bot.as_api(),
    }


async def _write(service: Service, request: Request) -> Any:
    message = phones.write(service.world, _person(service, request), await _body(request))
    return message_as_shown(service.world, message)


async def _send_files(service: Service, request: Request) -> Any:
    parts = parse_multipart(await request.body(), request.headers.get("content-type", ""))
    fields = {part.name: part.text for part in parts if part.file_name is None}
    lie = int(fields["size_override"]) if fields.get("size_override") else None
    files = [_phone_file(part, lie) for part in parts if part.name == "file" and part.file_name is not None]
    asked: Json = {name: fields.get(name) or None for name in ("caption", "chat_id", "reply_to_message_id")}
    if fields.get("forward_origin"):
        asked["forward_origin"] = json.loads(fields["forward_origin"])
    sent = phones.send_files(
        service.world, _person(service, request), files, fields.get("kind", "document"), asked
    )
    return {"messages": [message_as_shown(service.world, message) for message in sent]}


def _phone_file(part: Part, size_override_bytes: int | None) -> phones.PhoneFile:
    return phones.PhoneFile(
        content=part.content, file_name=part.file_name or None, mime_type=part.content_type,
        size_override_bytes=size_override_bytes,
    )  # fmt: skip


async def _press(service: Service, request: Request) -> Any:
    query = phones.press(service.world, _person(service, request), await _body(request))
    return {"callback_query_id": query.id, "callback_data": query.data}


async def _open_web_app(service: Service, request: Request) -> Any:
    return {"url": open_web_app(service.world, _person(service, request), await _body(request))}


async def _edit(service: Service, request: Request) -> Any:
    asked = await _body(request)
    message = phones.edit(
        service.world, _person(service, request), asked.get("chat_id"),
        int(request.path_params["message_id"]), str(asked["text"]),
    )  # fmt: skip
    return message_as_shown(service.world, message)


async def _delete(service: Service, request: Request) -> Any:
    chat_id = request.query_params.get("chat_id")
    phones.delete(service.world, _person(service, request), chat_id, int(request.path_params["message_id"]))
    return {"deleted": True}


async def _block(service: Service, request: Request) -> Any:
    phones.set_blocked(service.world, _person(service, request), True)
    return {"blocked": True}


async def _unblock(service: Service, request: Request) -> Any:
    phones.set_blocked(service.world, _person(service, request), False)
    return {"blocked": False}


async def _show_chat(service: Service, request: Request) -> Any:
    person = _person(service, request)
    chat = _chat(service, request, person)
    after, wait = _waiting(request)
    await service.world.changes.until(lambda: chat.seq > after, wait)
    return chat_as_shown(service.world, chat, person)


async def _new_group(service: Service, request: Request) -> Any:
    asked = await _body(request)
    if not service.world.people:
        raise ControlError("make a person first, who adds the bot to the group")
    adder = service.world.person(int(asked.get("added_by") or next(iter(service.world.people))))
    return phones.new_group(service.world, str(asked["title"]), adder).as_api()


async def _clock(service: Service, request: Request) -> Any:
    after, wait = _waiting(request)
    clock = service.world.clock
    await service.world.changes.until(lambda: clock.seq > after, wait)
    return clock.as_json()


async def _move_clock(service: Service, request: Request) -> Any:
    asked = await _body(request)
    if "advance_seconds" in asked:
        service.world.clock.advance(timedelta(seconds=float(asked["advance_seconds"])))
    else:
        moment = datetime.fromisoformat(str(asked["set"]))
        if moment.tzinfo is None:
            raise ControlError("a moment needs a time zone, such as 2026-11-22T09:00:00Z")
        service.world.clock.set(moment)
    service.world.touch_screen()
    return service.world.clock.as_json()


async def _screen(service: Service, request: Request) -> Any:
    """Everything the page shows in one answer, so that a browser needs one connection for it."""
    world = service.world
    after, wait = _waiting(request)
    wanted = [int(one) for one in request.query_params.get("people", "").split(",") if one]
    await world.changes.until(lambda: world.screen_seq > after, wait)
    return {
        "seq": world.screen_seq,
        "clock": world.clock.as_json(),
        "people": [person.as_api() for person in world.people.values()],
        "bot": world.bot.as_api(),
        "chats": {
            str(one): chat_as_shown(world, world.chats[one], world.people[one])
            for one in wanted
            if one in world.people
        },
    }


async def _add_fault(service: Service, request: Request) -> Any:
    return service.faults.add(await _body(request)).as_json()


async def _show_faults(service: Service, request: Request) -> Any:
    return {"faults": [rule.as_json() for rule in service.faults.rules]}


async def _clear_faults(service: Service, request: Request) -> Any:
    service.faults.clear()
    service.world.changes.ring()
    return {"faults": []}


async def _limits(service: Service, request: Request) -> Any:
    service.limits.enforce = bool((await _body(request))["enforce"])
    return {"enforce": service.limits.enforce}


async def _inject(service: Service, request: Request) -> Any:
    update = await _body(request)
    if not isinstance(update.get("update_id", 0), int):
        raise ControlError("update_id must be a whole number")
    return {"update_id": service.world.updates.inject(update)}


async def _pending(service: Service, request: Request) -> Any:
    return {"pending": service.world.updates.pending()}


async def _redeliver(service: Service, request: Request) -> Any:
    asked = await _body(request)
    ids = service.world.updates.redeliver(update_id=asked.get("update_id"), last=asked.get("last"))
    return {"update_ids": ids}


async def _next_update_id(service: Service, request: Request) -> Any:
    value = int((await _body(request))["value"])
    service.world.updates.set_next_id(value)
    return {"value": value}


async def _calls(service: Service, request: Request) -> Any:
    after, wait = _waiting(request)
    await service.world.changes.until(lambda: service.last_call > after, wait)
    return {"calls": [call for call in service.calls if call["n"] > after]}


async def _file(service: Service, request: Request) -> Any:
    stored = service.world.files.by_unique_id.get(request.path_params["unique_id"])
    if stored is None:
        raise ControlError("there is no such file", status=404)
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
    return Response(stored.content, media_type=stored.mime_type, headers=headers)


_ENDPOINTS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/people", _new_person),
    ("GET", "/people", _people),
    ("POST", "/people/{person_id:int}/messages", _write),
    ("POST", "/people/{person_id:int}/files", _send_files),
    ("POST", "/people/{person_id:int}/press", _press),
    ("POST", "/people/{person_id:int}/web_app", _open_web_app),
    ("PATCH", "/people/{person_id:int}/messages/{message_id:int}", _edit),
    ("DELETE", "/people/{person_id:int}/messages/{message_id:int}", _delete),
    ("POST", "/people/{person_id:int}/block", _block),
    ("POST", "/people/{person_id:int}/unblock", _unblock),
    ("GET", "/people/{person_id:int}/chat", _show_chat),
    ("POST", "/groups", _new_group),
    ("GET", "/clock", _clock),
    ("POST", "/clock", _move_clock),
    ("GET", "/screen", _screen),
    ("POST", "/faults", _add_fault),
    ("GET", "/faults", _show_faults),
    ("DELETE", "/faults", _clear_faults),
    ("POST", "/limits", _limits),
    ("POST", "/updates", _inject),
    ("GET", "/updates", _pending),
    ("POST", "/redeliver", _redeliver),
    ("POST", "/next_update_id", _next_update_id),
    ("GET", "/calls", _calls),
    ("GET", "/files/{unique_id:str}", _file),
)
