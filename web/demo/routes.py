"""The demo's routes."""

from fastapi import APIRouter

from relais.bootstrap import Relais


def routes(relais: Relais) -> APIRouter:
    """The demo's routes."""
    del relais
    return APIRouter()
