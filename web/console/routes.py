"""Every route of the staff console."""

from typing import Annotated

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.staff import Permission, StaffMember
from web.console import (
    alerts,
    audit,
    conversation_list,
    conversations,
    erasure,
    log_in,
    people,
    reminders,
)
from web.console.kit import HOME, ConsoleKit


def routes(relais: Relais) -> APIRouter:
    """The console's routes, all under `/console`."""
    kit = ConsoleKit(relais)
    router = APIRouter()
    parts = (log_in, conversation_list, conversations, alerts, erasure, people, reminders, audit)
    for part in parts:
        router.include_router(part.routes(kit))
    router.include_router(_nothing_else(kit))
    return router


def _nothing_else(kit: ConsoleKit) -> APIRouter:
    """What no page answers: told in words too, and only to members."""
    router = kit.router()

    @router.get(HOME + "/{path:path}")
    def not_found(
        _member: Annotated[StaffMember, kit.require(Permission.USE_CONSOLE)],
    ) -> Response:
        raise HTTPException(404, "not_found")

    return router
