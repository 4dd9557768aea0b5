"""The settings of an installation, for a web server in a test; static files keep their plain names."""

from zwolle.settings import *  # noqa: F403
from zwolle.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
