"""Files and functions stay small enough to be read at once."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path
    for folder in ("relais", "web", "actions", "bot", "bench", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if ".venv" not in path.relative_to(ROOT).parts
]
LINES_IN_A_FILE = 350
LINES_IN_A_FUNCTION = 45  # with its docstring; a router's enclosing function is left out


@pytest.mark.parametrize("path", CODE, ids=str)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LINES_IN_A_FILE


@pytest.mark.parametrize(
    "path", [path for path in CODE if path.relative_to(ROOT).parts[0] != "tests"], ids=str
)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        holds_others = any(
            isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) for child in node.body
        )
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        assert holds_others or lines <= LINES_IN_A_FUNCTION, f"{node.name}: {lines} lines"
