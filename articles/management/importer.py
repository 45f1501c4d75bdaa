"""In whose name a command imports."""

from django.core.management.base import CommandError

from newsroom.models import User

NOBODY = "import"


def importer(username: str | None) -> User:
    """Who the history will name for this import."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no user “{username}”", returncode=2)
        return user
    superuser = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if superuser:
        return superuser
    # An installation is often filled before anybody has an account.
    user, made = User.objects.get_or_create(username=NOBODY, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save()
    elif user.is_active:
        raise CommandError(f"say who imports: --by USERNAME (“{NOBODY}” is a person)", returncode=2)
    return user
