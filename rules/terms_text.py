"""The terms of use (利用規約) as they stand: a version is the digest of the Japanese text."""

from hashlib import sha256

from rules.municipality import Municipality

__all__ = ["terms_name", "terms_text", "terms_version"]

_BINDING = "ja"
#: Of a municipality that has no classes of facilities.
_GENERAL = "terms"


def terms_name(municipality: Municipality, facility_class: str) -> str:
    """The text that says the terms of a class, or of the municipality; "" where there are none."""
    known = municipality.classes.get(facility_class)
    return _GENERAL if known is None else known.terms or ""


def terms_text(municipality: Municipality, facility_class: str, language: str) -> str | None:
    """The terms of a class, or of the municipality, else in the language that binds.

    None: there are none to agree to.
    """
    name = terms_name(municipality, facility_class)
    told = municipality.texts.get(language, {}).get(name)
    return told or municipality.texts.get(_BINDING, {}).get(name)


def terms_version(municipality: Municipality, facility_class: str) -> str | None:
    """SHA-256 of what binds; None: there is nothing to agree to."""
    text = terms_text(municipality, facility_class, _BINDING)
    return None if text is None else sha256(text.encode()).hexdigest()
