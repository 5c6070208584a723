"""The hours in which nobody is disturbed."""

from datetime import datetime

from relais.settings import Settings


def is_quiet(settings: Settings, now: datetime) -> bool:
    """Whether reminders wait at this moment, by the clocks of the place people live in.

    The same hour twice in the settings means no quiet hours at all.
    """
    start, end = settings.quiet_from, settings.quiet_until
    hour = now.astimezone(settings.zone).time()
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end
