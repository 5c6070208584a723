"""Who may import whom: read from the code, not from memory."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {path.parent.name for path in (ROOT / "relais").glob("*/__init__.py")}
# Rooms in the order they may lean on each other: a room imports only rooms of a lower floor.
FLOORS = {
    "safety": 0,
    "replies": 0,
    "understanding": 0,
    "messaging": 0,
    "directory": 0,
    "staff": 0,
    "rights": 0,
    "appointments": 1,
    "conversations": 1,
    "reminders": 2,
}


def _files(folder: str) -> list[Path]:
    return [
        path
        for path in sorted((ROOT / folder).rglob("*.py"))
        if ".venv" not in path.relative_to(ROOT).parts
    ]


def _imports(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each imported module, with the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who leans on whom"
            yield node.module or "", tuple(alias.name for alias in node.names)


def _rooms_imported(path: Path) -> Iterator[tuple[str, str]]:
    """Each room a file leans on, with the full dotted path it took."""
    for module, names in _imports(path):
        if module == "relais":
            yield from ((name, f"relais.{name}") for name in names if name in ROOMS)
        elif module.startswith("relais.") and module.split(".")[1] in ROOMS:
            yield module.split(".")[1], module


def test_every_room_has_a_floor() -> None:
    assert set(FLOORS) == ROOMS


@pytest.mark.parametrize("path", _files("relais"), ids=str)
def test_relais_imports_neither_the_web_nor_the_actions(path: Path) -> None:
    for module, _ in _imports(path):
        assert module.split(".")[0] not in {"web", "actions", "bot", "tests", "bench"}


@pytest.mark.parametrize("path", _files("web") + _files("actions"), ids=str)
def test_web_and_actions_do_not_import_each_other_nor_the_bot(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    others = {"web", "actions", "bot", "tests", "bench"} - {own}
    for module, _ in _imports(path):
        assert module.split(".")[0] not in others


@pytest.mark.parametrize("path", _files("bot"), ids=str)
def test_the_bot_imports_only_rasa_its_libraries_and_itself(path: Path) -> None:
    for module, _ in _imports(path):
        assert module.split(".")[0] not in {"relais", "web", "actions", "tests", "bench"}


@pytest.mark.parametrize("path", _files("web") + _files("actions"), ids=str)
def test_rooms_are_entered_from_outside_by_their_front_door(path: Path) -> None:
    for room, module in _rooms_imported(path):
        assert module == f"relais.{room}", f"{path} reaches into {module}"


@pytest.mark.parametrize(
    "path", [path for path in _files("relais") if path.parent.name in ROOMS], ids=str
)
def test_rooms_enter_each_other_by_the_front_door_and_lean_only_downwards(path: Path) -> None:
    own = path.relative_to(ROOT / "relais").parts[0]
    for room, module in _rooms_imported(path):
        if room == own:
            continue
        assert module == f"relais.{room}", f"{path} reaches into {module}"
        assert FLOORS[room] < FLOORS[own], f"{own} may not lean on {room}"


@pytest.mark.parametrize("path", _files("relais") + _files("web") + _files("actions"), ids=str)
def test_nothing_reads_the_environment_or_the_clock_at_import(path: Path) -> None:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If):
            continue
        for inner in _outside_functions(node):
            if isinstance(inner, ast.Call):
                called = ast.unparse(inner.func)
                assert not called.endswith((".now", ".today", "time.time", "getenv", "connect"))
            assert ast.unparse(inner) != "os.environ" if isinstance(inner, ast.Attribute) else True


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is inside it, leaving out what runs only when called."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _outside_functions(child)
