"""Every route of the staff console."""

from fastapi import APIRouter

from relais.bootstrap import Relais
from web.console import audit, conversation_list, conversations, erasure, log_in
from web.console.kit import ConsoleKit


def routes(relais: Relais) -> APIRouter:
    """The console's routes, all under `/console`."""
    kit = ConsoleKit(relais)
    router = APIRouter()
    for room in (log_in, conversation_list, conversations, erasure, audit):
        router.include_router(room.routes(kit))
    return router
