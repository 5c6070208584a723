"""People who agreed to reminders: the list, the search, the form, and one person."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated

from babel.dates import format_date
from fastapi import APIRouter, Form, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from relais import reminders, rights, staff
from relais.reminders import Field, FieldError, PeoplePage
from relais.replies import LANGUAGES
from relais.rights import Cover
from relais.staff import Permission, StaffMember
from web.console import people_import
from web.console.formats import LOCALES
from web.console.kit import ConsoleKit

ADDRESS = "/console/people"
NEW = ADDRESS + "/new"
ONE = ADDRESS + "/{person_id}"
SEARCH_LIMIT = 100  # characters
RIGHT_FIELDS = [Field.COVER, Field.ENDS_ON, Field.FILED]


class PersonForm(BaseModel):
    """What is typed of a person, as it is typed."""

    name: str = ""
    phone: str = ""
    language: str = ""
    cover: str = ""
    ends_on: str = ""
    filed: str = ""
    consent: str = ""

    def written(self) -> dict[Field, str]:
        """The same, by field."""
        return {field: getattr(self, field.name.lower()) for field in Field}


def routes(kit: ConsoleKit) -> APIRouter:
    """The list and the search, the form, the import, one person and what is done to them."""
    router = APIRouter()
    # One person comes last: its address is that of any word.
    for part in (_list_routes, _new_routes, people_import.routes, _person_routes):
        router.include_router(part(kit))
    return router


def _list_routes(kit: ConsoleKit) -> APIRouter:
    router = kit.router()
    may_see = kit.require(Permission.SEE_PEOPLE)

    @router.get(ADDRESS)
    def show_list(
        request: Request,
        member: Annotated[StaffMember, may_see],
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        relais = kit.relais
        with relais.database.transaction() as session:
            found = reminders.list_people(session, relais.vault, page)
            staff.audit(session, member.id, "list_people", "people", None, relais.clock.now())
        return _list_page(kit, request, member, found)

    # By POST: neither a name nor a number may be part of an address.
    @router.post(ADDRESS)
    def search(
        request: Request,
        member: Annotated[StaffMember, may_see],
        wanted: Annotated[str, Form(max_length=SEARCH_LIMIT)] = "",
    ) -> Response:
        relais = kit.relais
        with relais.database.transaction() as session:
            found = reminders.find_people(session, relais.vault, wanted)
            only = found.lines[0].person.id if found.total == 1 else None
            staff.audit(session, member.id, "search_people", "person", only, relais.clock.now())
        return _list_page(kit, request, member, found, wanted)

    return router


def _new_routes(kit: ConsoleKit) -> APIRouter:
    router = kit.router()
    may_edit = kit.require(Permission.EDIT_PEOPLE)

    @router.get(NEW)
    def show_form(request: Request, member: Annotated[StaffMember, may_edit]) -> Response:
        return _form_page(kit, request, member, PersonForm(), [])

    @router.post(NEW)
    def add(
        request: Request,
        member: Annotated[StaffMember, may_edit],
        form: Annotated[PersonForm, Form()],
    ) -> Response:
        now = kit.relais.clock.now()
        entry, errors = reminders.read_entry(form.written(), _today(kit, now))
        if entry is None:
            return _form_page(kit, request, member, form, errors)
        with kit.relais.database.transaction() as session:
            person = reminders.add_person(
                session,
                kit.relais.vault,
                name=entry.name,
                phone=entry.phone,
                language=entry.language,
                consented=True,
                cover=entry.cover,
                ends_on=entry.ends_on,
                filed_by_association=entry.filed_by_association,
                now=now,
            )
            staff.audit(session, member.id, "add_person", "person", person.id, now)
        reminders.plan_reminders(kit.relais)
        return kit.redirect(f"{ADDRESS}/{person.id}?done=added")

    return router


def _person_routes(kit: ConsoleKit) -> APIRouter:
    router = kit.router()
    may_edit = kit.require(Permission.EDIT_PEOPLE)

    @router.get(ONE)
    def show_person(
        request: Request,
        person_id: str,
        member: Annotated[StaffMember, kit.require(Permission.SEE_PEOPLE)],
    ) -> Response:
        return _person_page(kit, request, member, person_id, PersonForm(), [])

    @router.post(ONE + "/rights")
    def record_right(
        request: Request,
        person_id: str,
        member: Annotated[StaffMember, may_edit],
        form: Annotated[PersonForm, Form()],
    ) -> Response:
        now = kit.relais.clock.now()
        values, errors = reminders.read_fields(form.written(), _today(kit, now), RIGHT_FIELDS)
        if errors:
            return _person_page(kit, request, member, person_id, form, errors)
        ends = (values[Field.COVER], values[Field.ENDS_ON], values[Field.FILED])
        with kit.relais.database.transaction() as session:
            reminders.read_person(session, kit.relais.vault, person_id)  # is there such a person?
            rights.record_right(session, person_id, *ends, now)
            staff.audit(session, member.id, "record_right", "person", person_id, now)
        reminders.plan_reminders(kit.relais)
        return kit.redirect(f"{ADDRESS}/{person_id}?done=right")

    @router.post(ONE + "/no-reminders")
    def withdraw_consent(person_id: str, member: Annotated[StaffMember, may_edit]) -> Response:
        now = kit.relais.clock.now()
        with kit.relais.database.transaction() as session:
            reminders.withdraw_consent(session, person_id, now)
            staff.audit(session, member.id, "withdraw_consent", "person", person_id, now)
        return kit.redirect(f"{ADDRESS}/{person_id}?done=no_reminders")

    return router


def _today(kit: ConsoleKit, now: datetime) -> date:
    return now.astimezone(kit.relais.settings.zone).date()


def day_writer(kit: ConsoleKit, request: Request, member: StaffMember) -> Callable[[date], str]:
    """What writes a day in the member's language: `22 nov. 2026`."""
    locale = LOCALES[kit.language(request, member)]
    return lambda day: format_date(day, "d MMM yyyy", locale=locale)


def _list_page(
    kit: ConsoleKit,
    request: Request,
    member: StaffMember,
    found: PeoplePage,
    wanted: str | None = None,
) -> Response:
    return kit.page(
        request,
        member,
        "people.html",
        found=found,
        wanted=wanted,
        search_limit=SEARCH_LIMIT,
        day=day_writer(kit, request, member),
        done=request.query_params.get("done"),
    )


def _form_page(
    kit: ConsoleKit,
    request: Request,
    member: StaffMember,
    form: PersonForm,
    errors: Sequence[FieldError],
) -> Response:
    return kit.page(
        request,
        member,
        "people_new.html",
        status_code=422 if errors else 200,
        form=form,
        problems=_problems(errors),
        languages_spoken=LANGUAGES,
        covers=list(Cover),
    )


def _person_page(
    kit: ConsoleKit,
    request: Request,
    member: StaffMember,
    person_id: str,
    form: PersonForm,
    errors: Sequence[FieldError],
) -> Response:
    relais = kit.relais
    with relais.database.transaction() as session:
        read = reminders.read_person(session, relais.vault, person_id)
        staff.audit(session, member.id, "read_person", "person", person_id, relais.clock.now())
    return kit.page(
        request,
        member,
        "people_one.html",
        status_code=422 if errors else 200,
        read=read,
        form=form,
        problems=_problems(errors),
        covers=list(Cover),
        address=f"{ADDRESS}/{person_id}",
        day=day_writer(kit, request, member),
        done=request.query_params.get("done"),
    )


def _problems(errors: Sequence[FieldError]) -> dict[str, str]:
    """The name of what is wrong with each field of the form."""
    return {error.field.name.lower(): error.problem.name for error in errors if error.field}
