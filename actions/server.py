"""The action server: what Rasa calls, on loopback, with the SDK's executor behind it."""

import json
import logging
from typing import Any

import uvicorn
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.answers import Affirm, Deny
from actions.appointments import (
    BookAppointment,
    CancelAppointment,
    ChangeAppointment,
    CheckAppointment,
    ChooseSlot,
)
from actions.care import FindCare, MorePlaces, PlaceDetails
from actions.clarify import Clarify
from actions.parts import Relais
from actions.people import DeleteMyData, TalkToPerson
from actions.reminders import ReminderReply
from actions.rights import RequiredDocuments
from actions.small_talk import ChangeLanguage, OutOfScope, StopMessages
from relais.appointments import understand_date
from relais.directory import recognise_place

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
ACTIONS = (
    RequiredDocuments,
    FindCare,
    MorePlaces,
    PlaceDetails,
    BookAppointment,
    ChooseSlot,
    ChangeAppointment,
    CancelAppointment,
    CheckAppointment,
    Affirm,
    Deny,
    Clarify,
    TalkToPerson,
    DeleteMyData,
    ChangeLanguage,
    StopMessages,
    OutOfScope,
    ReminderReply,
)


def build_actions(relais: Relais) -> list[Action]:
    """Every action of the domain, on these services."""
    return [action(relais) for action in ACTIONS]


def create_app(relais: Relais) -> Starlette:
    """The web application that Rasa calls: POST /webhook, and GET /health.

    The SDK's own server logs the request of an action that failed, with what the person wrote, and
    brings tracing and a second HTTP stack; its executor is all that is needed of it.
    """
    executor = ActionExecutor()
    for action in build_actions(relais):
        executor.register_action(action)

    async def webhook(request: Request) -> JSONResponse:
        call = _read(await request.body())
        if call is None:
            return JSONResponse({"error": "not an action call"}, status_code=400)
        try:
            result = await executor.run(call)
        except ActionNotFoundException as error:
            log.error("Rasa asks for an action that is not here: %s", error.action_name)
            body = {"error": error.message, "action_name": error.action_name}
            return JSONResponse(body, status_code=404)
        except OperationalError:
            log.error("the database does not answer: %s put off", call["next_action"])
            return JSONResponse({"error": "database"}, status_code=503)
        return JSONResponse(result.model_dump())

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "actions": len(executor.actions)})

    routes = [Route("/webhook", webhook, methods=["POST"]), Route("/health", health)]
    return Starlette(routes=routes)


def serve(relais: Relais, port: int) -> None:
    """Serve the actions on loopback until a signal comes."""
    warm_up(relais)
    config = uvicorn.Config(
        create_app(relais), host=HOST, port=port, log_config=None, access_log=False, lifespan="off"
    )
    uvicorn.Server(config).run()


def warm_up(relais: Relais) -> None:
    """Read the word lists, so that the first message need not wait for them."""
    recognise_place("")
    understand_date("", relais.clock.now(), relais.settings.zone)


def _read(body: bytes) -> dict[str, Any] | None:
    """The call, or None when it is not one."""
    try:
        call = json.loads(body)
    except ValueError:
        return None
    if not isinstance(call, dict) or not call.get("next_action") or "tracker" not in call:
        return None
    # Rasa spares us the domain, which no action reads; the executor insists on one.
    return {"domain": {}, **call}
