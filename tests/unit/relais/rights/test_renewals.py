from datetime import date

from relais.rights import Cover, Right, reminder_day


def _right(*, filed_by_association: bool) -> Right:
    return Right(
        cover=Cover.AME, ends_on=date(2027, 3, 1), filed_by_association=filed_by_association
    )


def test_a_person_is_reminded_sixty_days_before_the_end() -> None:
    assert reminder_day(_right(filed_by_association=False)) == date(2026, 12, 31)


def test_a_person_is_reminded_thirty_days_before_when_the_association_files() -> None:
    assert reminder_day(_right(filed_by_association=True)) == date(2027, 1, 30)
