"""Each measurement runs under the name that ``python -m bench`` gives it."""

from importlib.util import find_spec
from pathlib import Path

import pytest

import bench

FILES = sorted(Path(bench.__file__).parent.glob("[!_]*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_measurement__is_not_hidden_by_a_folder_of_its_name(file: Path) -> None:
    spec = find_spec(f"bench.{file.stem}")
    assert spec is not None
    assert spec.origin == str(file)
