"""The web server: uvicorn, which at its end does not wait for those who wait for news."""

from socket import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

STOP_SECONDS = 5


class Server(uvicorn.Server):
    """Serves until SIGINT or SIGTERM; long polls are answered at once then."""

    def __init__(self, app: FastAPI, **options: Any) -> None:
        """`options` as of `uvicorn.Config`."""
        self._app = app
        config = uvicorn.Config(
            app,
            access_log=False,  # an access log holds addresses of people
            log_config=None,
            timeout_graceful_shutdown=STOP_SECONDS,
            server_header=False,
            **options,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let those who wait go, then stop as uvicorn does."""
        self._app.state.lookout.close()
        await super().shutdown(sockets=sockets)
