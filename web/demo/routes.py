"""The phone simulator: a page, and phones whose texts take the way of any other text."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.conversations import Channel, IncomingMessage, receive
from web.demo.phones import issue_phone, phone_of
from web.demo.thread import read_texts
from web.json_body import Words, read_body
from web.pages import Pages
from web.rates import DEMO_TEXTS_OF_AN_ADDRESS, Rates
from web.taking_in import allow_danger_alone, check_length, take_in
from web.wording import language_for

TEXT_LIMIT = 1600  # characters: what Twilio joins to one message
NOT_KEPT = {"Cache-Control": "no-store"}


class DemoText(BaseModel):
    """A text written on a phone of the page, under an id the page made."""

    model_config = ConfigDict(extra="forbid")

    client_id: UUID
    text: Words


def routes(relais: Relais) -> APIRouter:
    """Everything under `/demo`."""
    router = APIRouter()
    pages = Pages(relais)
    limits = Rates(relais.settings, relais.vault)

    @router.api_route("/demo", methods=["GET", "HEAD"])
    def show_demo(lang: Annotated[str, Query(max_length=8)] = "") -> Response:
        return pages.render("demo/index.html", lang)

    @router.post("/demo/api/phones")
    def add_phone() -> Response:
        with relais.database.reading() as session:
            phone = issue_phone(session, relais.vault)
        return JSONResponse({"id": phone.id, "number": phone.number.formatted}, 201)

    @router.get("/demo/api/phones/{phone_id}/texts")
    def show_texts(phone_id: str, lang: Annotated[str, Query(max_length=8)] = "") -> Response:
        number = phone_of(relais.vault, phone_id)
        texts = read_texts(relais, number, language_for(lang))
        return JSONResponse({"texts": texts}, headers=NOT_KEPT)

    @router.post("/demo/api/phones/{phone_id}/texts")
    async def send_text(request: Request, phone_id: str) -> Response:
        sent = await read_body(request, DemoText)
        return await take_in(relais, sent.text, lambda: store(request, phone_id, sent))

    def store(request: Request, phone_id: str, sent: DemoText) -> Response:
        check_length(sent.text, TEXT_LIMIT)
        if not limits.allows_address(DEMO_TEXTS_OF_AN_ADDRESS, request):
            allow_danger_alone(relais, sent.text)
        received = receive(
            relais,
            IncomingMessage(
                channel=Channel.SMS,
                body=sent.text,
                provider_id=f"demo:{sent.client_id.hex}",
                phone=phone_of(relais.vault, phone_id),
            ),
        )
        # As the answer to a webhook would: the reply that nobody else will deliver.
        reply = received.safety_text if received.needs_twiml else None
        return JSONResponse({"id": received.message_id, "reply": reply}, 202)

    return router
