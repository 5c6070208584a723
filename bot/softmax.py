"""Multinomial logistic regression over dense and sparse columns side by side. No Rasa here.

The one in scikit-learn wants a single matrix. Made sparse, a thousand dense columns cost six times
the time; made dense, ten thousand n-grams do not fit.
"""

from pathlib import Path
from typing import Sequence, Tuple

import numpy as np
import scipy.sparse
from scipy.optimize import minimize


class Softmax:
    """Linear scores per label, turned into probabilities.

    `weights` are float32 of shape (dense + sparse columns + 1, labels); the last row is the bias.
    """

    def __init__(self, labels: Sequence[str], weights: np.ndarray) -> None:
        """Hold trained weights."""
        self.labels = list(labels)
        self.weights = weights

    def probabilities(self, dense: np.ndarray, sparse: scipy.sparse.csr_matrix) -> np.ndarray:
        """Probability of each label for each row, shape (rows, labels)."""
        return _softmax(_scores(self.weights, dense, sparse))

    def save(self, path: Path) -> None:
        """Write labels and weights into one .npz file."""
        np.savez(path, labels=np.array(self.labels), weights=self.weights)

    @classmethod
    def load(cls, path: Path) -> "Softmax":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls([str(label) for label in stored["labels"]], stored["weights"])


def train(
    dense: np.ndarray,
    sparse: scipy.sparse.csr_matrix,
    labels: Sequence[str],
    strength: float,
    iterations: int,
) -> Softmax:
    """Fit by L-BFGS; every label weighs the same however many rows it has.

    `strength` is the inverse of the quadratic penalty (C in scikit-learn); `iterations` is the most
    steps.
    """
    names, wanted = np.unique(np.asarray(labels), return_inverse=True)
    columns = dense.shape[1] + sparse.shape[1] + 1
    loss = _Loss(dense.astype(np.float32), sparse.astype(np.float32), wanted, len(names), strength)
    found = minimize(
        loss,
        np.zeros(columns * len(names)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "ftol": 1e-6, "gtol": 1e-3},
    )
    return Softmax([str(name) for name in names], found.x.reshape(columns, -1).astype(np.float32))


class _Loss:
    """Penalised cross entropy and its gradient, as scipy wants them."""

    def __init__(
        self,
        dense: np.ndarray,
        sparse: scipy.sparse.csr_matrix,
        wanted: np.ndarray,
        labels: int,
        strength: float,
    ) -> None:
        self._dense, self._sparse, self._strength = dense, sparse, strength
        self._sparse_columns = sparse.T.tocsr()
        rows = np.bincount(wanted, minlength=labels)
        self._row_weight = (len(wanted) / (labels * rows))[wanted].astype(np.float32)[:, None]
        self._target = np.zeros((len(wanted), labels), np.float32)
        self._target[np.arange(len(wanted)), wanted] = 1.0

    def __call__(self, flat: np.ndarray) -> Tuple[float, np.ndarray]:
        weights = flat.reshape(-1, self._target.shape[1]).astype(np.float32)
        guess = _softmax(_scores(weights, self._dense, self._sparse))
        loss = -(self._row_weight * self._target * np.log(guess + 1e-12)).sum(dtype=np.float64)
        loss += (weights[:-1] ** 2).sum(dtype=np.float64) / (2 * self._strength)
        error = self._row_weight * (guess - self._target)
        slope = np.concatenate(
            [self._dense.T @ error, self._sparse_columns @ error, error.sum(0, keepdims=True)]
        )
        slope[:-1] += weights[:-1] / self._strength
        return loss, slope.ravel().astype(np.float64)


def _scores(weights: np.ndarray, dense: np.ndarray, sparse: scipy.sparse.csr_matrix) -> np.ndarray:
    dense_columns = dense.shape[1]
    return dense @ weights[:dense_columns] + sparse @ weights[dense_columns:-1] + weights[-1]


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
