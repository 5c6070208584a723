"""`python -m web`: serve the web part with the settings of the environment."""

import logging
import os

import uvicorn

from relais.bootstrap import build
from relais.logging import configure_logging
from relais.settings import load_settings
from web.app import create_app


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    settings = load_settings(os.environ)
    configure_logging(settings.log_level)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    uvicorn.run(
        create_app(build(settings)),
        host=settings.host,
        port=settings.port,
        access_log=False,  # an access log holds addresses of people
        log_config=None,
        loop="uvloop",
        http="httptools",
        timeout_graceful_shutdown=5,
        server_header=False,
    )


main()
