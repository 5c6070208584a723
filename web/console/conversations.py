"""One conversation: reading it, taking it over, answering, handing it back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from relais import conversations, staff
from relais.bell import BellError
from relais.conversations import Channel, EmptyAnswerError, TextTooLongError
from relais.staff import Permission, StaffMember
from web.console.conversation_list import ADDRESS
from web.console.kit import ConsoleKit
from web.console.thread import read_thread
from web.errors import status_of

log = logging.getLogger(__name__)

ONE = ADDRESS + "/{conversation_id}"
TEXT_LIMIT = 1600  # characters, for the field; the room refuses more


def routes(kit: ConsoleKit) -> APIRouter:
    """The page of a conversation and what can be done there."""
    router = kit.router()
    may_read = kit.require(Permission.READ_CONVERSATIONS)
    may_answer = kit.require(Permission.ANSWER_CONVERSATIONS)

    @router.get(ONE)
    def read(
        request: Request, conversation_id: str, member: Annotated[StaffMember, may_read]
    ) -> Response:
        return _show(kit, request, member, conversation_id)

    @router.get(ONE + "/news")
    def count_news(
        conversation_id: str, _member: Annotated[StaffMember, may_read], after: int = 0
    ) -> Response:
        """How many messages came after the last one shown; tells nothing of them."""
        relais = kit.relais
        with relais.database.reading() as session:
            news = conversations.messages_after(session, relais.vault, conversation_id, after)
        return JSONResponse({"count": len(news)}, headers={"Cache-Control": "no-store"})

    @router.post(ONE + "/take-over")
    def take_over(conversation_id: str, member: Annotated[StaffMember, may_answer]) -> Response:
        with audited(kit, member, "take_over", conversation_id) as (session, now):
            conversations.take_over(session, conversation_id, member.id, now)
        return back(kit, conversation_id, "taken_over")

    @router.post(ONE + "/hand-back")
    def hand_back(conversation_id: str, member: Annotated[StaffMember, may_answer]) -> Response:
        with audited(kit, member, "hand_back", conversation_id) as (session, now):
            conversations.hand_back(session, conversation_id)
            conversations.handle_alerts(session, conversation_id, member.id, now)
        return back(kit, conversation_id, "handed_back")

    @router.post(ONE + "/settle")
    def settle(conversation_id: str, member: Annotated[StaffMember, may_answer]) -> Response:
        with audited(kit, member, "settle", conversation_id) as (session, now):
            conversations.settle(session, conversation_id)
            conversations.handle_alerts(session, conversation_id, member.id, now)
        return back(kit, conversation_id, "settled")

    @router.post(ONE + "/answer")
    def answer(
        request: Request,
        conversation_id: str,
        member: Annotated[StaffMember, may_answer],
        text: Annotated[str, Form()] = "",
    ) -> Response:
        text = text.replace("\r\n", "\n")
        try:
            note = _answer(kit, member, conversation_id, text)
        except (EmptyAnswerError, TextTooLongError) as error:
            return _show(kit, request, member, conversation_id, draft=text, error=error)
        return back(kit, conversation_id, note)

    return router


@contextmanager
def audited(
    kit: ConsoleKit, member: StaffMember, action: str, conversation_id: str
) -> Iterator[tuple[Session, datetime]]:
    """One transaction for what is done to a conversation and the record of it."""
    now = kit.relais.clock.now()
    with kit.relais.database.transaction() as session:
        yield session, now
        staff.audit(session, member.id, action, "conversation", conversation_id, now)


def back(kit: ConsoleKit, conversation_id: str, note: str) -> Response:
    """To the page of the conversation; `note` is the code of what to tell there."""
    return kit.redirect(f"{ADDRESS}/{conversation_id}", note)


def _show(
    kit: ConsoleKit,
    request: Request,
    member: StaffMember,
    conversation_id: str,
    *,
    draft: str = "",
    error: EmptyAnswerError | TextTooLongError | None = None,
) -> Response:
    in_full = staff.may(member.role, Permission.SEE_PEOPLE)
    with audited(kit, member, "read_conversation", conversation_id) as (session, now):
        conversations.see_alerts(session, conversation_id, member.id, now)
        thread = read_thread(session, kit.relais.vault, conversation_id, in_full=in_full)
    return kit.page(
        request,
        member,
        "conversation.html",
        status_code=status_of(error) if error else 200,
        thread=thread,
        conversation=thread.conversation,
        person=thread.read.person,
        address=f"{ADDRESS}/{conversation_id}",
        in_full=in_full,
        draft=draft,
        error=error.code if error else None,
        text_limit=TEXT_LIMIT,
    )


def _answer(kit: ConsoleKit, member: StaffMember, conversation_id: str, text: str) -> str:
    """Store the answer, then ring for its delivery; the code of what to tell the member."""
    relais = kit.relais
    with audited(kit, member, "answer", conversation_id) as (session, now):
        said = conversations.answer_as_staff(
            session, relais.vault, conversation_id, member.id, text, now
        )
        channel = conversations.get_conversation(session, conversation_id).channel
    if said.delivery_id is None:
        return "sent" if channel == Channel.WEB else "not_sent"
    try:
        relais.bell.delivery_waits(said.delivery_id)
    except BellError:
        log.warning("the bell is broken: delivery %s waits for the sweep", said.delivery_id)
    return "sent"
