"""Phones of the demo: fictitious numbers behind ids that tell nothing."""

import base64
import re

from starlette.testclient import TestClient

from relais.conversations import person_by_phone
from relais.db import Database
from relais.messaging import PhoneNumber
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.integration.web.demo.conftest import SendText
from web.demo import phones


def digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def test_every_number_is_of_the_range_reserved_for_fiction(client: TestClient):
    numbers = [client.post("/demo/api/phones").json()["number"] for _ in range(20)]

    assert all(re.fullmatch(r"063998\d{4}", digits(number)) for number in numbers)
    assert len(set(numbers)) > 10


def test_an_id_hides_its_number_and_is_never_the_same(phone: dict[str, str], vault: Vault):
    number = digits(phone["number"]).removeprefix("0")

    assert number not in phone["id"]
    assert number.encode() not in base64.urlsafe_b64decode(phone["id"])
    assert phones.phone_of(vault, phone["id"]).e164 == f"+33{number}"


def test_an_id_made_up_opens_nothing(
    client: TestClient, send: SendText, phone: dict[str, str], vault: Vault
):
    foreign = base64.urlsafe_b64encode(vault.encrypt("+33639980001")).decode()
    flipped = phone["id"][:-2] + ("A" if phone["id"][-2] != "A" else "B") + phone["id"][-1]
    for made_up in ("x", "é", "AAAA", flipped, foreign):
        reply = client.get(f"/demo/api/phones/{made_up}/texts")
        assert (reply.status_code, reply.json()) == (404, {"error": "phone_unknown"})
        assert send("Bonjour", phone_id=made_up).status_code == 404


def test_a_number_somebody_has_written_from_is_not_given_again(
    shared_database: Database, clock: FixedClock, vault: Vault, monkeypatch
):
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(phones.secrets, "randbelow", lambda _: next(drawn))
    taken = PhoneNumber("+33639980007")
    with shared_database.transaction() as session:
        person_by_phone(session, vault, taken, clock.now())

    with shared_database.reading() as session:
        phone = phones.issue_phone(session, vault)

    assert phone.number.e164 == "+33639980008"
