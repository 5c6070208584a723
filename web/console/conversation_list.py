"""The list of conversations: what waits for somebody first, narrowed as the member likes."""

import json
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from relais import conversations, staff
from relais.conversations import Author, ConversationFilter, Message
from relais.staff import Permission, StaffMember
from web.console.kit import COOKIE, ConsoleKit

ADDRESS = "/console/conversations"
SEARCH_LIMIT = 100  # characters


def routes(kit: ConsoleKit) -> APIRouter:
    """The list and its filter; the console's home leads to it."""
    router = kit.router()

    @router.get("/console")
    def go_to_list(
        _member: Annotated[StaffMember, kit.require(Permission.USE_CONSOLE)],
    ) -> Response:
        return kit.redirect(ADDRESS)

    @router.get(ADDRESS)
    def show_list(
        request: Request,
        member: Annotated[StaffMember, kit.require(Permission.READ_CONVERSATIONS)],
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        with kit.relais.database.reading() as session:
            wanted = _kept_filter(kit, session, request)
            found = conversations.list_conversations(session, wanted, page)
            holders = {line.conversation.held_by_id for line in found.lines} - {None}
            return kit.page(
                request,
                member,
                "conversations.html",
                found=found,
                wanted=wanted,
                is_narrowed=wanted != ConversationFilter(),
                words=_last_words(session, [line.conversation.id for line in found.lines]),
                names=staff.names_of(session, [holder for holder in holders if holder]),
                languages_in_use=conversations.languages_in_use(session),
                search_limit=SEARCH_LIMIT,
            )

    @router.post(ADDRESS)
    def narrow_list(
        request: Request,
        _member: Annotated[StaffMember, kit.require(Permission.READ_CONVERSATIONS)],
        search: Annotated[str, Form(max_length=SEARCH_LIMIT)] = "",
        language: Annotated[str, Form(max_length=8)] = "",
        show: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies defaults
        clear: Annotated[bool, Form()] = False,
    ) -> Response:
        wanted = ConversationFilter(
            search=search.strip(),
            language=language,
            needs_person="needs_person" in show,
            low_confidence="low_confidence" in show,
            danger="danger" in show,
            held="held" in show,
        )
        _keep_filter(kit, request, ConversationFilter() if clear else wanted)
        return kit.redirect(ADDRESS)

    return router


def _last_words(session: Session, conversation_ids: list[str]) -> dict[str, str]:
    """What each person wrote last, redacted: it tells more than what was answered."""
    latest = (
        select(func.max(Message.id))
        .where(Message.conversation_id.in_(conversation_ids), Message.author == Author.PERSON)
        .group_by(Message.conversation_id)
    )
    rows = session.execute(
        select(Message.conversation_id, Message.redacted).where(Message.id.in_(latest))
    )
    return {row.conversation_id: row.redacted for row in rows}


def _keep_filter(kit: ConsoleKit, request: Request, wanted: ConversationFilter) -> None:
    # In the session, not in the address: what is searched for may be somebody's name.
    text = json.dumps(asdict(wanted))
    with kit.relais.database.transaction() as session:
        staff.keep_list_filter(session, kit.relais.vault, request.cookies[COOKIE], text)


def _kept_filter(kit: ConsoleKit, session: Session, request: Request) -> ConversationFilter:
    text = staff.kept_list_filter(session, kit.relais.vault, request.cookies[COOKIE])
    return ConversationFilter(**json.loads(text)) if text else ConversationFilter()
