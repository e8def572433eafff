"""A child process that does not outlive the one that started it, however that one ends."""

__all__ = ["ends_with_us"]


def ends_with_us(sign: str = "TERM") -> tuple[str, ...]:
    """Before the words of a command: the kernel sends it ``sign`` when its parent is gone."""
    return ("setpriv", "--pdeathsig", sign)
