import pytest

from bench.understanding import _fallen


@pytest.mark.parametrize(
    ("now", "fallen"),
    [(90.0, False), (91.5, False), (89.0, False), (88.9, True), (None, True)],
)
def test_a_language_may_fall_by_one_point_and_no_more(now: float | None, fallen: bool) -> None:
    assert bool(list(_fallen({"fr": {"top_1": now}}, {"fr": {"top_1": 90.0}}))) is fallen


def test_a_language_that_is_no_longer_measured_has_fallen() -> None:
    assert list(_fallen({}, {"uk": {"top_1": 90.0}})) == ["uk None against 90.0"]
