"""The environment of the tests: no .env of a developer, no demo mode, a key of their own. Read before the settings."""

import os

os.environ.update(
    {
        "DOTENV": os.devnull,
        "DEMO": "0",
        "DEBUG": "0",
        "SECRET_KEY": "a-key-for-tests-only-that-is-long-enough-to-pass-0123456789",
        "PUBLIC_ADDRESS": "http://localhost:8000",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "SMTP_HOST": "",
    }
)
