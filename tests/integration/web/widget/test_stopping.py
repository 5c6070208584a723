"""A server that is told to stop answers those who wait, instead of being held up by them."""

import socket
import threading
import uuid

import httpx
from sqlalchemy import event

from tests.fakes.relais import RelaisForTests
from web.app import create_app
from web.server import STOP_SECONDS, Server


def test_a_stop_answers_those_who_wait(house: RelaisForTests):
    somebody_waits, answers = threading.Event(), list[httpx.Response]()
    event.listen(
        house.relais.database.engine,
        "before_cursor_execute",
        lambda *about: "max(messages.id)" in about[2] and somebody_waits.set(),
    )
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/widget"
    server = Server(create_app(house.relais))
    serving = threading.Thread(target=server.run, args=[[listening]], daemon=True)
    serving.start()
    headers = {"Authorization": f"Bearer {httpx.post(f'{url}/session', json={}).json()['token']}"}
    said = {"client_id": uuid.uuid4().hex, "text": "Bonjour"}
    message_id = httpx.post(f"{url}/messages", json=said, headers=headers).json()["id"]
    address = f"{url}/messages?after={message_id}&wait=25"
    asking = threading.Thread(
        target=lambda: answers.append(httpx.get(address, headers=headers, timeout=30))
    )
    asking.start()
    assert somebody_waits.wait(10)

    server.should_exit = True
    serving.join(STOP_SECONDS)
    asking.join(STOP_SECONDS)

    assert not serving.is_alive()
    assert [answer.json() for answer in answers] == [{"messages": []}]
