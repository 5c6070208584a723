"""Erasing a person with everything they wrote, after one more question."""

from typing import Annotated

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from relais import conversations, staff
from relais.staff import Permission, StaffMember
from web.console.conversation_list import ADDRESS
from web.console.kit import ConsoleKit

ERASE = ADDRESS + "/{conversation_id}/erase"


def routes(kit: ConsoleKit) -> APIRouter:
    """The question, and the act."""
    router = kit.router()
    may_erase = kit.require(Permission.ERASE_PEOPLE)

    @router.get(ERASE)
    def ask(
        request: Request, conversation_id: str, member: Annotated[StaffMember, may_erase]
    ) -> Response:
        with kit.relais.database.reading() as session:
            conversation = conversations.get_conversation(session, conversation_id)
        return kit.page(request, member, "erase.html", conversation=conversation)

    @router.post(ERASE)
    def erase(conversation_id: str, member: Annotated[StaffMember, may_erase]) -> Response:
        relais = kit.relais
        now = relais.clock.now()
        with relais.database.transaction() as session:
            person_id = conversations.get_conversation(session, conversation_id).person_id
            conversations.erase_person(session, person_id, now)
            staff.audit(session, member.id, "erase_person", "person", person_id, now)
        conversations.forget_erased(relais)
        return kit.redirect(ADDRESS, note="erased")

    return router
