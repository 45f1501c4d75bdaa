"""The settings of an installation, with the static files that a test has collected."""

import os

from newsroom.settings import *  # noqa: F403

STATIC_ROOT = os.environ["COLLECTED"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
