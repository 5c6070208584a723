"""Two readings of a message: by its words alone, and by its words and its meaning. No Rasa here.

Most messages say it in words seen before: a linear model of the word forms reads them in a
millisecond. What it is not sure of is read again with the vectors of the sentence encoders, whose
cost is twenty times that. Words that nobody has seen before, above all in an alphabet nobody has
seen, count for little or nothing: there the encoder alone decides.
"""

import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterator, Mapping, NamedTuple, Sequence, Tuple

import numpy as np
import scipy.sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

# Distances to the planes of a support vector machine, made into something like log-odds.
_SHARPNESS_ALONE = 5.0
_SHARPNESS_TOGETHER = 2.5
_STEPS_ALONE = 40
_LARGEST_STEP = 127
_ALL_OTHERS = ""
_NO_ZERO = np.float32(1e-12)


class Linear(NamedTuple):
    """A linear model: weights (columns, labels) and bias (labels,), float32."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, rows: "np.ndarray | scipy.sparse.csr_matrix") -> np.ndarray:
        """Scores of each label, shape (rows, labels)."""
        return np.asarray(rows @ self.weights) + self.bias


class WordReading:
    """Reads word forms: sparse rows as bot/word_forms.py makes them."""

    def __init__(self, labels: Sequence[str], model: Linear) -> None:
        """Take a trained model."""
        self.labels = list(labels)
        self._model = model

    @classmethod
    def train(
        cls, forms: scipy.sparse.csr_matrix, labels: Sequence[str], strength: float
    ) -> "WordReading":
        """Fit a linear support vector machine; `strength` is its C."""
        model = _support_vector_machines(forms, labels, strength)
        return cls([str(label) for label in np.unique(labels)], model)

    def scores(self, forms: scipy.sparse.csr_matrix) -> np.ndarray:
        """Scores of each label, shape (rows, labels)."""
        return self._model.scores(forms)

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Scores as probabilities; measured to be honest ones (bench/understanding.py)."""
        return np.exp(log_softmax(scores * _SHARPNESS_ALONE))

    def save(self, path: Path) -> None:
        """Write one .npz file, compressed: Rasa's own packing would take ten times as long."""
        np.savez_compressed(path, labels=np.array(self.labels), **_packed("words", self._model))

    @classmethod
    def load(cls, path: Path) -> "WordReading":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls([str(label) for label in stored["labels"]], _unpacked("words", stored))


class FullReading:
    """Reads word forms and vectors together, and the vectors of one encoder alone."""

    def __init__(self, projection: np.ndarray, together: Linear, alone: Linear) -> None:
        """Take trained models."""
        self._projection, self._together, self._alone = projection, together, alone

    @classmethod
    def train(
        cls,
        forms: scipy.sparse.csr_matrix,
        vectors: np.ndarray,
        multilingual: np.ndarray,
        labels: Sequence[str],
        **settings: float,
    ) -> "FullReading":
        """Fit both models.

        `vectors` are those of all encoders side by side, reduced to `dimensions` by their principal
        components; `multilingual` those of the encoder that knows every language. `strength` and
        `strength_alone` are the inverse penalties.
        """
        projection = _principal(vectors, int(settings["dimensions"]))
        rows = scipy.sparse.hstack([forms, scipy.sparse.csr_matrix(vectors @ projection)], "csr")
        together = _support_vector_machines(rows, labels, settings["strength"])
        alone = LogisticRegression(C=settings["strength_alone"], max_iter=_STEPS_ALONE, tol=1e-3)
        with warnings.catch_warnings():
            # Stopped early: more steps make it surer of the phrases and no better on messages.
            warnings.simplefilter("ignore", ConvergenceWarning)
            alone.fit(multilingual, labels)
        return cls(projection, together, _linear(alone))

    def probabilities(
        self,
        word_scores: np.ndarray,
        forms: scipy.sparse.csr_matrix,
        vectors: np.ndarray,
        multilingual: np.ndarray,
        strangeness: np.ndarray,
    ) -> np.ndarray:
        """Probabilities of each label, shape (rows, labels).

        `strangeness`, from 0 to 1 for each row, is how much the words are to be left out.
        """
        rows = scipy.sparse.hstack([forms, scipy.sparse.csr_matrix(vectors @ self._projection)])
        together = log_softmax(self._together.scores(rows.tocsr()) * _SHARPNESS_TOGETHER)
        known = together + log_softmax(word_scores * _SHARPNESS_TOGETHER)
        strange = strangeness[:, None]
        alone = log_softmax(self._alone.scores(multilingual))
        return np.exp(log_softmax((1 - strange) * known + strange * alone))

    def save(self, path: Path) -> None:
        """Write one .npz file."""
        models = {**_packed("together", self._together), **_packed("alone", self._alone)}
        np.savez_compressed(path, projection=self._projection, **models)

    @classmethod
    def load(cls, path: Path) -> "FullReading":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                stored["projection"],
                _unpacked("together", stored),
                _unpacked("alone", stored),
            )


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Logarithms of the probabilities that belong to scores, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _principal(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """The directions in which vectors (already centred) differ most, as columns."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(directions[:, ::-1][:, :dimensions], np.float32)


def _support_vector_machines(
    rows: scipy.sparse.csr_matrix, labels: Sequence[str], strength: float
) -> Linear:
    """One machine for each label in order against the rest, fitted in two threads.

    Each thread has every other label, and takes the others for one more: always two, so that the
    machines are the same on any number of cores.
    """
    wanted, rows = np.array(labels), rows.astype(np.float64)
    names = np.unique(wanted)

    def fit(mine: np.ndarray) -> LinearSVC:
        own = np.where(np.isin(wanted, mine), wanted, _ALL_OTHERS)
        return LinearSVC(C=strength, random_state=0).fit(rows, own)

    weights = np.empty((rows.shape[1], len(names)), np.float32)
    bias = np.empty(len(names), np.float32)
    with ThreadPoolExecutor(2) as pool:  # the fitting itself holds no lock
        for machine in pool.map(fit, (names[::2], names[1::2])):
            for label, coefficients, constant in _planes(machine):
                place = np.searchsorted(names, label)
                weights[:, place], bias[place] = coefficients, constant
    return Linear(weights, bias)


def _planes(machine: LinearSVC) -> Iterator[Tuple[str, np.ndarray, float]]:
    """Label, weights and bias of each plane; two labels share one, seen from its two sides."""
    labels, weights, bias = machine.classes_, machine.coef_, machine.intercept_
    if len(labels) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    for label, coefficients, constant in zip(labels, weights, bias, strict=True):
        if label != _ALL_OTHERS:
            yield label, coefficients, constant


def _linear(machine: LogisticRegression) -> Linear:
    weights = np.ascontiguousarray(machine.coef_.T, np.float32)
    return Linear(weights, machine.intercept_.astype(np.float32))


def _packed(name: str, model: Linear) -> Mapping[str, np.ndarray]:
    """A byte a weight, in steps of each label's own: no reading changes its meaning by it."""
    step = np.abs(model.weights).max(axis=0) / _LARGEST_STEP + _NO_ZERO
    steps = np.rint(model.weights / step).astype(np.int8)
    return {f"{name}_weights": steps, f"{name}_step": step, f"{name}_bias": model.bias}


def _unpacked(name: str, stored: Mapping[str, np.ndarray]) -> Linear:
    weights = stored[f"{name}_weights"] * stored[f"{name}_step"]
    return Linear(weights, stored[f"{name}_bias"])
