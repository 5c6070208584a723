"""Which sender carries the texts, by the settings."""

from relais.messaging.console_sender import ConsoleSender
from relais.messaging.sender import SmsSender
from relais.settings import Settings


def make_sender(settings: Settings) -> SmsSender:
    """Twilio when its account is set, else the console: texts then stay in the demo."""
    if settings.twilio_account_sid is None:
        return ConsoleSender()
    # The SDK takes a third of a second to import: only for those who use it.
    from relais.messaging.twilio_sender import TwilioSender

    return TwilioSender(settings)
