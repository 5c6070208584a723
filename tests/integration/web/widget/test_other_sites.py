"""The widget is for the sites of others; nothing else of ours is."""

import pytest
from starlette.testclient import TestClient

from relais.replies import LANGUAGES
from tests.integration.web.widget.chat import Chat

ELSEWHERE = {"Origin": "https://association.example"}


def test_the_script_may_be_loaded_by_any_site_and_kept_an_hour(client: TestClient):
    reply = client.get("/widget.js", headers=ELSEWHERE)

    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["cache-control"] == "public, max-age=3600"


def test_a_script_that_has_not_changed_is_not_sent_again(client: TestClient):
    tag = client.get("/widget.js").headers["etag"]

    reply = client.get("/widget.js", headers={"If-None-Match": tag})

    assert (reply.status_code, reply.content) == (304, b"")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_any_site_may_call_with_a_token_but_without_credentials(client: TestClient, method: str):
    asked = {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
    }

    reply = client.options("/widget/messages", headers=ELSEWHERE | asked)

    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in reply.headers


def test_a_refusal_can_be_read_by_the_site_too(chat: Chat):
    reply = chat.client.get("/widget/messages", headers=ELSEWHERE)

    assert reply.status_code == 401
    assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", ["/", "/console", "/demo", "/demo/api/phones", "/health"])
def test_no_other_route_may_be_read_by_another_site(client: TestClient, address: str):
    reply = client.get(address, headers=ELSEWHERE)

    assert "access-control-allow-origin" not in reply.headers


def test_the_words_of_the_widget_come_in_the_language_asked_for(client: TestClient):
    words = client.get("/widget/strings?lang=ar-DZ,fr").json()

    assert (words["language"], words["direction"]) == ("ar", "rtl")
    assert [language["code"] for language in words["languages"]] == list(LANGUAGES)
    assert words["strings"]["send"] == "إرسال"
