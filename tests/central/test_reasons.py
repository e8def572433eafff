"""Whatever the centre refuses with has its sentence, in each language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import central
from central.reasons import reason_text
from central.registry.use_cases.identify import Refusal
from rules.wording import has_text, languages, text
from sync.wire import ReasonText
from tests.rules.worlds import ono

#: Codes that no call spells out: those of a credential, and what settles elsewhere.
OTHERS = {
    *(refusal.value for refusal in Refusal),
    "unknown_municipality",
    "already_drawn",
    "action_known",
}
LIKELY = {"at": "2025-11-12T18:00:00+09:00", "day": "2025-11-12", "yen": 800}


def refusals() -> Iterator[tuple[str, frozenset[str]]]:
    """Each code that stands in a call, with the params that it is given there."""
    for path in Path(central.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="rejected"), args=[ast.Constant(value=str(code)), *_]
                ):
                    yield code, frozenset(word.arg for word in node.keywords if word.arg)
                case ast.Call(
                    func=ast.Name(id="Reason"),
                    args=[ast.Constant(value=str(code)), _, ast.Dict(keys=keys)],
                ):
                    names = [key.value for key in keys if isinstance(key, ast.Constant)]
                    yield code, frozenset(str(name) for name in names)
                case ast.Call(func=ast.Name(id="Reason"), args=[ast.Constant(value=str(code)), _]):
                    yield code, frozenset()


REFUSALS = sorted({*refusals(), *((code, frozenset()) for code in OTHERS)}, key=str)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("code", "names"), REFUSALS)
def test_reason_text__every_code_of_the_centre_with_what_it_says(code, names, language):
    params = {name: LIKELY.get(name.rpartition("_")[2], "argo/arena") for name in names}
    assert has_text(code, language)
    sentence = reason_text(ReasonText(code=code, rule="", params=params), language, ono())
    assert sentence != text("refused_otherwise", language)
    assert not re.search(r"[{}]", sentence)


def test_refusals__are_found():
    codes = {code for code, _ in REFUSALS}
    assert len(codes) > 60
    assert {"resident_or_holder", "amount_differs", "no_online_payment", "courts_taken"} <= codes


@pytest.mark.parametrize(
    ("reason", "language", "sentence"),
    [
        (
            ReasonText(code="amount_differs", rule="", params={"right_yen": 1200}),
            "ja",
            "金額が合いません。正しい額は1,200円です。",
        ),
        (
            ReasonText(code="refund_elsewhere", rule="ON-37", params={"venue": "argo"}),
            "en",
            "It is given back at the desk of Ono General Gymnasium (Argo).",
        ),
        (
            ReasonText(code="cash_elsewhere", rule="", params={"desks": "argo, nobody"}),
            "en",
            "This charge is paid in cash at: Ono General Gymnasium (Argo), nobody.",
        ),
        (
            ReasonText(code="paper_awaited", rule="KM-15", params={"document": "guardian_id"}),
            "en",
            "This paper has not been seen yet: identity document of the guardian.",
        ),
        (
            ReasonText(
                code="cancel_too_late",
                rule="ON-27",
                params={"until_at": "2025-11-12T18:00:00+09:00"},
                allowed_until="2025-11-12T18:00:00+09:00",
            ),
            "ja",
            "取消ができるのは11月12日(水) 18:00までです。 11月12日(水) 18:00まででした。",
        ),
    ],
)
def test_reason_text__names_money_and_times(reason, language, sentence):
    assert reason_text(reason, language, ono()) == sentence


def test_reason_text__a_code_that_no_program_of_today_gives():
    assert reason_text(ReasonText(code="long_gone", rule=""), "ja", ono()) == "long_gone"
