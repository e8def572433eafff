"""Accounts of the staff, made on the command line."""

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from central.desk.models import Post, Role
from central.policies import municipalities

__all__ = ["make_account"]


def make_account(name: str, password: str, municipality: str | None, role: Role) -> str:
    """Make an account; empty: done, else why not.

    Without a municipality it administers the centre; with one it has a role there.
    """
    if not name.strip():
        return "an empty name is none"
    if municipality is not None and municipality not in municipalities():
        return f"no municipality {municipality}: there are {', '.join(municipalities())}"
    if User.objects.filter(username=name).exists():
        return f"there is a {name} already"
    if not password:
        return "an empty password is none"
    user = User(username=name, is_staff=True, is_superuser=municipality is None)
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        if municipality is not None:
            Post.objects.create(municipality=municipality, user=user, role=role)
    return ""
