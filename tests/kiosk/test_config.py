"""One TOML file: what is good is read, what is bad is one line with file and key."""

import re
from pathlib import Path

import pytest

from kiosk.config import FILE_BYTES_MAX, Config, ConfigError, Device, Panel, read

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "operation.md"
LEAST = {
    "municipality": '"ono"',
    "centre_url": '"https://centre.example.jp"',
    "state_dir": '"/var/lib/machikado"',
    "ticket_printer": '{ driver = "escpos" }',
}


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def toml(**changes: str | None) -> str:
    """The least configuration with other values; None leaves a key out."""
    rows = {key: value for key, value in (LEAST | changes).items() if value is not None}
    return "\n".join(f"{key} = {value}" for key, value in rows.items())


def fault(file: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        read(file)
    said = str(raised.value)
    assert "\n" not in said
    assert said.startswith(f"{file}: ")
    return said.removeprefix(f"{file}: ")


def test_config__the_least_has_defaults(tmp_path: Path) -> None:
    config = read(written(tmp_path, toml()))
    assert config == Config(
        municipality="ono",
        centre_url="https://centre.example.jp",
        state_dir=Path("/var/lib/machikado"),
        panel=Panel(width_px=1080, height_px=1920, width_mm=268, fullscreen=True),
        card_reader=Device(driver="pcsc"),
        reader_kind="tap",
        ticket_printer=Device(driver="escpos"),
    )


def test_config__in_full(tmp_path: Path) -> None:
    content = """
        municipality = "ono"
        centre_url = "http://127.0.0.1:8000"
        state_dir = "/srv/terminal"
        reader_kind = "tray"
        panel = { width_px = 1920, height_px = 1080, width_mm = 476.5, fullscreen = false }
        [card_reader]
        driver = "pcsc"
        settings = { reader = "Gemalto" }
        [ticket_printer]
        driver = "escpos"
        settings = { host = "192.168.10.20", port = 9100 }
    """
    config = read(written(tmp_path, content))
    assert (config.reader_kind, config.state_dir) == ("tray", Path("/srv/terminal"))
    assert config.panel == Panel(width_px=1920, height_px=1080, width_mm=476.5, fullscreen=False)
    assert config.card_reader == Device(driver="pcsc", settings={"reader": "Gemalto"})
    assert config.ticket_printer.settings == {"host": "192.168.10.20", "port": 9100}


def test_config__the_documented_one_is_read(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    config = read(written(tmp_path, found[1]))
    assert (config.municipality, config.ticket_printer.driver) == ("ono", "escpos")


def test_config__a_file_that_is_not_there(tmp_path: Path) -> None:
    assert fault(tmp_path / "none.toml") == "cannot be read: No such file or directory"


def test_config__a_folder(tmp_path: Path) -> None:
    assert fault(tmp_path) == "cannot be read: Is a directory"


def test_config__in_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    file = written(tmp_path, toml())
    assert fault(file / "kiosk.toml") == "cannot be read: Not a directory"


def test_config__that_does_not_end() -> None:
    assert fault(Path("/dev/zero")) == f"is longer than {FILE_BYTES_MAX} bytes"


@pytest.mark.parametrize(
    "content",
    [
        "municipality = [",
        "not toml",
        'a = 1\na = "twice"',
        '{"json": 1}',
        "\0",
        b"\xff\xfe",
        b"\x80",
    ],
)
def test_config__that_is_not_toml(tmp_path: Path, content: str | bytes) -> None:
    assert fault(written(tmp_path, content)).startswith("not TOML in UTF-8: ")


@pytest.mark.parametrize("key", LEAST)
def test_config__a_key_that_is_missing(tmp_path: Path, key: str) -> None:
    assert fault(written(tmp_path, toml(**{key: None}))) == f"{key}: is missing"


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("colour", '"red"', "colour"),
        ("panel", "{ depth_px = 1080 }", "panel.depth_px"),
        ("ticket_printer", '{ driver = "escpos", host = "x" }', "ticket_printer.host"),
        ("card_reader", '{ driver = "pcsc", baud = 9600 }', "card_reader.baud"),
    ],
)
def test_config__a_key_that_is_unknown(tmp_path: Path, key: str, value: str, named: str) -> None:
    said = fault(written(tmp_path, toml(**{key: value})))
    assert said == f"{named}: is no key that is known here"


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("municipality", "5", "municipality"),
        ("municipality", '"../ono"', "municipality"),
        ("municipality", '""', "municipality"),
        ("municipality", '["ono", "miki"]', "municipality"),
        ("also_serves", '"miki"', "also_serves"),
        ("also_serves", '["../miki"]', "also_serves.0"),
        ("also_serves", '["miki", 5]', "also_serves.1"),
        ("centre_url", "true", "centre_url"),
        ("centre_url", '"centre.example.jp"', "centre_url"),
        ("centre_url", '"file:///etc/passwd"', "centre_url"),
        ("state_dir", "5", "state_dir"),
        ("reader_kind", '"wave"', "reader_kind"),
        ("panel", '"large"', "panel"),
        ("panel", '{ width_px = "1080" }', "panel.width_px"),
        ("panel", "{ width_px = 1080.5 }", "panel.width_px"),
        ("panel", "{ width_px = 0 }", "panel.width_px"),
        ("panel", "{ height_px = -1920 }", "panel.height_px"),
        ("panel", "{ height_px = 80000 }", "panel.height_px"),
        ("panel", "{ width_mm = 0 }", "panel.width_mm"),
        ("panel", "{ width_mm = nan }", "panel.width_mm"),
        ("panel", "{ width_mm = inf }", "panel.width_mm"),
        ("panel", '{ fullscreen = "no" }', "panel.fullscreen"),
        ("card_reader", '"pcsc"', "card_reader"),
        ("card_reader", '{ driver = "../pcsc" }', "card_reader.driver"),
        ("ticket_printer", "{}", "ticket_printer.driver"),
        ("ticket_printer", '{ driver = "escpos", settings = 1 }', "ticket_printer.settings"),
    ],
)
def test_config__a_value_that_cannot_be(tmp_path: Path, key: str, value: str, named: str) -> None:
    assert fault(written(tmp_path, toml(**{key: value}))).startswith(f"{named}: ")


STAFF = '{ salt = "00112233445566778899aabbccddeeff", cards = ["%s"] }'


def test_staff__cards_are_digests_under_a_salt(tmp_path: Path) -> None:
    config = read(written(tmp_path, toml(staff=STAFF % ("ab" * 64))))
    assert config.staff is not None
    assert config.staff.cards == ("ab" * 64,)
    assert read(written(tmp_path, toml())).staff is None


@pytest.mark.parametrize(
    ("staff", "key"),
    [
        (STAFF % "04A1B2C3D4E5F6", "staff.cards.0"),
        ('{ salt = "00", cards = ["%s"] }' % ("ab" * 64), "staff.salt"),
        ('{ salt = "00112233445566778899aabbccddeeff", cards = [] }', "staff.cards"),
        ('{ salt = "00112233445566778899aabbccddeeff" }', "staff.cards"),
    ],
)
def test_staff__card_in_the_clear_or_without_a_salt_is_refused(
    tmp_path: Path, staff: str, key: str
) -> None:
    assert fault(written(tmp_path, toml(staff=staff))).startswith(f"{key}: ")


def test_municipalities__one_is_the_usual_case(tmp_path: Path) -> None:
    assert read(written(tmp_path, toml())).serves == ("ono",)
    assert read(written(tmp_path, toml(also_serves="[]"))).serves == ("ono",)


def test_municipalities__several_that_of_the_place_first(tmp_path: Path) -> None:
    config = read(written(tmp_path, toml(also_serves='["miki", "himeji"]')))
    assert config.serves == ("ono", "miki", "himeji")


@pytest.mark.parametrize(
    ("named", "twice"), [('["miki", "miki"]', "miki"), ('["miki", "ono"]', "ono")]
)
def test_municipalities__named_twice(tmp_path: Path, named: str, twice: str) -> None:
    said = fault(written(tmp_path, toml(also_serves=named)))
    assert said == f"also_serves: {twice} is named more than once"


def test_municipalities__more_than_a_hundred(tmp_path: Path) -> None:
    names = ", ".join(f'"town_{chr(97 + n // 26)}{chr(97 + n % 26)}"' for n in range(101))
    assert fault(written(tmp_path, toml(also_serves=f"[{names}]"))).startswith("also_serves: ")
