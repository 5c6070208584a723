"""The translations keep up with the source."""

from relais.i18n import check_catalogues


def test_every_catalogue_says_all_that_the_source_says_and_nothing_else():
    assert [str(problem) for problem in check_catalogues()] == []
