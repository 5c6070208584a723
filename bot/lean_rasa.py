"""`python -m rasa` without TensorFlow: half the memory and some seconds less to start.

Rasa imports TensorFlow for its neural components, of which the pipeline uses none. Here the names
it imports are given empty classes in its place. Whatever then really uses one, such as a
DIETClassifier added to config.yml, fails with a message that says so; `python -m rasa` works with
those as ever.
"""

import gc
import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any, Optional, Sequence

LEFT_OUT = {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "jax"}


class TensorFlowLeftOutError(RuntimeError):
    """Something needs TensorFlow after all."""


class _EmptyClass(type):
    """Stands for any class or function: has every attribute, can be inherited from and decorate."""

    def __getattr__(cls, name: str) -> Any:
        return _empty(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "left_out" not in cls.__dict__:  # a class of Rasa that inherits from one of these
            return super().__call__(*args, **kwargs)
        if not _is_importing():
            raise TensorFlowLeftOutError(f"{cls.__name__} needs TensorFlow: use python -m rasa")
        return cls

    def __getitem__(cls, key: Any) -> Any:
        return cls

    def __or__(cls, other: Any) -> Any:
        return cls


def _empty(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _EmptyClass(name, (), {"left_out": True, "__module__": "tensorflow"})


def _is_importing() -> bool:
    frame: Optional[types.FrameType] = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


class _EmptyModule(types.ModuleType):
    __path__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        return _empty(name)


class _LeaveOut(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module for every module of the packages left out."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname.partition(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: Any) -> types.ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """An empty module has nothing to run."""


def main() -> None:
    """Run the command line of Rasa."""
    sys.meta_path.insert(0, _LeaveOut())
    if "train" in sys.argv:
        # Over again it would look through millions of phrases and n-grams, none of them garbage.
        gc.disable()
    from rasa.__main__ import main as rasa_main

    rasa_main()


if __name__ == "__main__":
    main()
