"""The web application: every route of Relais, put together."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relais.bootstrap import Relais
from web import errors, health, landing
from web.console import routes as console
from web.demo import routes as demo
from web.webhooks import routes as webhooks
from web.widget import routes as widget
from web.widget.cors import WidgetCors
from web.widget.lookout import Lookout

STATIC = Path(__file__).parent / "static"
# No script, style or frame of anybody else; the widget's own element needs no exception.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(relais: Relais) -> FastAPI:
    """The application for one Relais. Interactive API pages are off: nothing public needs them."""
    app = FastAPI(title="Relais", docs_url=None, redoc_url=None, openapi_url=None)
    errors.register(app, relais)
    app.include_router(health.routes(relais))
    app.include_router(landing.routes(relais))
    app.include_router(webhooks.routes(relais))
    app.state.lookout = Lookout(relais.database)
    app.include_router(widget.routes(relais, app.state.lookout))
    app.include_router(console.routes(relais))
    if relais.settings.demo_enabled:
        app.include_router(demo.routes(relais))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(WidgetCors)
    app.add_middleware(SecurityHeaders)
    return app


class SecurityHeaders:
    """Adds the security headers that a route has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of the answer."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured)
