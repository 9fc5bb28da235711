"""Django's settings, all from the environment (see ``environment``)."""

from datetime import timedelta

import dj_database_url
from csp.constants import NONE, SELF

from akto_invoice.portal import environment, logs

_env = environment.read()

SECRET_KEY = _env.secret_key
DEBUG = False
ALLOWED_HOSTS = list(_env.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(_env.csrf_trusted_origins)

INSTALLED_APPS = [
    "akto_invoice.portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "akto_invoice.portal.web.probes.answer_probes",
    "akto_invoice.portal.web.observe.observe",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "akto_invoice.portal.web.privacy.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "akto_invoice.portal.urls"
WSGI_APPLICATION = "akto_invoice.portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "akto_invoice.portal.web.menu.menu",
            ],
            "builtins": ["akto_invoice.portal.web.french"],
        },
    },
]

# --- data ---
DATABASES = {"default": dj_database_url.parse(_env.database_url, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, taken when a transaction starts: SQLite's row locks for select_for_update.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = (
        10  # seconds; libpq alone would wait for minutes
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = _env.data_dir / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "akto_invoice.portal.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DRAFT_RETENTION = timedelta(days=_env.draft_retention_days)  # none: drafts are kept for ever

# --- who may come in ---
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 12 * 60 * 60

# Five wrong passwords lock that account for that address; the right one clears them.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "akto_invoice.portal.web.sign_in.tried_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "portal/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False

# --- what browsers are told ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _env.is_production
SECURE_SSL_REDIRECT = _env.is_production
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _env.is_production else 0
# Other names of the domain are not the portal's to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- static files: served by the application from where packages have them, with no step to collect them ---
STATIC_URL = "static/"
STATICFILES_DIRS = [environment.PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600  # seconds: an upgrade shows soon

# --- French, in France ---
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- messages to people ---
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _env.email_host else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _env.email_host, _env.email_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _env.email_user, _env.email_password
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _env.email_from

# --- bank accounts ---
AKTO_IBANS = _env.akto_ibans
RIB_WAITING_HOURS = _env.rib_waiting_hours

# --- messages to those who run it ---
LOGGING = logs.configuration(_env.log_level)
METRICS_TOKEN = _env.metrics_token
