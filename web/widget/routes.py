"""The web widget's routes."""

from fastapi import APIRouter

from relais.bootstrap import Relais


def routes(relais: Relais) -> APIRouter:
    """The widget's routes."""
    del relais
    return APIRouter()
