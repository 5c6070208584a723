"""A browser without scripts: follows redirects by hand, posts the forms of the page it is on."""

import html
import re
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from tests.factories.staff import PASSWORD

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
TAG = re.compile(r"<[^>]+>")


class ConsoleClient:
    """Keeps the cookie and the page it is on."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.response = Response(200, text="")
        self.login = ""

    def open(self, path: str, **options: Any) -> str:
        """Go to a page, wherever it leads; the words on it."""
        self.response = self.http.get(path, **options)
        for _ in range(5):
            if not self.response.has_redirect_location:
                break
            self.response = self.http.get(self.response.headers["location"])
        return self.words

    def submit(self, path: str, **fields: Any) -> str:
        """Post a form of the present page, and follow where it leads; the words there."""
        self.send(path, **fields)
        return self.open(self.location) if self.location else self.words

    def send(self, path: str, **fields: Any) -> Response:
        """Post a form of the present page, and stay."""
        token = TOKEN.search(self.response.text)
        self.response = self.http.post(
            path, data={"csrf": token.group(1) if token else ""} | fields
        )
        return self.response

    def log_in(self, login: str, password: str = PASSWORD) -> str:
        """Log in by the form."""
        self.login = login
        self.open("/console/login")
        return self.submit("/console/login", login=login, password=password)

    def log_in_again(self) -> str:
        """Once the session has run out."""
        return self.log_in(self.login)

    @property
    def location(self) -> str:
        """Where the last response leads, empty when nowhere."""
        return self.response.headers.get("location", "")

    @property
    def words(self) -> str:
        """What the page says, without its markup."""
        text = html.unescape(TAG.sub(" ", self.response.text))
        return re.sub(r"\s+", " ", text).strip()
