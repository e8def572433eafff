"""stub"""


def refresh() -> None:
    pass
