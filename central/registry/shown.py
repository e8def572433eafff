"""What is kept of a registration, in the words of the staff's pages."""

from ast import literal_eval
from collections.abc import Mapping

from central.desk.labels import word
from central.money.names import method_text
from central.registry.asked import NO_SCHOOL
from central.registry.models import Resident, ResidentState
from central.registry.states import STOPPED_FOR_DEBTS
from rules.municipality import Municipality
from rules.wording import in_language

__all__ = [
    "actor_text",
    "field_text",
    "roster_text",
    "state_text",
    "type_text",
    "value_text",
    "why_text",
]

#: Who did something, where it was nobody of the staff.
_ACTORS: Mapping[str, str] = {
    "terminal": "街頭端末",
    "job": "自動処理",
    "web": "インターネット",
    "import": "移行",
    "shell": "センターの管理者",
}
#: Commands that change a state for a reason of their own.
_WHYS: Mapping[str, str] = {
    "register": "利用者登録",
    "approve": "本登録",
    "expire": "有効期限が過ぎた",
    "renew_automatically": "自動更新",
    "apply_renewal": "更新",
    "complete_renewal": "更新申請の完了",
    STOPPED_FOR_DEBTS: "使用料の滞納による停止",
}


def actor_text(actor: str) -> str:
    """Of the staff the name; else what it was."""
    kind, _, name = actor.partition(":")
    if kind == "staff":
        return name
    return f"{_ACTORS.get(kind, kind)} {name}" if kind == "terminal" else _ACTORS.get(kind, kind)


def state_text(state: str) -> str:
    """A state of a registration, as its own column says it."""
    return str(ResidentState(state).label)


def why_text(why: str) -> str:
    return _WHYS.get(why, why)


def type_text(municipality: Municipality, name: str) -> str:
    """A kind of registration; one that the municipality no longer has says itself."""
    known = municipality.types.get(name)
    return name if known is None else in_language(known.name, "ja")


def field_text(field: str) -> str:
    return str(Resident._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001


def value_text(  # noqa: PLR0911 - a kind of field each
    municipality: Municipality, field: str, value: object
) -> str:
    """What was declared; ``value`` may come out of the history, which keeps text."""
    match field, value:
        case _, None | "" | "None":
            return "(なし)"
        case "type", _:
            return type_text(municipality, str(value))
        case "school", "none":
            return NO_SCHOOL
        case "school", _:
            return word("school", str(value))
        case "payment_method", _:
            return method_text(str(value))
        case "mail_returned", _:
            return "はい" if value in {True, "True"} else "いいえ"
        case "roster", _:
            return roster_text(municipality, _roster(value))
        case _:
            return str(value)


def roster_text(municipality: Municipality, roster: Mapping[str, object] | None) -> str:
    """構成員12人、市内12人 and what else a list of members comes to."""
    if roster is None:
        return ""
    sport = roster.get("main_sport")
    parts = [
        f"構成員{roster['members']}人",
        f"市内の人{roster['local']}人",
        f"連絡先{roster['phones']}件",
        f"代表者{roster['leader_age']}歳",
    ]
    if sport is not None:
        parts.append(in_language(municipality.sports.get(str(sport), {"en": str(sport)}), "ja"))
    if not roster.get("elementary_or_older", True):
        parts.append("小学生未満の人がいる")
    if not roster.get("base_in_city", True):
        parts.append("拠点は市外")
    return "、".join(parts)


def _roster(value: object) -> Mapping[str, object]:
    known = literal_eval(value) if isinstance(value, str) else value
    assert isinstance(known, Mapping)
    return known
