"""What differs from one terminal to the next; read once at start, from one TOML file."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from kiosk.assets import installed
from kiosk.staff_cards import SALT
from rules.fault_words import in_words

__all__ = ["Config", "ConfigError", "Device", "Panel", "Staff", "check_served", "read"]


#: A file longer than this is no configuration.
FILE_BYTES_MAX = 100_000


class ConfigError(Exception):
    """One line: file, key, and what is wrong with it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Panel(_Strict):
    """The screen: pixels, and the real width of the glass in millimetres."""

    width_px: int = Field(1080, ge=360, le=8000)
    height_px: int = Field(1920, ge=360, le=8000)
    width_mm: float = Field(268.0, ge=100, le=2000)
    fullscreen: bool = True


class Device(_Strict):
    """A driver by the name of its file, and its own settings, which the driver checks."""

    driver: str = Field(pattern=r"^[a-z_]+$")
    settings: dict[str, Any] = {}


class Staff(_Strict):
    """The staff's cards as digests; ``python -m kiosk.new_staff_card`` makes these lines."""

    salt: str = Field(pattern=SALT)
    cards: tuple[Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")], ...] = Field(
        min_length=1, max_length=50, strict=False
    )


MunicipalityId = Annotated[str, Field(pattern=r"^[a-z_]+$")]


class Config(_Strict):
    """``reader_kind``: ``tap``, a card is touched and put away; ``tray``, it lies there.

    ``municipality`` is where the terminal stands, ``also_serves`` are others to choose from.
    """

    municipality: MunicipalityId
    also_serves: tuple[MunicipalityId, ...] = Field((), max_length=100, strict=False)
    centre_url: str = Field(pattern=r"^https?://")
    state_dir: Path = Field(strict=False)
    panel: Panel = Panel()
    card_reader: Device = Device(driver="pcsc")
    reader_kind: Literal["tap", "tray"] = "tap"
    ticket_printer: Device
    staff: Staff | None = None

    @property
    def serves(self) -> tuple[str, ...]:
        """All municipalities, that of its place first."""
        return (self.municipality, *self.also_serves)

    @field_validator("also_serves")
    @classmethod
    def _each_once(cls, also: tuple[str, ...], known: ValidationInfo) -> tuple[str, ...]:
        named = Counter((known.data.get("municipality"), *also))
        for name in also:
            if named[name] > 1:
                raise ValueError(f"{name} is named more than once")
        return also


def read(file: Path) -> Config:
    """Read a configuration; ConfigError names file and key."""
    try:
        return Config.model_validate(_table(file))
    except ValidationError as cause:
        first = cause.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{file}: {key}: {in_words(first)}") from cause


def check_served(config: Config, file: Path) -> None:
    """ConfigError where a municipality of the configuration did not come with this program."""
    there = installed()
    for name in config.serves:
        if name not in there:
            key = "municipality" if name == config.municipality else "also_serves"
            raise ConfigError(f"{file}: {key}: no {name} here: there are {', '.join(there)}")


def _table(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as stream:
            data = stream.read(FILE_BYTES_MAX + 1)
        if len(data) > FILE_BYTES_MAX:
            raise ConfigError(f"{file}: is longer than {FILE_BYTES_MAX} bytes")
        return tomllib.loads(data.decode("utf-8"))
    except OSError as cause:
        raise ConfigError(f"{file}: cannot be read: {cause.strerror}") from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise ConfigError(f"{file}: not TOML in UTF-8: {cause}") from cause
