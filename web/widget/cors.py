"""Which pages of other sites may use the widget: all of them."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = ("/widget.js", "/widget/")
A_DAY = 86400


class WidgetCors:
    """Lets any origin call the widget's routes, without credentials, and no other route.

    The association puts the widget on sites we cannot list. That is safe because these routes read
    no cookie: they know a person by a token alone, which the browser keeps for the page that got it
    and which only that page's script can put in a header. Another site has nothing to borrow.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open_to_all = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            max_age=A_DAY,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, through the widget's rules when it is for the widget."""
        is_for_widget = scope["type"] == "http" and scope["path"].startswith(PATHS)
        await (self._open_to_all if is_for_widget else self._app)(scope, receive, send)
