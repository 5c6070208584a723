"""Recognising the town a message names, however it is spelt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from relais.directory.heard_towns import HeardTowns
from relais.directory.spelling import is_arabic, is_misspelling, stems, words

# Beside the word lists of Rasa, at the root of the project.
GAZETTEER = Path(__file__).parents[2] / "data" / "gazetteers" / "place.yml"
_CONTRACTED = {"le": ("le", "au", "du"), "les": ("les", "aux", "des")}
_SAINT = {"saint": "st", "sainte": "ste"}
_SMALL_WORDS = frozenset(
    words(
        "a au aux de des du d en et ou l la le les dans vers pres sur chez moi moins plus plutot "
        "cote j habite suis je c est y il stp svp merci alors sinon ici "
        "in at to near around from and what about or is there on the i am live me here please pls "
        "في ف ب من قرب قريب جنب أنا ساكن ساكنة نسكن f fi men 7da 9rib "
        "en cerca vivo estoy y por favor em no na perto moro e pf din linga langa si stau locuiesc "
        "в во у из до на около рядом с возле а и я мы живу пожалуйста v iz "
        "біля поруч та ми живу з будь ласка u z do "
        "da de te ta ya yakin yakini yakinda ben peki lutfen در تو توی نزدیک و از من هستم لطفا"
    )
)
# Words one letter away from a town.
_NOT_TOWNS = frozenset(
    words(
        "longue longues faiences tourette robaron castellano castellana correos faranse"
        " بيعرفو لاغار"
    )
)
# What follows a town that is also an English word, when it is that word: "have a nice day".
_ORDINARY = {"Nice": frozenset(words("day evening night weekend week one time trip doctor"))}
_LONG_NAME = 12  # letters from which a slip in a name of several words is forgiven
_CUT_NAME = 9  # letters from which a name cut in two is recognised

Term = tuple[str, ...]


@dataclass(frozen=True)
class TownMatch:
    """A town and the words that name it: positions among the words of the text, end exclusive."""

    town: str
    start: int
    end: int


class Towns:
    """The towns of a gazetteer, to be found in messages."""

    def __init__(self, gazetteer: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Index `{town: {language: [name, ...]}}`."""
        self._towns: dict[Term, str] = {}
        self._misspellable: dict[str, list[tuple[str, str]]] = {}
        for town, names in gazetteer.items():
            for name in (name for some in names.values() for name in some):
                self._add(words(name), town)
        self._longest = max(map(len, self._towns), default=0)
        self._heard = HeardTowns(gazetteer)

    def _add(self, name: Term, town: str) -> None:
        for term in _ways_to_write(name):
            self._towns.setdefault(term, town)
        joined = "".join(name)
        if len(name) == 1 or (len(joined) >= _LONG_NAME and not is_arabic(joined)):
            self._misspellable.setdefault(joined[0], []).append((joined, town))

    def find(self, text: str) -> TownMatch | None:
        """The first town that a text names: exact spellings first, then by ear, then slips."""
        said = words(text)
        if said and (town := self._by_name().get("".join(said))):
            return TownMatch(town, 0, len(said))  # "Nice", alone
        return self._exact(said) or self._by_ear(said) or self._misspelt(said)

    @cache  # noqa: B019 - one gazetteer for the whole run
    def _by_name(self) -> dict[str, str]:
        return {"".join(words(town)): town for town in set(self._towns.values())}

    def _exact(self, said: Term) -> TownMatch | None:
        for start in range(len(said)):
            for end in range(min(len(said), start + self._longest), start, -1):
                rest = said[start + 1 : end]
                for first in stems(said[start]):
                    town = self._towns.get((first, *rest))
                    if town and said[end : end + 1] and said[end] in _ORDINARY.get(town, ()):
                        continue
                    if town:
                        return TownMatch(town, start, end)
        return None

    def _by_ear(self, said: Term) -> TownMatch | None:
        heard = self._heard.find(said)
        return TownMatch(*heard) if heard else None

    def _misspelt(self, said: Term) -> TownMatch | None:
        for start in range(len(said)):
            for end in range(start + 1, min(len(said), start + 3) + 1):
                rest = "".join(said[start + 1 : end])
                for first in stems(said[start]):
                    if rest and len(first + rest) < _CUT_NAME:
                        continue
                    if town := self._misspelt_as(first + rest):
                        return TownMatch(town, start, end)
        return None

    def _misspelt_as(self, written: str) -> str | None:
        if written in _NOT_TOWNS:
            return None
        for name, town in self._misspellable.get(written[:1], ()):
            if is_misspelling(written, name):
                return town
        return None


def _ways_to_write(name: Term) -> Iterator[Term]:
    """A name, with its article contracted as after "à" and "de", and with "Saint" cut short."""
    for first in _CONTRACTED.get(name[0], (name[0],)):
        written = (first, *name[1:])
        yield written
        if _SAINT.keys() & set(written):
            yield tuple(_SAINT.get(word, word) for word in written)


@cache
def _towns() -> Towns:
    """The towns of the first file, with their names in the languages of the files beside it."""
    names = yaml.safe_load(GAZETTEER.read_text(encoding="utf-8"))
    for path in sorted(GAZETTEER.with_suffix("").glob("*.yml")):
        for town, more in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            by_language = names[town]
            by_language[path.stem] = [*by_language.get(path.stem, ()), *more]
    return Towns(names)


def find_town(text: str) -> TownMatch | None:
    """The first town that a text names, and where."""
    return _towns().find(text)


def recognise_town(text: str) -> str | None:
    """The official name of the first town that a text names, in any of the ten languages."""
    match = find_town(text)
    return match.town if match else None


def names_only_a_town(text: str) -> bool:
    """Whether a message says a town and nothing else that matters: "et à Lorgues ?"."""
    match = find_town(text)
    if match is None:
        return False
    said = words(text)
    rest = said[: match.start] + said[match.end :]
    return all(word in _SMALL_WORDS for word in rest)
