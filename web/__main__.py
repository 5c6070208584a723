"""`python -m web`: serve the web part with the settings of the environment."""

import logging
import os
import sys
from contextlib import suppress

from relais.bootstrap import build
from relais.logging import configure_logging
from relais.settings import load_settings
from relais.understanding import load_language_models
from web.app import create_app
from web.server import Server


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    settings = load_settings(os.environ)
    configure_logging(settings.log_level)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    app = create_app(build(settings))
    load_language_models()  # so that a first danger does not wait
    server = Server(app, host=settings.host, port=settings.port, loop="uvloop", http="httptools")
    with suppress(KeyboardInterrupt):  # uvicorn passes the signal on once it has stopped
        server.run()
    if not server.started:
        sys.exit(1)


main()
