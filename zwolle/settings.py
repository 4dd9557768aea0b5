"""Settings in reading order. Every value that differs per installation comes from the environment (.env.example)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from zwolle import environment

ROOT = Path(__file__).resolve().parent.parent
environment.load_dotenv(Path(environment.text("DOTENV", str(ROOT / ".env"))))

# --- What kind of installation is this -------------------------------------------------------------------------
DEBUG = environment.switch("DEBUG")
DEMO = environment.switch("DEMO")
PUBLIC_ADDRESS = environment.text("PUBLIC_ADDRESS", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
TRUSTED_PROXY = environment.text("TRUSTED_PROXY")
VAR = Path(environment.text("VAR", str(ROOT / "var")))

DEMO_KEY = "demo-only-key-that-protects-nothing-and-is-refused-outside-demo"
SECRET_KEY = DEMO_KEY if DEMO else environment.required_text("SECRET_KEY", "at least 50 random characters.")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
if not DEMO and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10):
    raise ImproperlyConfigured("SECRET_KEY is too weak: use at least 50 random characters.")

# --- Whose portal is this; another municipality changes these and the data in `city` ------------------------------
PORTAL_NAME = environment.text("PORTAL_NAME", "Initiatiefrijk Zwolle")
MUNICIPALITY = environment.text("MUNICIPALITY", "Zwolle")
THEME = environment.text("THEME", "neutral")
HELP_PHONE = environment.text("HELP_PHONE", "14 038")
HELP_MAIL = environment.text("HELP_MAIL", "initiatiefrijk@zwolle.example")
HELP_DESK = environment.text("HELP_DESK", "Stadskantoor Zwolle")
SECURITY_MAIL = environment.text("SECURITY_MAIL", "security@zwolle.example")

# --- Apps, storeys from top to bottom --------------------------------------------------------------------------
INSTALLED_APPS = [
    "zwolle.apps.ZwolleConfig",
    "insight",
    "stimulus_fund",
    "community",
    "teams",
    "initiatives",
    "accounts",
    "city",
    "core",
    "zwolle.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_htmx",
]
AUTH_USER_MODEL = "accounts.User"
ROLE_TABLE = "zwolle.roles.ROLES"
SCOPES = ["city.queries.wijk_scopes", "stimulus_fund.queries.schemes.scheme_scopes"]
RESERVED_NAMES = [  # what residents may not call themselves, also not in letters that look alike
    f"gemeente {MUNICIPALITY}",
    PORTAL_NAME,
    "gidsteam",
    "stadskantoor",
    f"burgemeester van {MUNICIPALITY}",
    f"wethouder van {MUNICIPALITY}",
    "beheerder",
    "administrator",
    "helpdesk",
    "klantenservice",
]
LIBRARY_ACCESS = "zwolle.access.LIBRARY_VIEWS"

MIDDLEWARE = [
    "core.middleware.RequestLogMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.RefuseMalformedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionClockMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.KeepTypedTextMiddleware",
    "core.access.ClosedByDefaultMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "zwolle.urls"
WSGI_APPLICATION = "zwolle.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zwolle.context.portal",
            ],
            "builtins": ["core.templatetags.components"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Storage ---------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database("DATABASE_URL", VAR / "zwolle.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # counts of tries live here: nobody may push them out
    },
    # Public pages, kept in this process only (core.kept_pages): a GET must not write to the database.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1_000}},
    # How much each network read of the open data in this minute (core.limits.count_reading).
    "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
PRIVATE_FILES = VAR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "core.files.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Login: a code by mail, then the second factor (docs/adr, accounts) ---------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
LANDING_PAGES = [("initiatives.enter_desk", "/beheer/"), ("teams.work", "/werkplek/"), ("", "/mijn/")]
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever is let in has just read a code in that mailbox
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # the web server already put the client in REMOTE_ADDR (TRUSTED_PROXY)

STAFF_SECOND_FACTOR = not DEMO
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # accounts.proof asks for it, also of people without a second factor
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_factor.ReauthenticateForm",
    "activate_totp": "accounts.forms.second_factor.ActivateAppForm",
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
}

# OpenID Connect for staff, when OIDC_SERVER names a provider. It lets in who has a role here already.
OIDC_TRUSTED_AMR = environment.words("OIDC_TRUSTED_AMR")
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
OIDC_APPS = [
    {
        "provider_id": "medewerkers",
        "name": environment.text("OIDC_NAME", "Account van de gemeente"),
        "client_id": environment.required_text("OIDC_CLIENT_ID", "the client at the OpenID provider."),
        "secret": environment.required_text("OIDC_CLIENT_SECRET", "the secret of that client."),
        "settings": {"server_url": server},
    }
    for server in environment.words("OIDC_SERVER")[:1]
]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_APPS}}

# --- Blind spots -----------------------------------------------------------------------------------------------
BLIND_SPOT_WEEKS = environment.number("BLIND_SPOT_WEEKS", 12)  # without contact for so long is a blind spot

# --- Mail ------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "core.mail_backend.OutboxBackend"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Initiatiefrijk Zwolle <initiatiefrijk@localhost>")
MAIL_DOMAIN = PUBLIC_ADDRESS.split("//")[1].split(":")[0]
SMTP_HOST = environment.text("SMTP_HOST")
SMTP_PORT = environment.number("SMTP_PORT", 25)
SMTP_USER = environment.text("SMTP_USER")
SMTP_PASSWORD = environment.text("SMTP_PASSWORD")
SMTP_STARTTLS = environment.switch("SMTP_STARTTLS")

# --- Taking part: following, reports, and who tells something in the feed of an initiative ---------------------------
DIGEST_HOUR = environment.number("DIGEST_HOUR", 16)
REPORT_ANSWER_DAYS = environment.number("REPORT_ANSWER_DAYS", 5)  # working days
APPEAL_ANSWER_DAYS = environment.number("APPEAL_ANSWER_DAYS", 10)  # working days
FEED_SOURCES = ["community.queries.news.told_in_feed"]

# --- Due work: dotted paths of jobs that `manage.py work` runs, and of rules what goes when its term is over ------
DUE_JOBS = [
    "core.jobs.SESSIONS",
    "core.jobs.RETENTION",
    "core.jobs.LIMITS",
    "core.jobs.FILES",
    "accounts.jobs.DATA_REQUESTS",
    "accounts.jobs.LAST_MAILS",
    "accounts.jobs.UNUSED",
    "community.jobs.EVENT_REMINDERS",
    "community.jobs.CHALLENGES",
    "community.jobs.CHALLENGE_DRAFTS",
    "community.jobs.DIGEST",
    "community.jobs.REFERRALS",
    "initiatives.jobs.PROMISES",
    "initiatives.jobs.DRAFT_REMINDERS",
    "initiatives.jobs.OLD_DRAFTS",
    "insight.jobs.WITHDRAWN_QUOTES",
    "insight.jobs.FIGURES",
    "stimulus_fund.jobs.TELL_TIME",
    "stimulus_fund.jobs.REMIND",
    "stimulus_fund.jobs.STALE_DRAFTS",
    "teams.jobs.REMINDERS",
    "teams.jobs.STALE_DRAFTS",
]
PERSONAL_DATA = [  # upper apps first
    "insight.actions.personal_data.PERSONAL",
    "stimulus_fund.actions.personal_data.PERSONAL",
    "community.actions.event_data.PERSONAL",
    "community.actions.challenge_data.PERSONAL",
    "community.actions.following_data.PERSONAL",
    "community.actions.hub_data.PERSONAL",
    "community.actions.story_data.PERSONAL",
    "teams.actions.programme_data.PERSONAL",
    "teams.actions.personal_data.PERSONAL",
    "initiatives.actions.personal_data.PERSONAL",
    "accounts.actions.personal_data.PERSONAL",
]
RETENTION_RULES = [
    "core.retention.MAILS",
    "accounts.jobs.CODES",
    "accounts.jobs.REQUESTS",
    "community.jobs.EVENT_ACCESS_NEEDS",
    "community.jobs.EVENT_REGISTRATIONS",
    "initiatives.jobs.OLD_INVITATIONS",
    "initiatives.jobs.OLD_MEETINGS",
    "community.jobs.CHALLENGES_DONE",
    "community.jobs.CHALLENGES_REJECTED",
    "community.jobs.CHALLENGES_BROKEN_OFF",
    "stimulus_fund.jobs.GRANTED",
    "stimulus_fund.jobs.REJECTED",
    "stimulus_fund.jobs.BROKEN_OFF",
    "community.jobs.UNCONFIRMED_FOLLOWS",
    "community.jobs.UNCONFIRMED_OFFERS",
    "community.jobs.ANSWERED_FLAGS",
    "community.jobs.OLD_PARTS",  # before the case itself, by which it is found
    "community.jobs.OLD_STORIES",
    "teams.jobs.OLD_TEAMS",  # before the case itself, by which it is found
    "community.jobs.OLD_REFERRALS",  # likewise
    "initiatives.jobs.OLD_CASES",
    "teams.jobs.OLD_PROGRAMMES",
]

# --- What the browser may do -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
HTTPS = PUBLIC_ADDRESS.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessie" if HTTPS else "sessie"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.forgery.csrf_failure"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60  # after the last use
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
LARGEST_REQUEST = 60 * 1024 * 1024
TOO_LARGE_VIEW = "zwolle.views.errors.too_large"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Open data at /api/v1: what its users hold us to (docs/open-data.md) ----------------------------------------------
API_PATH = "/api/"
API_VERSION = "1.0.0"
API_READS_A_MINUTE = environment.number("API_READS_A_MINUTE", 300)
OPEN_DATA_LICENCE = environment.text("OPEN_DATA_LICENCE", "CC0 1.0")
OPEN_DATA_LICENCE_URL = environment.text(
    "OPEN_DATA_LICENCE_URL", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
)

# --- What is written down: to standard output, without personal data ------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "core.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "waitress": {"level": "WARNING"},  # the address that counts is PUBLIC_ADDRESS
        "django.request": {"level": "ERROR"},  # what was not found or refused, portal.request already says
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
