"""GET /widget.js: the one file another site needs."""

import hashlib
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

SCRIPT = Path(__file__).parents[1] / "static" / "widget.js"
HEADERS = {
    # An hour: a corrected script reaches every site the same day.
    "Cache-Control": "public, max-age=3600",
    # Pages that ask for isolation load nothing of another site that does not say so.
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def routes() -> APIRouter:
    """The script, read once."""
    router = APIRouter()
    content = SCRIPT.read_bytes()
    headers = HEADERS | {"ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'}

    @router.api_route("/widget.js", methods=["GET", "HEAD"])
    def send_script(request: Request) -> Response:
        known = request.headers.get("If-None-Match", "")
        if headers["ETag"] in known:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/javascript", headers=headers)

    return router
