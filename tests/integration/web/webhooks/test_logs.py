import logging

import pytest

from tests.integration.web.webhooks.stored import DANGER
from tests.integration.web.webhooks.twilio_client import FROM, TwilioClient

WORDS = "Fatima Zohra a mal aux dents"


def test_neither_number_nor_words_reach_the_log(
    twilio: TwilioClient, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.DEBUG)
    twilio.text(WORDS)
    twilio.text(DANGER, sid="SM2")
    for number in range(61):
        twilio.text(WORDS, sid=f"SM-{number}")
    request.getfixturevalue("database_down")
    twilio.text(WORDS, sid="SM3", sender="+33639980001")
    twilio.text(DANGER, sid="SM4", sender="+33639980001")

    assert "OperationalError" in caplog.text
    assert "one too many" in caplog.text
    assert FROM.removeprefix("+33") not in caplog.text
    assert "Fatima" not in caplog.text
    assert "mourir" not in caplog.text
