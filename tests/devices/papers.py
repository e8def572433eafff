"""Tickets for the tests, among them what is hard to set: long names and rare kanji."""

from dataclasses import replace

from kiosk.devices.ticket_printer.ticket import Paper, Sketch

TO_ACT = Sketch(
    shape=12 / 13,
    places=((0.45, 0.54), (0.78, 0.63), (0.23, 0.18), (0.0, 1.0), (1.0, 0.0)),
    goal=(0.78, 0.63),
    goal_word="行き先",
    here=(0.45, 0.54),
    here_word="この端末",
    note="概略図です。場所はおおよそです。北が上です。",
)

BOOKED = Paper(
    title="予約票",
    place="総合体育館（アルゴ）",
    number_label="予約番号",
    number="K7M-2Q4",
    rows=(
        ("日時", "12月10日(水) 18:00–20:00"),
        ("施設", "アルゴ アリーナ"),
        ("種目", "バドミントン 1面"),
        ("利用者", "•••• 1234"),
        ("支払い", "12月10日(水)の利用の前まで\nアルゴ窓口"),
    ),
    notes=("利用の当日は、この票と利用者カードを窓口に見せてください。",),
    contact="問い合わせ 総合体育館 000-000-0000（9:00–21:00）",
    printed_at="2025年12月1日(月) 10:24 発行",
    qr="MK1:" + "AZaz09-_" * 18,
)

RECEIVED = replace(
    BOOKED,
    title="仮受付票",
    banner="まだ予約は決まっていません。センターと通信がもどりしだい、受け付けた順に決まります。",
    again="再発行",
)

#: As long as a signed booking is, and the longest that a code may be.
SIGNED = replace(RECEIVED, qr="31415926535897932384626433832795028841971" * 35)
SIGNED_LONG = replace(RECEIVED, qr="3141592653589793238462643383279502884197" * 102)

ENGLISH = replace(
    BOOKED,
    title="Provisional receipt",
    number_label="Receipt number",
    rows=(("When", "Wed 10 Dec 18:00–20:00"), ("Cancel free until", "Wed 3 Dec 24:00")),
    notes=("Please show this ticket and your card at the desk on the day of use.",),
    again="Reprint",
)

#: No end to its names, kanji that the first font lacks, and a word that no line can hold.
HARD = replace(
    BOOKED,
    title="長い長い名前の抽選申込受付確認票の控え",
    number="0123456789-ABCDEFGHIJ-0123456789",
    rows=(
        ("名前", "𠮷田髙﨑桒栁濵邊邉齋齊瀨頴葛\U000e0100城" * 6),
        ("とても長い見出しの行", "多目的スポーツコミュニティルームバドミントンコート" * 3),
        ("", "見出しがない"),
        ("値がない", ""),
    ),
    notes=("https://example.jp/" + "x" * 120, "あ" * 90, ""),
    again="再発行",
)

ALL = {
    "with a map": replace(BOOKED, sketch=TO_ACT),
    "with a map in large type": replace(BOOKED, sketch=TO_ACT, large=True),
    "booked": BOOKED,
    "received": RECEIVED,
    "english": ENGLISH,
    "signed": SIGNED,
    "signed_long": SIGNED_LONG,
    "hard": HARD,
    "booked_large": replace(BOOKED, large=True),
    "received_large": replace(RECEIVED, large=True),
    "hard_large": replace(HARD, large=True),
    "without_qr": replace(BOOKED, qr=""),
}
