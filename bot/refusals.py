"""Languages that a message names only to refuse them: "I do not speak French, Arabic please"."""

from typing import FrozenSet, List, Optional, Sequence

from bot.gazetteer import Match
from bot.text import Word, fold, words


def _folded(written: str) -> FrozenSet[str]:
    return frozenset(fold(word) for word in written.split())


# What refuses the language named after it, or the one before when none is.
_EITHER = _folded(
    "ne n non not dont don no não nu не ни ні mafhemtch ما لا مو مش موش ماشي ليس sin sem fără без"
    " never without sans instead ma3raftch ma"
)
# What refuses the language named before it, or the one after when none is.
_EITHER_BEFORE = _folded("pas zero")
# What refuses only the language named before it: the verb ends the sentence.
_BEFORE = _folded(
    "değil değilim bilmiyorum bilmiyom bilmem bilmiyoruz anlamıyorum anlamıyom anlamam bilmez sıfır"
    " anlamıyoruz konuşamıyorum konuşmuyorum yok نیستم نمیفهمم نمیفامم نمی نمیدانم نمیدونم نه نیست"
    " نداریم ندارم nistam nemifahmam namefamom namifaham nemidunam nemidoonam nemifahmim"
)
_NEAR = 3  # words between the refusal and the language


def without_refused(text: str, found: Sequence[Match]) -> List[Match]:
    """The languages a message asks for, without those it says it does not want or know."""
    said = words(text)
    refused: List[Match] = []
    for place, word in enumerate(said):
        if any(match.start <= word.start < match.end for match in found):
            continue
        if word.folded == "ma" and not _is_negated(said[place + 1 : place + 2]):
            continue
        refused += [match for match in _refused_by(word, text, said, found) if match][:1]
    kept = [match for match in found if match not in refused]
    codes = {match.code for match in refused}
    return [match for match in kept if match.code not in codes] or kept


def _is_negated(following: Sequence[Word]) -> bool:
    """Whether "ma" stands before a verb that is negated ("ma nefhemch") and is not French."""
    return any(word.folded.endswith(("ch", "sh", "s")) for word in following)


def _refused_by(
    word: Word, text: str, said: Sequence[Word], found: Sequence[Match]
) -> List[Optional[Match]]:
    if word.folded in _EITHER:
        return [_next(text, word, said, found), _previous(text, word, said, found)]
    if word.folded in _EITHER_BEFORE:
        return [_previous(text, word, said, found), _next(text, word, said, found)]
    return [_previous(text, word, said, found)] if word.folded in _BEFORE else []


def _next(text: str, word: Word, said: Sequence[Word], found: Sequence[Match]) -> Optional[Match]:
    """The first language named after the word, within its part of the sentence."""
    later = (match for match in found if match.start >= word.end)
    match = next(later, None)
    return match if match and _close(text, word.end, match.start, said) else None


def _previous(
    text: str, word: Word, said: Sequence[Word], found: Sequence[Match]
) -> Optional[Match]:
    """The last language named before the word, within its part of the sentence."""
    earlier = [match for match in found if match.end <= word.start]
    return earlier[-1] if earlier and _close(text, earlier[-1].end, word.start, said) else None


def _close(text: str, start: int, end: int, said: Sequence[Word]) -> bool:
    between = sum(start <= word.start < end for word in said)
    return between <= _NEAR and not any(sign in text[start:end] for sign in ",.;:!?،؟؛\n")
