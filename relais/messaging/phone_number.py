"""A telephone number as a value: read at the edge, in one form everywhere else."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from relais.messaging.errors import InvalidPhoneNumberError

FRANCE = 33
# Letters would be read as the keys of a telephone: "Fatima" is no number.
_WRITTEN = re.compile(r"[\s\d()./+\-\u00ad\u2010-\u2015\u202a-\u202e\u2060\ufeff]{3,40}")
# The plan gives mobiles ranges faster than the library learns of them.
_FRENCH_MOBILE = re.compile(r"[67]\d{8}")
_WITHOUT_TEXTS = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}


@dataclass(frozen=True, repr=False)
class PhoneNumber:
    """A number in E.164. It hides itself wherever it might be printed or logged."""

    e164: str

    @classmethod
    def parse(cls, raw: str, region: str = "FR") -> Self:
        """Read a number as people write it: national in `region`, or international.

        French numbers must exist in the numbering plan or be mobiles; foreign ones need only a
        possible length. Raises InvalidPhoneNumberError.
        """
        if not _WRITTEN.fullmatch(raw):
            raise InvalidPhoneNumberError
        try:
            number = phonenumbers.parse(raw, region)
        except NumberParseException as error:
            raise InvalidPhoneNumberError from error
        if not _is_plausible(number):
            raise InvalidPhoneNumberError
        return cls(phonenumbers.format_number(number, PhoneNumberFormat.E164))

    @property
    def country(self) -> str | None:
        """Two letters (ISO 3166), None when the number belongs to no country."""
        return phonenumbers.region_code_for_number(self._parsed)

    @property
    def is_landline(self) -> bool:
        """Whether it is a fixed line; in France, numbers in 09 of a box too."""
        kind = phonenumbers.number_type(self._parsed)
        if kind == PhoneNumberType.VOIP:
            return self._parsed.country_code == FRANCE
        return kind == PhoneNumberType.FIXED_LINE

    @property
    def takes_texts(self) -> bool:
        """Whether a text can arrive at such a number, as far as its range tells."""
        return not (self.is_landline or phonenumbers.number_type(self._parsed) in _WITHOUT_TEXTS)

    @property
    def formatted(self) -> str:
        """For people to read: national in France, international elsewhere."""
        style = (
            PhoneNumberFormat.NATIONAL
            if self._parsed.country_code == FRANCE
            else PhoneNumberFormat.INTERNATIONAL
        )
        return phonenumbers.format_number(self._parsed, style)

    @cached_property
    def _parsed(self) -> phonenumbers.PhoneNumber:
        return phonenumbers.parse(self.e164)

    def __repr__(self) -> str:
        return "PhoneNumber(hidden)"

    __str__ = __repr__


def _is_plausible(number: phonenumbers.PhoneNumber) -> bool:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    if number.country_code != FRANCE or phonenumbers.is_valid_number(number):
        return True
    return bool(_FRENCH_MOBILE.fullmatch(phonenumbers.national_significant_number(number)))
