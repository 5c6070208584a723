"""A browser without a screen."""

import uuid
from typing import Any

from httpx import Response
from starlette.testclient import TestClient


class Chat:
    """What the script does in a browser, one request at a time."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def begin(self, **body: str) -> Response:
        reply = self.client.post("/widget/session", json=body)
        self.token = reply.json().get("token", "")
        return reply

    def send(self, **body: Any) -> Response:
        content = {"client_id": uuid.uuid4().hex} | body
        return self.client.post("/widget/messages", json=content, headers=self.headers)

    def read(self, after: int = 0, wait: float = 0) -> list[dict[str, Any]]:
        address = f"/widget/messages?after={after}&wait={wait}"
        reply = self.client.get(address, headers=self.headers)
        assert reply.status_code == 200
        messages: list[dict[str, Any]] = reply.json()["messages"]
        return messages

    def end(self) -> Response:
        return self.client.delete("/widget/session", headers=self.headers)
