"""GET /health: 200 only when every part answers."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from relais import health
from relais.bootstrap import Relais


def routes(relais: Relais) -> APIRouter:
    """The health page: `{"status": "ok"|"failing", "parts": {name: bool}}`, 200 or 503."""
    router = APIRouter()

    @router.get("/health")
    def show_health() -> JSONResponse:
        parts = health.check(relais)
        is_well = all(parts.values())
        return JSONResponse(
            {"status": "ok" if is_well else "failing", "parts": parts},
            status_code=200 if is_well else 503,
            headers={"Cache-Control": "no-store"},
        )

    return router
