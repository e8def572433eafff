"""Who of the staff may do what, and in which municipality."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from central.desk.models import Post, Role
from central.policies import municipalities

__all__ = ["AT_COUNTER", "MANAGES", "READS", "READS_RECORDS", "may", "posts_of"]

#: What a role may do is said by each page and each act in one of these words.
MANAGES = frozenset({Role.MANAGER})
AT_COUNTER = frozenset({Role.COUNTER, Role.MANAGER})
READS = frozenset(Role)
#: Journal and look-ups tell what colleagues did.
READS_RECORDS = frozenset({Role.MANAGER, Role.AUDITOR})

Staff = AbstractBaseUser | AnonymousUser


def posts_of(user: Staff) -> Mapping[str, Role]:
    """A person's role by municipality; whoever administers the centre manages everywhere."""
    if not user.is_active:
        return {}
    if getattr(user, "is_superuser", False):
        return dict.fromkeys(municipalities(), Role.MANAGER)
    posts = Post.objects.filter(user_id=user.pk).values_list("municipality", "role")
    return {municipality: Role(role) for municipality, role in posts}


def may(user: Staff, roles: frozenset[Role], municipality: str | None = None) -> bool:
    """Whether a person has one of the roles, there or anywhere."""
    posts = posts_of(user)
    if municipality is not None:
        return posts.get(municipality) in roles
    return any(role in roles for role in posts.values())
