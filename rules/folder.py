"""The folder of a municipality: its files read, checked in form and put over those it extends."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from rules.document import (
    ExamplesDocument,
    FacilitiesDocument,
    PolicyHead,
    PolicyPart,
)
from rules.families import all_families
from rules.fault_words import in_words
from rules.positions import Positions
from rules.schema import Many, Rule, Section

__all__ = ["Folder", "PolicyError", "as_sample", "load_examples", "read_folder", "read_toml"]

D = TypeVar("D", bound=BaseModel)
#: A file longer than this is no policy.
FILE_BYTES_MAX = 1_000_000


class PolicyError(Exception):
    """Data that cannot be used; ``faults`` holds a line for each fault, str the first."""

    def __init__(self, *faults: str) -> None:
        super().__init__(faults[0])
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a municipality; ``inherited`` are the parts of the policy that it extends."""

    path: Path
    head: PolicyHead
    inherited: tuple[PolicyPart, ...]
    own: tuple[PolicyPart, ...]
    facilities: FacilitiesDocument
    texts: Mapping[str, Mapping[str, str]]
    positions: Positions | None


#: What a municipality never has from another: its place in a shared system, and its own pages.
OWN = {"system", "forms"}


def read_folder(path: Path) -> Folder:
    """The files of a folder; ``PolicyError`` where one is missing or not well formed."""
    content = read_toml(path / "policy.toml")
    base = content.get("extends")
    if base is None:
        return _by_itself(path, content)
    if not isinstance(base, str) or not (path.parent / base / "policy.toml").is_file():
        raise PolicyError(f"{path.name}/policy.toml: extends: no such municipality {base}")
    if (found := _base(path.parent / base)) is None:
        raise PolicyError(f"{path.name}/policy.toml: extends: {base} extends another")
    return _over(path, content, found)


def load_examples(folder: Path) -> ExamplesDocument:
    """The worked examples of a municipality, checked in form but not yet carried out."""
    path = folder / "examples.toml"
    return _validated(path, ExamplesDocument, read_toml(path))


def as_sample(model: D) -> D:
    """A copy whose values are all samples; what a refusal cites stays."""
    update = {name: _sampled(getattr(model, name)) for name in model.model_fields_set}
    if isinstance(model, Rule):
        update["rule"] = model.cited
    if isinstance(model, Section):
        update["source"] = "sample"
    return model.model_copy(update=update)


def read_toml(path: Path) -> dict[str, object]:
    """A TOML file as it stands, or one line about what is wrong with it."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()[: FILE_BYTES_MAX + 1]
        if len(data) > FILE_BYTES_MAX:
            raise PolicyError(f"{name}: the file: is longer than {FILE_BYTES_MAX} bytes")
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise PolicyError(f"{name}: the file: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise PolicyError(f"{name}: byte {error.start}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).removesuffix(")").rpartition(" (at ")
        raise PolicyError(f"{name}: {place}: {what}") from None


def _over(path: Path, content: dict[str, Any], base: Folder) -> Folder:
    """What a folder says itself, over what it inherits: that is a sample, whatever it was there."""
    inherited: Any = as_sample(base.head)
    said = {name: getattr(inherited, name) for name in inherited.model_fields_set - OWN}
    head = _policy(path, {**said, "policy": [], **content})
    own_places = (path / "facilities.toml").is_file()
    facilities = _facilities(path) if own_places else as_sample(base.facilities)
    own_texts = _texts(path)
    texts = {
        language: {**names, **own_texts.get(language, {})} for language, names in base.texts.items()
    }
    own = _positions(path)  # a place on another's map is no place here
    return Folder(path, head, inherited.policy, head.policy, facilities, texts, own)


@lru_cache(maxsize=8)
def _base(path: Path) -> Folder | None:
    """A folder that others extend; None where it extends one itself, perhaps them."""
    content = read_toml(path / "policy.toml")
    return _by_itself(path, content) if content.get("extends") is None else None


def _by_itself(path: Path, content: dict[str, Any]) -> Folder:
    head = _policy(path, content)
    texts, positions = _texts(path), _positions(path)
    return Folder(path, head, (), head.policy, _facilities(path), texts, positions)


def _policy(path: Path, content: dict[str, Any]) -> Any:
    return _validated(path / "policy.toml", _policy_model(), content)


def _facilities(path: Path) -> FacilitiesDocument:
    file = path / "facilities.toml"
    return _validated(file, FacilitiesDocument, read_toml(file))


def _positions(path: Path) -> Positions | None:
    """None where the municipality has no map."""
    file = path / "positions.toml"
    return _validated(file, Positions, read_toml(file)) if file.is_file() else None


def _validated(path: Path, model: type[D], content: Mapping[str, object]) -> D:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PolicyError(*_faults_of(f"{path.parent.name}/{path.name}", error)) from None


def _faults_of(name: str, error: ValidationError) -> Iterator[str]:
    """A line ``file: key: what is wrong`` for each fault that pydantic found."""
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        key = ".".join(str(part) for part in fault["loc"]) or "the file"
        yield f"{name}: {key}: {in_words(fault)}"


@lru_cache(maxsize=1)
def _policy_model() -> Any:
    """policy.toml with a key in each part for each family that has settings."""
    families = {f.name: (f.settings | None, None) for f in all_families() if f.settings}
    part = create_model("Part", __base__=PolicyPart, **families)  # type: ignore[call-overload]
    return create_model("PolicyDocument", __base__=PolicyHead, policy=(Many[part], ...))


def _texts(folder: Path) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("texts/*/*.md")):
        try:
            texts.setdefault(path.parent.name, {})[path.stem] = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            where = path.relative_to(folder.parent)
            raise PolicyError(f"{where}: byte {error.start}: is not UTF-8") from None
    return texts


def _sampled(value: Any) -> Any:
    match value:
        case BaseModel():
            return as_sample(value)
        case tuple():
            return tuple(_sampled(entry) for entry in value)
        case dict():
            return {key: _sampled(entry) for key, entry in value.items()}
        case _:
            return value
