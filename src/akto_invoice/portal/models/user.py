"""Who signs in: an e-mail address, a password, and a profile that decides what the menu offers."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from akto_invoice.portal.models.token import ApiToken


class Profile(models.TextChoices):
    """What a user is to AKTO; what the user may see is decided by memberships, or by being an agent."""

    ADHERENT = "adherent", "Adhérent"
    ORGANISME = "organisme", "Organisme de formation"
    AGENT = "agent", "Agent AKTO"


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create and save a user; without a password nobody can sign in as this user."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an agent who may use Django's administration, for ``createsuperuser``."""
        return self.create_user(
            email, password, **{"profile": Profile.AGENT, "is_staff": True, "is_superuser": True} | fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user who signs in: addresses are stored in lower case."""
        return self.get(email=(username or "").lower())


class User(AbstractUser):
    """A person with an account.

    ``token`` is no column: it is what the person's program called with, and narrows what the user may do meanwhile.
    """

    token: "ApiToken | None" = None

    username = None  # type: ignore[assignment]
    email = models.EmailField("adresse e-mail", unique=True)
    profile = models.CharField("profil", max_length=10, choices=Profile)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = "utilisateur"
        constraints = (
            models.CheckConstraint(condition=models.Q(profile__in=Profile.values), name="user_profile_known"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def is_agent(self) -> bool:
        """Tell whether the user works for AKTO: agents see everything and use the back office."""
        return self.profile == Profile.AGENT
