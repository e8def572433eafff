"""The form of the number and of the password with which one logs in (利用者ID・パスワード)."""

from collections.abc import Iterator, Mapping

from rules.case import Case
from rules.document import NumberFormat, PasswordFormat
from rules.facts import Verb
from rules.verdict import Reason

CODES = {
    "number_form": ("length_min", "length_max"),
    "password_form": ("length_min", "length_max"),
    "number_is_password": (),
}


def reasons(case: Case) -> Iterator[Reason]:
    number, password = _chosen(case)
    forms = case.municipality.credentials
    if number is not None and not number_is_well_formed(number, forms.number):
        yield Reason("number_form", forms.number.cited, _lengths(forms.number))
    if password is not None and not password_is_well_formed(password, forms.password):
        yield Reason("password_form", forms.password.cited, _lengths(forms.password))


def warnings(case: Case) -> Iterator[Reason]:
    """A password that is the number too is taken, but easily guessed."""
    number, password = _chosen(case)
    equal = case.municipality.credentials.equal
    if equal is not None and number is not None and number == password:
        yield Reason("number_is_password", equal.cited)


def number_is_well_formed(number: str, form: NumberFormat) -> bool:
    """Half-width digits, or letters and digits, and so many of them."""
    allowed = number.isdigit() if form.characters == "digits" else number.isalnum()
    return number.isascii() and allowed and form.length_min <= len(number) <= form.length_max


def password_is_well_formed(password: str, form: PasswordFormat) -> bool:
    """Only keys that the keyboard shows; where it must be mixed, a letter and a digit at least."""
    if not form.length_min <= len(password) <= form.length_max:
        return False
    if not set(password) <= set("".join(form.rows)):
        return False
    mixed = any(key.isdigit() for key in password) and any(key.isalpha() for key in password)
    return mixed or not form.mixed


def _chosen(case: Case) -> tuple[str | None, str | None]:
    if case.verb is Verb.SET_PASSWORD:
        return None, case.request.password
    form = case.request.registration
    return (None, None) if form is None else (form.number, form.password)


def _lengths(form: NumberFormat | PasswordFormat) -> Mapping[str, object]:
    return {"length_min": form.length_min, "length_max": form.length_max}
