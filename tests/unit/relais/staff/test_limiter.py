import logging
import os
import uuid

import pytest

from relais.staff import LoginLimiter, TooManyAttemptsError
from relais.staff.limiter import PER_ADDRESS, PER_LOGIN

REDIS = os.environ.get("RELAIS_TEST_REDIS_URL")
NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def try_often(limiter: LoginLimiter, times: int, login: str, address: str) -> None:
    for _ in range(times):
        limiter.attempt(login, address)


def test_a_login_can_be_tried_so_often_and_no_more() -> None:
    limiter = LoginLimiter()
    try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

    with pytest.raises(TooManyAttemptsError):
        limiter.attempt("amina", "192.0.2.2")


def test_writing_the_login_otherwise_is_no_way_round() -> None:
    limiter = LoginLimiter()
    try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

    with pytest.raises(TooManyAttemptsError):
        limiter.attempt(" AMINA", "192.0.2.1")


def test_colleagues_are_not_locked_out_with_somebody_else() -> None:
    limiter = LoginLimiter()
    try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

    limiter.attempt("boris", "192.0.2.1")


def test_an_address_can_try_so_many_logins_and_no_more() -> None:
    limiter = LoginLimiter()
    for number in range(PER_ADDRESS.amount):
        limiter.attempt(f"login{number}", "192.0.2.1")

    with pytest.raises(TooManyAttemptsError):
        limiter.attempt("another", "192.0.2.1")
    limiter.attempt("another", "192.0.2.2")


def test_getting_in_clears_the_count_of_the_login() -> None:
    limiter = LoginLimiter()
    try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

    limiter.succeeded("amina")

    limiter.attempt("amina", "192.0.2.1")


def test_without_its_redis_the_limit_holds_in_this_process(
    caplog: pytest.LogCaptureFixture,
) -> None:
    limiter = LoginLimiter(NOBODY_LISTENS)
    with caplog.at_level(logging.WARNING):
        try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

        with pytest.raises(TooManyAttemptsError):
            limiter.attempt("amina", "192.0.2.1")

    assert "does not answer" in caplog.text
    assert "amina" not in caplog.text


def test_getting_in_without_redis_clears_the_count_of_this_process() -> None:
    limiter = LoginLimiter(NOBODY_LISTENS)
    try_often(limiter, PER_LOGIN.amount, "amina", "192.0.2.1")

    limiter.succeeded("amina")

    limiter.attempt("amina", "192.0.2.1")


@pytest.mark.skipif(REDIS is None, reason="RELAIS_TEST_REDIS_URL names no Redis")
def test_processes_that_share_a_redis_share_the_count() -> None:
    here, elsewhere = LoginLimiter(REDIS), LoginLimiter(REDIS)
    login, address = uuid.uuid4().hex, uuid.uuid4().hex
    try_often(here, PER_LOGIN.amount, login, address)

    with pytest.raises(TooManyAttemptsError):
        elsewhere.attempt(login, address)

    elsewhere.succeeded(login)
    here.attempt(login, address)
