"""What the parts of a charge are called."""

from collections.abc import Mapping

__all__ = ["letter_text", "method_text", "purpose_text"]

_PURPOSES: Mapping[str, str] = {
    "use": "施設使用料",
    "extension": "施設使用料（延長）",
    "surcharge": "施設使用料（差額）",
    "cancellation": "取消料",
    "registration": "利用者登録料",
    "renewal": "利用者登録更新料",
}
_PURPOSES_EN: Mapping[str, str] = {
    "use": "Fee for the use",
    "extension": "Fee for the added time",
    "surcharge": "Difference of the fee",
    "cancellation": "Fee for the cancellation",
    "registration": "Fee for the registration",
    "renewal": "Fee for the renewal",
}
_METHODS: Mapping[str, str] = {
    "cash": "窓口で現金",
    "debit": "口座振替",
    "online": "オンライン",
}
_LETTERS: Mapping[str, str] = {"reminder": "督促状", "demand": "催告書"}


def purpose_text(purpose: str, language: str = "ja") -> str:
    known = _PURPOSES_EN if language == "en" else _PURPOSES
    return known.get(purpose, purpose)


def method_text(method: str) -> str:
    return _METHODS.get(method, method)


def letter_text(step: str) -> str:
    """A letter by the name that the municipality's data gives to it."""
    return _LETTERS.get(step, step)
