"""`python -m actions`: serve Rasa's custom actions with the settings of the environment."""

import os

from actions.server import serve
from relais.bootstrap import build
from relais.logging import configure_logging
from relais.settings import load_settings


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    settings = load_settings(os.environ)
    configure_logging(settings.log_level)
    serve(build(settings), settings.actions_port)


main()
