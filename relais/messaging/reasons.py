"""Why a text did not arrive, by the error codes of Twilio.

The codes: https://www.twilio.com/docs/api/errors
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a delivery ended without the text arriving; kept on the row and shown to staff."""

    INVALID_NUMBER = "invalid_number"
    UNKNOWN_NUMBER = "unknown_number"
    LANDLINE = "landline"
    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"  # switched off or out of reach: the number itself is good
    REGION_NOT_ALLOWED = "region_not_allowed"
    BLOCKED = "blocked"
    FILTERED = "filtered"
    TOO_LONG = "too_long"
    EXPIRED = "expired"  # not sent in time: too many attempts, or too late to be of use
    WITHDRAWN = "withdrawn"
    UNREADABLE = "unreadable"  # the sealed copy cannot be opened with the present key
    OTHER = "other"


_BY_CODE = {
    21211: Reason.INVALID_NUMBER,
    21217: Reason.INVALID_NUMBER,
    21265: Reason.INVALID_NUMBER,  # a short code
    21266: Reason.INVALID_NUMBER,  # our own number
    21408: Reason.REGION_NOT_ALLOWED,
    21610: Reason.OPTED_OUT,
    21614: Reason.INVALID_NUMBER,
    21617: Reason.TOO_LONG,
    21635: Reason.LANDLINE,
    30003: Reason.UNREACHABLE,
    30004: Reason.BLOCKED,
    30005: Reason.UNKNOWN_NUMBER,
    30006: Reason.LANDLINE,
    30007: Reason.FILTERED,
    30036: Reason.EXPIRED,  # the validity period ran out
}

# Our own account or number is at fault: the person's text must wait until it is mended.
MISCONFIGURED = frozenset(
    {
        20003,  # authentication
        21603,  # no sender
        21606,  # the sender cannot send texts
        21609,  # the address for statuses is not one Twilio can reach
        21659,  # the sender is not a number of Twilio
        21660,  # the sender belongs to another account
        21701,  # no such messaging service
        21703,  # the messaging service has no number
        21704,
        21705,  # the messaging service is not valid
        30002,  # the account is suspended
    }
)


def reason_of(error_code: int | None) -> Reason:
    """The reason behind an error code of the provider; OTHER when it is not one we know."""
    return Reason.OTHER if error_code is None else _BY_CODE.get(error_code, Reason.OTHER)
