"""Vectors of training phrases, kept between trainings and shipped with the code. No Rasa here."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Dict, Iterable, Optional, Sequence, Set

import numpy as np

from bot.embeddings import Encoder

SHIPPED_VECTORS = Path(__file__).parent / "vectors"

_BATCH = 64
_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_SHIPPED_KEY_BYTES = 8
_LARGEST_STEP = 127

Vectors = Dict[bytes, np.ndarray]


def default_cache_path() -> Path:
    """Where the vectors of training phrases are kept: `embeddings/` of the data directory."""
    return Path(os.environ.get("RELAIS_DATA_DIR", "var")) / "embeddings" / "vectors.sqlite"


class VectorCache:
    """Vectors of training phrases on disk, found by encoder, version and text.

    Only hashes of the texts are stored. Never used for what people write at run time.
    """

    def __init__(
        self, path: Path, encoder: Encoder, shipped: Optional[Path] = SHIPPED_VECTORS
    ) -> None:
        """Use the file at `path`, made when missing, and the vectors shipped in a folder."""
        self._path = path
        self._encoder = encoder
        self._shipped = shipped / f"{encoder.identity()}.npz" if shipped else None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (len(texts), dimension); only new ones made."""
        keys = self._keys(texts)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute(_SCHEMA)
            known = self._read_shipped(keys)
            known.update(self._read(connection, set(keys) - known.keys()))
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            for batch in self._encode_in_batches(missing):
                known.update(batch)
                rows = [(key, vector.tobytes()) for key, vector in batch.items()]
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
                connection.commit()
        return np.stack([known[key] for key in keys])

    def ship(self, texts: Sequence[str]) -> Path:
        """Write the vectors of the texts for shipping, a byte a number; gives the file."""
        if self._shipped is None:
            raise ValueError("no folder to ship vectors from")
        chosen = sorted(set(texts))
        vectors = self.encode(chosen)
        step = np.abs(vectors).max(axis=1, keepdims=True) / _LARGEST_STEP
        keys = [key[:_SHIPPED_KEY_BYTES] for key in self._keys(chosen)]
        self._shipped.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            self._shipped,
            keys=np.frombuffer(b"".join(keys), np.uint8).reshape(-1, _SHIPPED_KEY_BYTES),
            vectors=np.rint(vectors / step).astype(np.int8),
            step=step.astype(np.float32),
        )
        return self._shipped

    def _keys(self, texts: Sequence[str]) -> Sequence[bytes]:
        identity = self._encoder.identity()
        return [hashlib.sha256(f"{identity}\n{text}".encode()).digest() for text in texts]

    def _read_shipped(self, keys: Sequence[bytes]) -> Vectors:
        if self._shipped is None or not self._shipped.exists():
            return {}
        with np.load(self._shipped, allow_pickle=False) as stored:
            rows = {key.tobytes(): row for row, key in enumerate(stored["keys"])}
            vectors = stored["vectors"] * stored["step"]
        return {
            key: vectors[rows[key[:_SHIPPED_KEY_BYTES]]]
            for key in keys
            if key[:_SHIPPED_KEY_BYTES] in rows
        }

    @staticmethod
    def _read(connection: sqlite3.Connection, wanted: Set[bytes]) -> Vectors:
        if not wanted:
            return {}
        # In a training nearly all are wanted: one pass over the table is ten times as quick.
        rows = connection.execute("SELECT key, vector FROM vectors")
        return {key: np.frombuffer(vector, np.float32) for key, vector in rows if key in wanted}

    def _encode_in_batches(self, missing: Dict[bytes, str]) -> Iterable[Vectors]:
        keys = list(missing)
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            yield dict(zip(part, self._encoder.encode([missing[key] for key in part]), strict=True))
