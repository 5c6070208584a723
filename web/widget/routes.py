"""The web widget's routes: its script, its words, and the conversation of one browser."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from starlette.requests import Request
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.conversations import end_web_conversation
from web.json_body import read_body
from web.rates import READINGS_OF_A_BROWSER, Rates
from web.taking_in import TooManyRequestsError
from web.widget import script
from web.widget.bodies import ChosenLanguage, FirstWords, SentMessage
from web.widget.intake import Intake, bearer_token
from web.widget.lookout import Lookout
from web.widget.thread import read_thread
from web.wording import interface, language_for

LONGEST_WAIT = 25  # seconds
NOT_KEPT = {"Cache-Control": "no-store"}
KEPT_AN_HOUR = {"Cache-Control": "public, max-age=3600"}


def routes(relais: Relais, lookout: Lookout) -> APIRouter:
    """Everything under `/widget`, and `/widget.js`; `lookout` is where long polls wait."""
    router = APIRouter()
    router.include_router(script.routes())
    limits = Rates(relais.settings, relais.vault)
    intake = Intake(relais, limits)

    def reader(request: Request) -> str:
        """The conversation of a browser that does not ask too often."""
        conversation_id = intake.conversation_id(request)
        if not limits.allows_browser(READINGS_OF_A_BROWSER, bearer_token(request)):
            raise TooManyRequestsError
        return conversation_id

    @router.get("/widget/strings")
    def give_words(lang: Annotated[str, Query(max_length=200)] = "") -> Response:
        return JSONResponse(interface(relais.texts, language_for(lang)), headers=KEPT_AN_HOUR)

    @router.post("/widget/session")
    async def start_session(request: Request) -> Response:
        return await intake.start(request, await read_body(request, FirstWords))

    @router.put("/widget/session")
    async def speak(request: Request, conversation_id: Annotated[str, Depends(reader)]) -> Response:
        chosen = await read_body(request, ChosenLanguage)
        return await to_thread.run_sync(intake.speak, conversation_id, chosen)

    @router.delete("/widget/session")
    def end_session(conversation_id: Annotated[str, Depends(intake.conversation_id)]) -> Response:
        with relais.database.transaction() as session:
            end_web_conversation(session, conversation_id, relais.clock.now())
        return JSONResponse({"ended": True})

    @router.post("/widget/messages")
    async def send_message(request: Request) -> Response:
        return await intake.store(request, await read_body(request, SentMessage))

    @router.get("/widget/messages")
    async def read_messages(
        request: Request,
        conversation_id: Annotated[str, Depends(reader)],
        after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
        wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0,
    ) -> Response:
        messages = await to_thread.run_sync(read_thread, relais, conversation_id, after)
        if wait and not messages:
            await lookout.wait(conversation_id, after, wait, request.is_disconnected)
            messages = await to_thread.run_sync(read_thread, relais, conversation_id, after)
        return JSONResponse({"messages": messages}, headers=NOT_KEPT)

    return router
