"""Estimates danger from all the words of a message together, where no list has the right ones.

One linear model tells danger from none, three more which danger it is; all were fitted by
`make danger` to the examples of this folder, and are a file of bytes here. Measured: the vectors of
a sentence encoder beside the n-grams told nothing more (docs/understanding.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from math import exp
from typing import Self

import numpy as np
import numpy.typing as npt

from relais.safety.errors import WeightsUnreadableError
from relais.safety.ngrams import COLUMNS, read_ngrams, weighted
from relais.safety.signs import Danger

LABELS = (Danger.EMERGENCY, Danger.VIOLENCE, Danger.SUICIDAL_THOUGHTS)
_PLANES = 1 + len(LABELS)
_LONG = 16  # words: more than most cries have
_PIECE = 10
_STRIDE = 5

Bytes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Estimate:
    """The likeliest danger, and how likely there is any (0 to 1), were half of all messages one."""

    danger: Danger
    probability: float


class DangerClassifier:
    """The fitted models. Safe to share between threads: nothing changes once it is built."""

    def __init__(
        self, rarity: Floats, steps: Bytes, step: Floats, bias: Floats, slope: Floats
    ) -> None:
        """Take what was fitted.

        `rarity` (COLUMNS,) weighs the columns; `steps` (COLUMNS, 4), in units of `step` (4,), and
        `bias` (4,) are the planes: danger, then each of LABELS. `slope` (2,) makes the distance
        to the first a log-odds. Raises WeightsUnreadableError when the shapes are others.
        """
        shapes = [array.shape for array in (rarity, steps, step, bias, slope)]
        if shapes != [(COLUMNS,), (COLUMNS, _PLANES), (_PLANES,), (_PLANES,), (2,)]:
            raise WeightsUnreadableError(f"shapes {shapes}")
        self._rarity, self._steps, self._step = rarity, steps, step
        self._bias, self._slope = bias, slope

    @classmethod
    def load(cls, file: Traversable | None = None) -> Self:
        """Read the file of the package, or another. Raises WeightsUnreadableError."""
        file = file or resources.files("relais.safety") / "weights.npz"
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            return cls(
                arrays["rarity"].astype(np.float32),
                *(arrays[name] for name in ("steps", "step", "bias", "slope")),
            )
        except (OSError, EOFError, KeyError, ValueError) as error:
            raise WeightsUnreadableError(f"{type(error).__name__}: {error}") from error

    def estimate(self, words: Sequence[str]) -> Estimate:
        """What clean words speak of, if they speak of danger, and how likely they do.

        A long text is also read piece by piece, for one cry among many other words to be heard.
        """
        pieces = [words]
        if len(words) > _LONG:
            pieces += [words[at : at + _PIECE] for at in range(0, len(words) - _STRIDE, _STRIDE)]
        return max(map(self._estimate, pieces), key=lambda estimate: estimate.probability)

    def _estimate(self, words: Sequence[str]) -> Estimate:
        row = read_ngrams(words)
        values = weighted(row, self._rarity)
        distances = values @ self._steps[row.columns] * self._step + self._bias
        odds = float(self._slope[0] * distances[0] + self._slope[1])
        return Estimate(LABELS[int(np.argmax(distances[1:]))], 1 / (1 + exp(-odds)))
