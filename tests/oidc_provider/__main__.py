"""A real OpenID provider in a process of its own: `python -m tests.oidc_provider PORT DIRECTORY CALLBACK`."""

import sys
from pathlib import Path

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string
from waitress import serve


def configure(directory: Path) -> None:
    """The provider's own settings; nothing of the portal's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.configure(
        SECRET_KEY="the-provider-has-a-key-of-its-own-and-it-is-long-enough",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.oidc_provider.site",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": directory / "provider.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        IDP_OIDC_ADAPTER="tests.oidc_provider.site.Adapter",
        IDP_OIDC_PRIVATE_KEY=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    )


def main(port: str, directory: str, callback: str) -> None:
    """Make the provider's database, and serve."""
    configure(Path(directory))
    django.setup()
    call_command("migrate", verbosity=0)
    import_string("tests.oidc_provider.site.populate")(callback)
    serve(get_wsgi_application(), host="127.0.0.1", port=int(port), threads=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
