from collections.abc import Iterator

import pytest

from relais.messaging.twilio_sender import TwilioSender
from relais.settings import Settings
from tests.conftest import FixedClock
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn

PUBLIC_URL = "https://relais.example"


@pytest.fixture
def twilio(clock: FixedClock) -> Iterator[TwilioStandIn]:
    with TwilioStandIn(now=clock.now) as stand_in:
        yield stand_in


@pytest.fixture
def settings(twilio: TwilioStandIn) -> Settings:
    return Settings.model_validate(
        {
            "public_url": PUBLIC_URL,
            "secret_key": "a secret for tests, of enough letters",
            "twilio_account_sid": ACCOUNT_SID,
            "twilio_auth_token": AUTH_TOKEN,
            "twilio_from": "+33639989999",
            "twilio_api_url": twilio.address,
        }
    )


@pytest.fixture
def sender(settings: Settings) -> Iterator[TwilioSender]:
    sender = TwilioSender(settings)
    yield sender
    sender.close()
