"""Settings for publishing: ``pelicanconf.py`` with the public address."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *
from pelicanconf import EDITORIAL_ADDRESS

SITEURL = EDITORIAL_ADDRESS
