"""The server: POST and GET Messages.json, faults to order, a record of what was taken."""

import base64
import json
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.fakes.twilio.faults import (
    Fault,
    HangAfterAccepting,
    HangUp,
    HangUpAfterAccepting,
    Refuse,
    ServerError,
    Slow,
    TooManyRequests,
)
from tests.fakes.twilio.texts import Text, matches, take
from tests.fakes.twilio.webhooks import sign_and_post

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "token-of-the-stand-in"
LONGEST_HANG_SECONDS = 60


class TwilioStandIn:
    """Listens on a free port of loopback between `start` and `stop`, or in a `with` block."""

    def __init__(
        self,
        account_sid: str = ACCOUNT_SID,
        auth_token: str = AUTH_TOKEN,
        *,
        port: int = 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`now` gives the dates of what is taken: hand in the clock of the test."""
        self.account_sid, self.auth_token, self.now = account_sid, auth_token, now
        self.accepted: list[Text] = []
        self.requests: list[str] = []  # "POST", "GET": what was asked, in order
        self.refusals: dict[str, int] = {}  # by number, until taken out again
        self._faults: deque[Fault] = deque()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.stand_in = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        """What RELAIS_TWILIO_API_URL must be."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def order(self, *faults: Fault) -> None:
        """Let the next requests go wrong, one fault each."""
        self._faults.extend(faults)

    def next_fault(self) -> Fault | None:
        """The fault of the request that has just come in."""
        with self._lock:
            return self._faults.popleft() if self._faults else None

    def take(self, form: dict[str, str]) -> Text | int:
        """Keep the text of a request, or give the error code."""
        if form.get("To", "") in self.refusals:
            return self.refusals[form["To"]]
        text = take(self.account_sid, form, self.now())
        if isinstance(text, Text):
            with self._lock:
                self.accepted.append(text)
        return text

    def list(self, query: dict[str, str]) -> list[Text]:
        """What was taken, the newest first."""
        with self._lock:
            return [text for text in reversed(self.accepted) if matches(text, query)]

    def report(self, text: Text, status: str, error_code: int | None = None) -> tuple[int, str]:
        """Post a status to the callback of a text; status and body of the answer."""
        assert text.status_callback is not None
        fields = [
            ("AccountSid", self.account_sid),
            ("MessageSid", text.sid),
            ("MessageStatus", status),
            ("SmsSid", text.sid),
            ("SmsStatus", status),
            ("To", text.to),
            *([("ErrorCode", str(error_code))] if error_code else []),
        ]
        return sign_and_post(text.status_callback, fields, self.auth_token)

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    stand_in: TwilioStandIn
    daemon_threads = True
    request_queue_size = 128  # the usual 5 makes a sixth connection wait for a second


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave together, at once: otherwise each answer takes 40 ms longer.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    @property
    def twilio(self) -> TwilioStandIn:
        return self.server.stand_in

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        self.twilio.requests.append("POST")
        if not self._is_ours():
            return
        fault = self.twilio.next_fault()
        if fault is None or not self._go_wrong(fault, form):
            self._create(form)

    def do_GET(self) -> None:
        self.twilio.requests.append("GET")
        if not self._is_ours():
            return
        fault = self.twilio.next_fault()
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        if fault is None or not self._go_wrong(fault, {}):
            self._list(query)

    def _is_ours(self) -> bool:
        credentials = f"{self.twilio.account_sid}:{self.twilio.auth_token}".encode()
        expected = f"Basic {base64.b64encode(credentials).decode()}"
        if self.headers.get("Authorization") != expected:
            self._error(401, 20003, "Authenticate")
            return False
        path = f"/2010-04-01/Accounts/{self.twilio.account_sid}/Messages.json"
        if urlsplit(self.path).path != path:
            self._error(404, 20404, "The requested resource was not found")
            return False
        return True

    def _go_wrong(self, fault: Fault, form: dict[str, str]) -> bool:
        """Carry a fault out; False when the request then goes its usual way."""
        match fault:
            case Slow():
                fault.is_held.set()
                self._wait(fault.release)
                return False
            case Refuse():
                self._refuse(fault.code, form)
            case TooManyRequests():
                after = fault.retry_after
                headers = {} if after is None else {"Retry-After": str(after)}
                self._error(429, 20429, "Too Many Requests", headers)
            case ServerError():
                if fault.is_accepted:
                    self.twilio.take(form)
                self._error(fault.status, 20500, "Internal Server Error")
            case HangUp():
                self.close_connection = True
            case HangUpAfterAccepting():
                self.twilio.take(form)
                self.close_connection = True
            case HangAfterAccepting():
                self.twilio.take(form)
                self._wait(fault.release)
                self.close_connection = True
        return True

    def _wait(self, release: threading.Event) -> None:
        for _ in range(LONGEST_HANG_SECONDS * 20):
            if release.wait(0.05) or self.twilio.stopping.is_set():
                return

    def _create(self, form: dict[str, str]) -> None:
        text = self.twilio.take(form)
        if isinstance(text, int):
            self._refuse(text, form)
        else:
            self._answer(201, text.as_json())

    def _refuse(self, code: int, form: dict[str, str]) -> None:
        self._error(400, code, f"The 'To' number {form.get('To', '')} cannot be texted")

    def _list(self, query: dict[str, str]) -> None:
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        texts = self.twilio.list(query)
        path = urlsplit(self.path).path
        has_more = len(texts) > (page + 1) * size
        following = f"{path}?{urlencode(query | {'Page': str(page + 1)})}" if has_more else None
        self._answer(
            200,
            {
                "messages": [text.as_json() for text in texts[page * size : (page + 1) * size]],
                "next_page_uri": following,
                "previous_page_uri": None,
                "first_page_uri": path,
                "page": page,
                "page_size": size,
                "start": page * size,
                "end": min(len(texts), (page + 1) * size) - 1,
                "uri": self.path,
            },
        )

    def _error(
        self, status: int, code: int, message: str, headers: dict[str, str] | None = None
    ) -> None:
        more = f"https://www.twilio.com/docs/errors/{code}"
        body = {"code": code, "message": message, "more_info": more, "status": status}
        self._answer(status, body, headers)

    def _answer(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the lines would hold numbers."""
