"""The centre's rules replace those of the terminal, where they are whole and can be read."""

import shutil
from pathlib import Path

import pytest

from rules.bundle import digest_of, read_bundle
from sync.policies import current_policy
from sync.reports import FaultFound, PolicyTaken
from tests.support.centre import ROOT

INSTALLED = ROOT / "assets" / "municipalities" / "ono"
FILES = dict(read_bundle(INSTALLED))
OLD = digest_of(FILES)
POLL = ["GET /v1/availability"]


def changed(**files: str) -> dict[str, str]:
    """The same rules with a remark, and with these files in the place of theirs."""
    policy = FILES["ono/policy.toml"] + "\n# newer\n"
    return {**FILES, "ono/policy.toml": policy} | {
        f"ono/{name}.toml": text for name, text in files.items()
    }


@pytest.fixture
def home(terminal, far_end):
    """The terminal stands at a venue that the municipality has; the far end tells it at once."""
    terminal.policies = {"ono": OLD}
    at_venue(terminal, far_end.venue, "argo")
    return terminal


def at_venue(terminal, old, new):
    identity = terminal.state_dir / "identity.json"
    identity.write_text(identity.read_text().replace(f'"{old}"', f'"{new}"'))


def told(far_end, files, digest=None):
    far_end.policy_files, far_end.policy = files, digest or digest_of(files)
    far_end.etag = f'"{far_end.policy}"'


def poll(service, far_end) -> list[str]:
    before = len(far_end.requests)
    service.nudge()
    service.step()
    return [one for one in far_end.requests[before:] if one.startswith("GET")]


def test_same_rules__are_not_fetched(home, far_end):
    told(far_end, FILES)
    assert poll(home.open(), far_end) == POLL


def test_new_rules__are_fetched_once_and_used_at_the_next_start(home, far_end):
    service = home.open()
    told(far_end, changed())
    assert poll(service, far_end) == [*POLL, "GET /v1/policy"]
    assert poll(service, far_end) == POLL
    (taken,) = home.of(PolicyTaken)
    assert (taken.municipality.id, taken.digest) == ("ono", far_end.policy)
    found, digest = current_policy(home.state_dir, INSTALLED)
    assert (found.id, digest) == ("ono", far_end.policy)
    newer = {**changed(), "ono/policy.toml": changed()["ono/policy.toml"] + "# newest\n"}
    told(far_end, newer)
    poll(service, far_end)
    assert current_policy(home.state_dir, INSTALLED)[1] == far_end.policy
    assert len(list((home.state_dir / "policies" / "ono").iterdir())) == 1


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (changed(policy="nothing = 1"), "policy.toml"),
        (changed(policy="no toml at all ["), "policy.toml"),
        ({"himeji/policy.toml": "x = 1"}, "there is no ono/policy.toml in it"),
        (changed(facilities=""), "facilities.toml"),
    ],
)
def test_rules__that_cannot_be_read_are_refused_and_the_old_ones_stay(home, far_end, files, fault):
    far_end.now_ms = home.clock.wall_ms
    service = home.open()
    told(far_end, files)
    assert poll(service, far_end) == [*POLL, "GET /v1/policy"]
    assert poll(service, far_end) == POLL
    (line,) = home.of(FaultFound)
    assert fault in line.line
    assert home.of(PolicyTaken) == []
    assert current_policy(home.state_dir, INSTALLED)[1] == OLD
    state = far_end.states[-1]
    assert (state.policy, state.policy_refused) == (OLD, True)
    told(far_end, changed())
    poll(service, far_end)
    assert len(home.of(PolicyTaken)) == 1
    state = far_end.states[-1]
    assert (state.policy, state.policy_refused) == (far_end.policy, False)


def test_rules__of_another_digest_are_refused(home, far_end):
    service = home.open()
    told(far_end, changed(), digest="a" * 64)
    poll(service, far_end)
    assert "not those of its digest" in home.of(FaultFound)[0].line


def test_rules__without_the_venue_of_this_terminal_are_refused(home, far_end):
    at_venue(home, "argo", "elsewhere")
    service = home.open()
    told(far_end, changed())
    poll(service, far_end)
    assert "it has no venue elsewhere" in home.of(FaultFound)[0].line
    assert current_policy(home.state_dir, INSTALLED)[1] == OLD


def test_file__that_leads_out_of_its_folder_is_no_answer(home, far_end):
    service = home.open()
    told(far_end, changed())
    evil = '{"municipality":"ono","digest":"%s","files":{"../evil.toml":""},"centre_ms":1}'
    far_end._get_policy = lambda *_: (200, (evil % far_end.policy).encode(), {})
    poll(service, far_end)
    assert home.of(PolicyTaken) == []
    assert not (home.state_dir / "policies").exists()


def test_fetch__that_was_cut_is_tried_at_the_next_poll_and_after_a_restart(home, far_end):
    service = home.open()
    told(far_end, changed())
    give = far_end._get_policy
    far_end._get_policy = lambda *_: (500, b"", {})
    poll(service, far_end)
    home.close()
    far_end._get_policy = give
    assert poll(home.open(), far_end) == [*POLL, "GET /v1/policy"]
    assert len(home.of(PolicyTaken)) == 1


def test_rules__that_were_altered_on_the_disk_are_dropped(home, far_end):
    service = home.open()
    told(far_end, changed())
    poll(service, far_end)
    (file,) = (home.state_dir / "policies").glob("ono/*/ono/policy.toml")
    file.write_text(file.read_text() + "# by hand\n")
    assert current_policy(home.state_dir, INSTALLED)[1] == OLD
    assert not file.exists()


def test_bundle__holds_what_a_municipality_extends(tmp_path: Path):
    bundle = read_bundle(INSTALLED.parent / "sakai")
    assert {name.split("/")[0] for name in bundle} == {"sakai", "kumatori"}
    for name in ("sakai", "kumatori"):
        shutil.copytree(INSTALLED.parent / name, tmp_path / name)
    assert digest_of(read_bundle(tmp_path / "sakai")) == digest_of(bundle)
    assert read_bundle(tmp_path / "nowhere") == {}
