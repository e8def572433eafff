"""The terms of use (利用規約) as they stand: a version is the digest of the Japanese text."""

from hashlib import sha256

from rules.policy import Municipality

__all__ = ["terms_version"]

_BINDING = "ja"
#: Of a municipality that has no classes of facilities.
_GENERAL = "terms"


def terms_version(municipality: Municipality, facility_class: str) -> str | None:
    """SHA-256 of the terms of a class, or of the municipality; None: there are none to agree to."""
    known = municipality.classes.get(facility_class)
    text = municipality.texts.get(_BINDING, {}).get(
        _GENERAL if known is None else known.terms or ""
    )
    return None if text is None else sha256(text.encode()).hexdigest()
