import pytest

from bench.danger import fallen


@pytest.mark.parametrize(
    ("kind", "now", "is_worse"),
    [
        ("violence", 90.0, False),
        ("violence", 89.0, False),
        ("violence", 88.9, True),
        ("violence", 99.0, False),
        ("violence", None, True),
        ("fr", 80.0, True),
        ("sounds alike", 91.0, False),
        ("sounds alike", 91.1, True),
        ("ordinary (understanding)", 92.0, True),
        ("ordinary", 0.0, False),
    ],
)
def test_less_danger_heard_or_more_where_there_is_none_is_worse(
    kind: str, now: float | None, is_worse: bool
) -> None:
    report = {"both": {} if now is None else {kind: now}}

    assert bool(list(fallen(report, {"both": {kind: 90.0}}))) is is_worse
