"""What every page of the console is made with: who asks, what they may, the page itself."""

from collections.abc import Callable, Coroutine
from gettext import NullTranslations
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from relais import staff
from relais.bootstrap import Relais
from relais.errors import RelaisError
from relais.i18n import translations
from relais.staff import Permission, StaffMember
from web.console import csrf
from web.console.formats import Formats
from web.console.labels import Labels
from web.console.signs import Signs
from web.console.wording import LANGUAGES, Gettext, preferred_language
from web.errors import status_of

COOKIE = "relais_console"
DOMAIN = "console"  # of the translations
HOME = "/console"
LOGIN = "/console/login"
BODY_LIMIT = 2 * 1024 * 1024  # bytes: a form is read before anybody knows who sent it
TEMPLATES = Path(__file__).parents[1] / "templates"


class ConsoleKit:
    """Shared by the routers of the console.

    A route looks like this; its error, if any, becomes a page in the member's language:

        router = kit.router()

        @router.post("/console/things")
        def add_thing(
            request: Request,
            member: Annotated[StaffMember, kit.require(Permission.EDIT_PEOPLE)],
        ) -> Response:
            return kit.page(request, member, "things.html", things=[])
    """

    def __init__(self, relais: Relais) -> None:
        self.relais = relais
        self._translations = {language: translations(DOMAIN, language) for language in LANGUAGES}
        self._labels = {
            language: Labels(found.gettext, language, relais.texts)
            for language, found in self._translations.items()
        }
        self._environments = {
            language: _environment(
                found,
                labels=self._labels[language],
                formats=Formats(language, relais.settings.zone),
                signs=Signs(found.gettext, language, relais.screen.describe()),
            )
            for language, found in self._translations.items()
        }

    def router(self) -> APIRouter:
        """A router whose routes show errors as pages of the console."""
        return APIRouter(
            route_class=_route_class(self), include_in_schema=False, max_body_size=BODY_LIMIT
        )

    def require(self, permission: Permission) -> Any:
        """A dependency: the member who asks, if their role has the permission.

        Sends anonymous callers to the log-in page, refuses the others with 403; so it does with
        every POST whose form is not one of our pages' own.
        """

        def member_allowed(
            request: Request, posted: Annotated[str, Depends(csrf.posted_token)]
        ) -> StaffMember:
            member = self.current_member(request)
            if member is None:
                raise HTTPException(303, headers={"Location": _login_address(request)})
            if not staff.may(member.role, permission):
                raise HTTPException(403, "not_allowed")
            self.check_form(request, posted)
            return member

        member_allowed.permission = permission  # type: ignore[attr-defined]
        return Depends(member_allowed)

    def current_member(self, request: Request) -> StaffMember | None:
        """Who is logged in, if anybody is."""
        token = request.cookies.get(COOKIE)
        if not token:
            return None
        relais = self.relais
        with relais.database.reading() as session:
            return staff.member_of(session, relais.vault, token, relais.clock.now())

    def check_form(self, request: Request, posted: str) -> None:
        """Refuse a form that is not one of our own pages': another site may have made it."""
        if request.method in csrf.SAFE_METHODS:
            return
        if not csrf.is_ours(self.relais.keys.session, request.cookies.get(COOKIE, ""), posted):
            raise HTTPException(403, "form_expired")

    def give_cookie(self, response: Response, token: str) -> None:
        """Have the browser keep a token, out of reach of scripts, for the console alone."""
        response.set_cookie(
            COOKIE,
            token,
            path=HOME,
            httponly=True,
            samesite="lax",
            secure=self.relais.settings.address.startswith("https://"),
        )

    def take_cookie(self, response: Response) -> None:
        """Have the browser forget the token."""
        response.delete_cookie(COOKIE, path=HOME, httponly=True, samesite="lax")

    def gettext(self, member: StaffMember) -> Gettext:
        """What translates a French text for this member."""
        return self._translations[_spoken(member.language)].gettext

    def page(
        self,
        request: Request,
        member: StaffMember | None,
        template: str,
        *,
        status_code: int = 200,
        **context: Any,
    ) -> HTMLResponse:
        """A page from `web/templates/console/`, which nobody but the browser may keep.

        Templates have `member`, `may(permission)`, `csrf_field` (for every form), `note` (what has
        just been done), `labels`, `_`, `ngettext` and `formats`, beside the context given.
        """
        language = context.pop("language", None) or self.language(request, member)
        cookie = context.pop("cookie", None) or request.cookies.get(COOKIE, "")
        html = (
            self._environments[language]
            .get_template(f"console/{template}")
            .render(
                member=member,
                may=lambda name: member is not None and staff.may(member.role, Permission(name)),
                language=language,
                languages=LANGUAGES,
                path=request.url.path,
                note=self._labels[language].note(request.query_params.get("note", "")),
                csrf_field=_csrf_field(csrf.form_token(self.relais.keys.session, cookie)),
                now=self.relais.clock.now(),
                **context,
            )
        )
        return HTMLResponse(html, status_code, headers={"Cache-Control": "no-store"})

    def language(self, request: Request, member: StaffMember | None) -> str:
        """The member's language; before anybody logs in, the one the browser asks for."""
        if member is not None:
            return _spoken(member.language)
        return preferred_language(request.headers.get("accept-language", ""))

    def redirect(self, path: str, note: str | None = None, fragment: str = "") -> Response:
        """To another page, after a form; `note` is the code of what that page should tell."""
        address = f"{path}?note={note}" if note else path
        return RedirectResponse(address + (f"#{fragment}" if fragment else ""), 303)

    def error_page(self, request: Request, status: int, code: str) -> Response:
        """What went wrong, in words."""
        member = self.current_member(request)
        message = self._labels[self.language(request, member)].error(code, status)
        return self.page(request, member, "error.html", status_code=status, message=message)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else next(iter(LANGUAGES))


def _login_address(request: Request) -> str:
    if request.method != "GET" or request.url.path == HOME:
        return LOGIN
    return f"{LOGIN}?next={request.url.path}"


def _csrf_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.FIELD, token)


def _environment(words: NullTranslations, **helpers: Labels | Formats | Signs) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        words, newstyle=True
    )
    environment.globals.update(helpers)
    return environment


def _route_class(kit: ConsoleKit) -> type[APIRoute]:
    async def _shown(request: Request, status: int, code: str) -> Response:
        return await run_in_threadpool(kit.error_page, request, status, code)

    class ConsoleRoute(APIRoute):
        """A route whose errors are shown as pages."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def handle_with_error_pages(request: Request) -> Response:
                try:
                    return await handle(request)
                except RelaisError as error:
                    return await _shown(request, status_of(error), error.code)
                except RequestValidationError:
                    return await _shown(request, 422, "invalid")
                except HTTPException as error:
                    if error.status_code == 303:
                        raise
                    return await _shown(request, error.status_code, str(error.detail))

            return handle_with_error_pages

    return ConsoleRoute
