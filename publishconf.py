"""Settings for publishing: ``pelicanconf.py`` with the public address."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: E402, F403
from pelicanconf import EDITORIAL_ADDRESS  # noqa: E402

SITEURL = EDITORIAL_ADDRESS
