"""A stand-in for Rasa's channel, on loopback."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class RasaStandIn:
    """Answers every request with what the test put in `answer`, and remembers the requests."""

    url: str = ""
    status: int = 200
    answer: Any = field(default_factory=dict)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    connections: set[Any] = field(default_factory=set)
    silence: threading.Event | None = None  # until it is set, nothing is answered


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stand_in: RasaStandIn

    def answer(self) -> None:
        stand_in = self.stand_in
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        stand_in.requests.append((self.command, self.path, body))
        stand_in.tokens.add(self.headers.get("X-Relais-Token"))
        stand_in.connections.add(self.client_address)
        if stand_in.silence:
            stand_in.silence.wait(5)
        answer = stand_in.answer
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(stand_in.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 - names http.server calls

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def rasa() -> Iterator[RasaStandIn]:
    stand_in = RasaStandIn()
    handler = type("HandlerOfOneTest", (Handler,), {"stand_in": stand_in})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield stand_in
    if stand_in.silence:
        stand_in.silence.set()
    server.shutdown()
    server.server_close()
    thread.join()
