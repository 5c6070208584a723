"""The alerts: what was taken for a danger, who has seen to it, and what was a mistake."""

from typing import Annotated

from fastapi import APIRouter, Form, Query
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from relais import conversations, staff
from relais.conversations import AlertPage, AlertsShown
from relais.staff import Permission, StaffMember
from web.console.conversations import ONE, audited, back
from web.console.kit import ConsoleKit

ADDRESS = "/console/alerts"


def routes(kit: ConsoleKit) -> APIRouter:
    """The list of alerts, and what is decided about one on the page of its conversation."""
    router = kit.router()
    may_answer = kit.require(Permission.ANSWER_CONVERSATIONS)

    @router.get(ADDRESS)
    def show_alerts(
        request: Request,
        member: Annotated[StaffMember, kit.require(Permission.READ_CONVERSATIONS)],
        show: AlertsShown = AlertsShown.WAITING,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        with kit.relais.database.reading() as session:
            found = conversations.list_alerts(session, show, page)
            names = _names(session, found)
        return kit.page(request, member, "alerts.html", found=found, show=show, names=names)

    @router.post(ONE + "/alerts/{alert_id}/wrong")
    def mark_wrong(
        conversation_id: str, alert_id: int, member: Annotated[StaffMember, may_answer]
    ) -> Response:
        with audited(kit, member, "mark_alert_wrong", conversation_id) as (session, now):
            conversations.mark_alert_wrong(session, conversation_id, alert_id, member.id, now)
        return back(kit, conversation_id, "alert_wrong")

    @router.post(ONE + "/alerts/{alert_id}/right")
    def unmark(
        conversation_id: str, alert_id: int, member: Annotated[StaffMember, may_answer]
    ) -> Response:
        with audited(kit, member, "unmark_alert", conversation_id) as (session, _now):
            conversations.unmark_alert(session, conversation_id, alert_id)
        return back(kit, conversation_id, "alert_right")

    @router.post(ONE + "/discretion")
    def set_discretion(
        conversation_id: str,
        member: Annotated[StaffMember, may_answer],
        wanted: Annotated[bool, Form()] = False,
    ) -> Response:
        with audited(kit, member, "set_discretion", conversation_id) as (session, _now):
            conversations.set_discretion(session, conversation_id, wanted)
        return back(kit, conversation_id, "discreet" if wanted else "not_discreet")

    return router


def _names(session: Session, found: AlertPage) -> dict[str, str]:
    """Of everybody of the staff that the alerts name."""
    alerts = [line.alert for line in found.lines]
    ids = {one for a in alerts for one in (a.seen_by_id, a.handled_by_id, a.wrong_by_id) if one}
    return staff.names_of(session, list(ids))
