"""The fixture site: the project's own settings on a small content folder of its own."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from pelicanconf import *  # noqa: E402, F403
from pelicanconf import ROOT  # noqa: E402

PATH = "content"
OUTPUT_PATH = "output"
THEME = str(ROOT / "theme")
SITENAME = "A fixture's site"
