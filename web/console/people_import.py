"""Importing people from a file: read first, every error shown, kept only by a second form."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from relais import reminders, staff
from relais.reminders import FileProblem, PeopleFileError, Row
from relais.staff import Permission, StaffMember
from relais.vault import VaultError
from web.console.kit import ConsoleKit

ADDRESS = "/console/people/import"
TEMPLATE = "/console/people/template.csv"
LIST = "/console/people"
CONFIRM_WITHIN = timedelta(hours=1)
SHOWN_ROWS = 100
FIELD_LIMIT = 1_000_000  # a form field may be 1 MB


def routes(kit: ConsoleKit) -> APIRouter:
    """The template, the upload with its preview, and the import itself."""
    router = kit.router()
    may_import = kit.require(Permission.IMPORT_PEOPLE)

    @router.get(TEMPLATE)
    def give_template(_member: Annotated[StaffMember, may_import]) -> Response:
        return Response(
            reminders.template(),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="personnes.csv"'},
        )

    @router.get(ADDRESS)
    def show_upload(request: Request, member: Annotated[StaffMember, may_import]) -> Response:
        return _upload_page(kit, request, member)

    @router.post(ADDRESS)
    def preview(
        request: Request,
        member: Annotated[StaffMember, may_import],
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        data = file.file.read(reminders.MAX_BYTES + 1) if file else b""
        try:
            rows = _read(kit, data)
            sealed = _seal(kit, member, data)
        except PeopleFileError as error:
            return _upload_page(kit, request, member, error)
        return _preview_page(kit, request, member, rows, sealed)

    @router.post(ADDRESS + "/confirm")
    def confirm(
        request: Request,
        member: Annotated[StaffMember, may_import],
        sealed: Annotated[str, Form()] = "",
    ) -> Response:
        relais, now = kit.relais, kit.relais.clock.now()
        rows = _read(kit, _unseal(kit, member, sealed))
        if any(row.errors for row in rows):  # midnight has passed: a right has ended
            return _preview_page(kit, request, member, rows, sealed)
        with relais.database.transaction() as session:
            reminders.import_people(session, relais.vault, rows, now)
            staff.audit(session, member.id, "import_people", "people", None, now)
        reminders.plan_reminders(relais)
        return kit.redirect(f"{LIST}?done=imported")

    return router


def _read(kit: ConsoleKit, data: bytes) -> list[Row]:
    relais = kit.relais
    today = relais.clock.now().astimezone(relais.settings.zone).date()
    return reminders.read_people_csv(data, today)


def _seal(kit: ConsoleKit, member: StaffMember, data: bytes) -> str:
    """The file as the preview carries it: for this member alone, and not for long."""
    letter = {
        "member": member.id,
        "at": kit.relais.clock.now().isoformat(),
        "file": base64.b64encode(zlib.compress(data, 9)).decode(),
    }
    sealed = base64.urlsafe_b64encode(kit.relais.vault.encrypt(json.dumps(letter))).decode()
    if len(sealed) > FIELD_LIMIT:
        raise PeopleFileError(FileProblem.TOO_BIG)
    return sealed


def _unseal(kit: ConsoleKit, member: StaffMember, sealed: str) -> bytes:
    """The file that was previewed. Refuses one that another member or another hour saw."""
    try:
        letter = json.loads(kit.relais.vault.decrypt(base64.urlsafe_b64decode(sealed.encode())))
    except (VaultError, binascii.Error, ValueError):
        raise HTTPException(403, "form_expired") from None
    age = kit.relais.clock.now() - datetime.fromisoformat(letter["at"])
    if letter["member"] != member.id or age > CONFIRM_WITHIN:
        raise HTTPException(403, "form_expired")
    return zlib.decompress(base64.b64decode(letter["file"]))


def _upload_page(
    kit: ConsoleKit, request: Request, member: StaffMember, error: PeopleFileError | None = None
) -> Response:
    return kit.page(
        request,
        member,
        "import.html",
        status_code=422 if error else 200,
        problem=error.problem.name if error else None,
        where=error.where if error else "",
        columns=list(reminders.Field),
        max_rows=reminders.MAX_ROWS,
    )


def _preview_page(
    kit: ConsoleKit, request: Request, member: StaffMember, rows: Sequence[Row], sealed: str
) -> Response:
    wrong = [row for row in rows if row.errors]
    return kit.page(
        request,
        member,
        "import_preview.html",
        status_code=422 if wrong else 200,
        columns=list(rows[0].written),
        shown=(wrong or rows)[:SHOWN_ROWS],
        wrong=len(wrong),
        total=len(rows),
        sealed=sealed,
    )
