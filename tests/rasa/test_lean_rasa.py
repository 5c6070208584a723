"""Rasa without TensorFlow."""

import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(code):
    """Run a few lines in a new Python in which TensorFlow is left out; gives its last line."""
    start = (
        "import sys; from bot import lean_rasa; sys.meta_path.insert(0, lean_rasa._LeaveOut())\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", start + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


class LeanRasaTest(unittest.TestCase):
    def test_rasa_is_imported_with_its_neural_components_and_without_tensorflow(self):
        code = """
import rasa.core.run, rasa.nlu.classifiers.diet_classifier
print(type(sys.modules["tensorflow"]).__name__)
"""
        self.assertEqual(run(code), "_EmptyModule")

    def test_what_really_needs_tensorflow_fails_and_says_why(self):
        code = "import tensorflow as tf\ntf.constant(1)"
        self.assertIn("constant needs TensorFlow: use python -m rasa", run(code))


if __name__ == "__main__":
    unittest.main()
