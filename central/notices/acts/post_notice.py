"""サービスのお知らせ: what every terminal says for a time, and whether anybody logs in then."""

from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.notices.models import ServiceNotice
from central.notices.use_cases import post_notice
from rules.calendar import day_of, instant

__all__ = ["Act"]


class Act(ActForm):
    title = "お知らせを出す"
    table = ServiceNotice
    roles = MANAGES
    whole_table = True

    first_day = fields.day("最初の日")
    start_minute = fields.minute("何時から")
    last_day = fields.day("最後の日")
    end_minute = fields.minute("何時まで")
    ja = fields.text("日本語の文")
    en = fields.text("英語の文", required=False)
    stops = fields.yes("この間、ログインを止める")

    def set_up(self) -> None:
        today = day_of(self.desk.now)
        self.initial.update({"first_day": today, "last_day": today})

    def body(self) -> post_notice.Body:
        told = self.cleaned_data
        return post_notice.Body(
            begins_at=instant(told["first_day"], told["start_minute"]),
            ends_at=instant(told["last_day"], told["end_minute"]),
            text={language: told[language] for language in ("ja", "en") if told[language]},
            stops=told["stops"],
        )
