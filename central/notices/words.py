"""Mails as the staff read of them."""

from collections.abc import Mapping

__all__ = ["LANGUAGES", "TEMPLATES", "failure_text", "template_text"]

LANGUAGES: Mapping[str, str] = {"ja": "日本語", "en": "英語"}
TEMPLATES: Mapping[str, str] = {
    "booking": "予約の内容",
    "debit": "口座振替の案内",
    "debit_failed": "振替不能の知らせ",
    "outcome": "端末で預かった申込みの結果",
    "password_link": "パスワードの再登録",
    "payment_link": "オンライン納付の案内",
    "payment_due": "納付期限の案内",
    "registration_ends": "有効期限の案内",
    "results": "抽選の結果",
    "test": "試しのメール",
}
_FAILURES: Mapping[str, str] = {
    "later": "メールサーバーに届かなかった",
    "refused": "宛先が受け取らなかった",
    "no_address": "メールアドレスがない",
}


def template_text(template: str) -> str:
    return TEMPLATES.get(template, template)


def failure_text(why: str) -> str:
    return _FAILURES.get(why, why)
