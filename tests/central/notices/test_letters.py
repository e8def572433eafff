"""Every template in every language, with what it is told."""

import json

import pytest
from django.test import override_settings

from central.mail_server import BadMailServerUrlError, mail_settings
from central.notices.letters import TEMPLATES, letter_of
from central.policies import municipalities
from rules.wording import languages
from sync.wire import EntrySlot

SLOT = {
    "facility": "argo/arena",
    "sport": "badminton",
    "courts": 1,
    "day": "2026-09-17",
    "start_minute": 1080,
    "end_minute": 1200,
}
LINK = "0190163d-8694-739b-aea5-966c26f8ad92"
TOLD = {
    "results": {
        "month": "2026-09",
        "won": [[SLOT]],
        "lost": [[SLOT, SLOT]],
        "confirm_until": "2026-08-20T00:00:00+09:00",
    },
    "booking": {
        "number": "AAAAA-AAAAA",
        "state": "confirmed",
        "slot": SLOT,
        "fee_yen": 800,
        "why": "",
    },
    "debit": {"day": "2026-09-30", "yen": 1200},
    "debit_failed": {"day": "2026-09-30", "yen": 1200},
    "password_link": {"password_link": LINK, "until": "2026-09-10T11:00:00+09:00"},
    "payment_link": {
        "number": "AAAAA-AAAAA",
        "slot": SLOT,
        "yen": 1200,
        "charge": "0190163d-8694-739b-aea5-966c26f8ad91",
        "link_until": "2026-09-30T00:00:00+09:00",
    },
    "payment_due": {
        "number": "AAAAA-AAAAA",
        "slot": SLOT,
        "yen": 1200,
        "due_until": "2026-09-30T00:00:00+09:00",
    },
    "outcome": {
        "number": "AAAAA-AAAAA",
        "verdict": "rejected",
        "reasons": [{"code": "account_state", "rule": "CM-06", "params": {"state": "suspended"}}],
        "slot": SLOT,
    },
    "registration_ends": {"last_day": "2026-09-30"},
    "test": {},
}
STATES = ("provisional", "applied", "permitted", "confirmed", "cancelled", "denied", "void")


def test_templates__there_is_each_in_each_language() -> None:
    names = {path.name for path in TEMPLATES.iterdir()}
    assert names == {f"{name}.{language}.txt" for name in TOLD for language in languages()}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", TOLD)
def test_letter__says_all_that_it_is_told(name: str, language: str) -> None:
    letter = letter_of(name, TOLD[name], language, municipalities()["ono"])
    assert letter.subject
    assert "\n" not in letter.subject
    for said in ("{", "None", "argo/arena", "2026-09-", "T00:00"):
        assert said not in letter.subject + letter.body
    if "yen" in TOLD[name]:
        assert "1,200" in letter.body


@pytest.mark.parametrize("language", languages())
def test_letter__of_a_booking_differs_by_its_state(language: str) -> None:
    policy = municipalities()["ono"]
    told = [{**TOLD["booking"], "state": state} for state in STATES]
    assert len({letter_of("booking", each, language, policy).body for each in told}) == len(STATES)


PAYABLE = {key: TOLD["payment_link"][key] for key in ("charge", "link_until")}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["booking", "payment_due", "payment_link", "password_link"])
def test_letter__has_the_link_where_it_leads_somewhere(name: str, language: str) -> None:
    told, ono = PAYABLE | TOLD[name], municipalities()["ono"]
    body = letter_of(name, told, language, ono).body
    (link,) = (word for word in body.split() if word.startswith("http"))
    assert link.endswith(f"lang={language}")
    assert "http" not in letter_of("booking", TOLD["booking"], language, ono).body
    with override_settings(WEB_ADDRESS=""):
        assert "http" not in letter_of(name, told, language, ono).body


def test_letter__escapes_nothing_and_keeps_one_line_of_subject() -> None:
    told = {**TOLD["booking"], "number": "A\nBcc: b@example.com", "why": "<&>"}
    letter = letter_of("booking", told, "en", municipalities()["ono"])
    assert "\n" not in letter.subject
    assert "<&>" in letter.body


def test_letter__of_a_room_that_is_gone() -> None:
    told = {**TOLD["booking"], "slot": {**SLOT, "facility": "gone/room", "sport": "gone"}}
    assert "gone/room gone" in letter_of("booking", told, "ja", municipalities()["ono"]).body


def test_letter__knows_an_entry_as_the_message_has_it() -> None:
    assert EntrySlot.model_validate_json(json.dumps(SLOT)).sport == "badminton"


def test_mail_server__as_the_address_says() -> None:
    settings = mail_settings("smtp+starttls://who:a%40b@mail.example.com")
    assert settings["EMAIL_HOST_PASSWORD"] == "a@b"
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == (587, True)
    assert mail_settings("smtps://mail.example.com")["EMAIL_USE_SSL"]
    assert mail_settings("")["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example.com", "http://a", "smtp://", "smtp://a:b"])
def test_mail_server__an_address_that_is_none(url: str) -> None:
    with pytest.raises(BadMailServerUrlError, match="CENTRAL_SMTP"):
        mail_settings(url)
