"""What the desk tells somebody once, to be written down or handed over."""

from central.desk.acts import Slip

__all__ = ["password_slip"]

_MUST_CHANGE = (
    "この画面を閉じると、二度と表示できません。ご本人に伝えてください。"
    "この仮パスワードは、予約などの前に、ご本人が必ず新しいパスワードに変更する必要があります。"
)


def password_slip(password: str) -> Slip:
    return Slip("仮パスワード", password, _MUST_CHANGE)
