"""Reminders: what is going to leave and in which words, what has left, what was answered."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import Response

from relais import reminders, staff
from relais.reminders import Preview, ReminderFilter, ReminderPage, ReminderStateError
from relais.staff import Permission, StaffMember
from web.console.kit import ConsoleKit
from web.console.people import day_writer

ADDRESS = "/console/reminders"
VERBS = {"hold": reminders.hold, "release": reminders.release, "cancel": reminders.cancel}
DONE = {"hold": "held", "release": "released", "cancel": "cancelled"}


def routes(kit: ConsoleKit) -> APIRouter:
    """The list by tabs, and what is decided about one reminder."""
    router = kit.router()
    may_manage = kit.require(Permission.MANAGE_REMINDERS)

    @router.get(ADDRESS)
    @router.get(ADDRESS + "/{show}")
    def show_list(
        request: Request,
        member: Annotated[StaffMember, may_manage],
        show: ReminderFilter = ReminderFilter.COMING,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        relais = kit.relais
        with relais.database.transaction() as session:
            found = reminders.list_reminders(session, relais.vault, show, page)
            staff.audit(session, member.id, "list_reminders", "people", None, relais.clock.now())
        return kit.page(
            request,
            member,
            "reminders.html",
            found=found,
            previews=_previews(kit, found),
            tabs=list(ReminderFilter),
            holdable=reminders.HOLDABLE,
            releasable=reminders.RELEASABLE,
            cancellable=reminders.CANCELLABLE,
            quiet=(relais.settings.quiet_from, relais.settings.quiet_until),
            day=day_writer(kit, request, member),
            done=request.query_params.get("done"),
        )

    @router.post(ADDRESS + "/{reminder_id}/{verb}")
    def decide(
        reminder_id: str,
        verb: Literal["hold", "release", "cancel"],
        member: Annotated[StaffMember, may_manage],
        show: Annotated[ReminderFilter, Form()] = ReminderFilter.COMING,
    ) -> Response:
        now = kit.relais.clock.now()
        done = DONE[verb]
        try:
            with kit.relais.database.transaction() as session:
                VERBS[verb](session, reminder_id, now)
                staff.audit(session, member.id, f"{verb}_reminder", "reminder", reminder_id, now)
        except ReminderStateError:
            done = "changed_meanwhile"
        return kit.redirect(f"{ADDRESS}/{show}?done={done}")

    return router


def _previews(kit: ConsoleKit, found: ReminderPage) -> dict[str, Preview]:
    """The text of each reminder that may still leave, by its id."""
    return {
        line.reminder.id: reminders.preview(
            kit.relais,
            line.cover,
            line.reminder.ends_on,
            line.person.language,
            discreet=line.person.discreet,
        )
        for line in found.lines
        if line.reminder.state in reminders.CANCELLABLE
    }
