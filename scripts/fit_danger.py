"""Fits the models that tell danger, with the libraries of Rasa's environment. No Rasa here.

    bot/.venv/bin/python scripts/fit_danger.py ROWS.npz WEIGHTS.npz

A row is a message as sparse values in numbered columns; the weights are what
relais/safety/classifier.py reads. The same rows give the same weights.
"""

import sys

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

NONE = "none"
DANGERS = ("emergency", "violence", "suicidal_thoughts")
_STRENGTH = 1.0  # C of the machines, chosen on tests/safety/development
_LARGEST_STEP = 127
_FOLDS = 4


def main() -> None:
    """Fit to the rows of one file, write the weights to another."""
    with np.load(sys.argv[1], allow_pickle=False) as stored:
        labels, rarity = stored["labels"], stored["rarity"]
        shape = (len(labels), len(rarity))
        given = (stored["values"].astype(np.float64), stored["columns"], stored["ends"])
        rows, fingerprint = scipy.sparse.csr_matrix(given, shape=shape), stored["fingerprint"]
    is_danger = labels != NONE
    planes = [_plane(rows, is_danger)]
    planes += [_plane(rows[is_danger], labels[is_danger] == danger) for danger in DANGERS]
    weights = np.stack([weights for weights, _ in planes], axis=1)
    step = np.abs(weights).max(axis=0) / _LARGEST_STEP
    np.savez_compressed(
        sys.argv[2],
        rarity=rarity,
        steps=np.rint(weights / step).astype(np.int8),
        step=step.astype(np.float32),
        bias=np.array([bias for _, bias in planes], np.float32),
        slope=_slope(rows, is_danger),
        fingerprint=fingerprint,
    )


def _plane(rows: scipy.sparse.csr_matrix, is_it: np.ndarray) -> tuple[np.ndarray, float]:
    machine = LinearSVC(C=_STRENGTH, random_state=0).fit(rows, is_it)
    return machine.coef_[0], float(machine.intercept_[0])


def _slope(rows: scipy.sparse.csr_matrix, is_danger: np.ndarray) -> np.ndarray:
    """What makes distances to the first plane log-odds, from rows it was not fitted to (Platt)."""
    machine = LinearSVC(C=_STRENGTH, random_state=0)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    distances = cross_val_predict(machine, rows, is_danger, cv=folds, method="decision_function")
    honest = LogisticRegression(class_weight="balanced").fit(distances[:, None], is_danger)
    return np.array([honest.coef_[0, 0], honest.intercept_[0]], np.float32)


if __name__ == "__main__":
    main()
