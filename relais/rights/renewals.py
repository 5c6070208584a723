"""When a right has to be asked for again.

Source: the association's activity report. The request is filed two months before the end of the
right, or one month before it when the association files, by its agreement with the CPAM.
"""

from datetime import date, timedelta

from relais.rights.models import Right

BEFORE_THE_END = timedelta(days=60)
BEFORE_THE_END_WHEN_WE_FILE = timedelta(days=30)


def reminder_day(right: Right) -> date:
    """The day on which the person is reminded: the first on which the request is to be filed."""
    ahead = BEFORE_THE_END_WHEN_WE_FILE if right.filed_by_association else BEFORE_THE_END
    return right.ends_on - ahead
