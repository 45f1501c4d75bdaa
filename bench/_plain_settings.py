"""The settings of the program, with the plain save among its pages."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "bench._plain_save"
