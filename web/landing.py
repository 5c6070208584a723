"""GET /: what Relais is, with the chat on it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from relais.bootstrap import Relais
from web.pages import Pages


def routes(relais: Relais) -> APIRouter:
    """The landing page, French unless `lang` says otherwise."""
    router = APIRouter()
    pages = Pages(relais)

    @router.api_route("/", methods=["GET", "HEAD"])
    def show_landing_page(lang: Annotated[str, Query(max_length=8)] = "") -> Response:
        return pages.render("landing/index.html", lang)

    return router
