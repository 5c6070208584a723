import pytest

from relais.messaging import Reason
from relais.messaging.reasons import MISCONFIGURED, reason_of


@pytest.mark.parametrize(
    ("error_code", "reason"),
    [
        (21211, Reason.INVALID_NUMBER),
        (21614, Reason.INVALID_NUMBER),
        (21408, Reason.REGION_NOT_ALLOWED),
        (21610, Reason.OPTED_OUT),
        (21635, Reason.LANDLINE),
        (30003, Reason.UNREACHABLE),
        (30005, Reason.UNKNOWN_NUMBER),
        (30006, Reason.LANDLINE),
        (30007, Reason.FILTERED),
    ],
)
def test_known_codes_have_their_reason(error_code: int, reason: Reason) -> None:
    assert reason_of(error_code) is reason


@pytest.mark.parametrize("error_code", [None, 30008, 99999])
def test_any_other_code_is_other(error_code: int | None) -> None:
    assert reason_of(error_code) is Reason.OTHER


def test_a_fault_of_our_own_account_says_nothing_of_the_number() -> None:
    assert {reason_of(code) for code in MISCONFIGURED} == {Reason.OTHER}
