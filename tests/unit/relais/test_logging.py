import io
import logging

from relais.logging import NumbersHidden


def _line(message: str, *args: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(NumbersHidden("%(message)s"))
    logger = logging.getLogger("test of NumbersHidden")
    logger.propagate = False
    logger.handlers[:] = [handler]
    logger.warning(message, *args)
    return stream.getvalue().strip().partition(" WARNING ")[2]


def test_a_number_that_slipped_in_is_masked() -> None:
    assert _line("to %s failed", "+33639980001") == "to [number] failed"
    assert _line("to 06 39 98 00 01") == "to [number]"


def test_opaque_ids_stay_readable() -> None:
    conversation = "4f0e1234567890123456789012345abc"
    assert _line("conversation %s", conversation) == f"conversation {conversation}"


def test_the_time_of_a_line_is_not_taken_for_a_number() -> None:
    record = logging.LogRecord("test", logging.INFO, "", 1, "hello", None, None)
    assert "[number]" not in NumbersHidden("%(message)s").format(record)
