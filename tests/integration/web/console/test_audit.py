from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import talk

RECORD = "/console/audit"
NUMBER = "+33639980001"


def test_the_record_tells_who_did_what_when_the_latest_first(
    house: RelaisForTests, admin: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "bonjour")
    admin.open(f"/console/conversations/{talked}")
    admin.submit(f"/console/conversations/{talked}/take-over")

    words = admin.open(RECORD)

    line = "dim. 22 nov. 2026, 10:01 Denise"
    taken = words.index(f"{line} a pris une conversation en main {talked[:8]}")
    opened = words.index(f"{line} a lu une conversation {talked[:8]}", taken)
    assert words.index("Denise s'est connecté", opened) > opened


def test_the_record_quotes_nobody(house: RelaisForTests, admin: ConsoleClient) -> None:
    talked = talk(house, NUMBER, "un secret")
    admin.open(f"/console/conversations/{talked}")
    admin.submit(f"/console/conversations/{talked}/answer", text="une réponse")

    admin.open(RECORD)

    for private in ("639980001", "un secret", "une réponse"):
        assert private not in admin.response.text


def test_only_an_admin_reads_the_record(mediator: ConsoleClient) -> None:
    assert "Journal" not in mediator.open("/console/conversations")

    words = mediator.open(RECORD)

    assert mediator.response.status_code == 403
    assert "Votre rôle ne permet pas de faire cela." in words
