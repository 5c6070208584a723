"""The record of what the staff looked at and did."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request

from relais import staff
from relais.staff import Permission, StaffMember
from web.console.kit import ConsoleKit


def routes(kit: ConsoleKit) -> APIRouter:
    """The page of the record."""
    router = kit.router()

    @router.get("/console/audit")
    def show_audit(
        request: Request,
        member: Annotated[StaffMember, kit.require(Permission.READ_AUDIT)],
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> HTMLResponse:
        with kit.relais.database.reading() as session:
            record = staff.list_audit(session, page)
        return kit.page(request, member, "audit.html", record=record)

    return router
