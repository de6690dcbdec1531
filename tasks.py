"""Tasks: `python3 tasks.py NAME` makes .venv first; from the environment, `invoke NAME` is the same.

Run by hand, this file needs nothing but Python's standard library, and it must be readable by
Pythons that are too old, so that they can be told so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the point is to run under an older one)
    sys.exit("Pamphleteer needs Python 3.11 or later; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

import datetime
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

try:
    from invoke import task
except ImportError:  # run by hand, before the environment stands

    def task(function=None, **_options):
        """Stand in for invoke's decorator; the tasks run in the environment, which has the real one."""
        return function if function else task


ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "pamphleteer-installed.txt"


# --- tasks ------------------------------------------------------------------------------------------


@task(
    help={
        "settings": "the settings file (publishconf.py for the public address)",
        "strict": "treat warnings as errors",
        "clean": "make everything anew, not only what has changed",
        "why": "a page, by its address: say why it was made, or that it was not",
        "timings": "say what the build has spent its time on",
        "debug": "show where a failure comes from",
    }
)
def build(_context, settings="pelicanconf.py", strict=False, clean=False, why="", timings=False, debug=False):
    """Build the site into output/: what has changed since the last build."""
    flags = [*_flags(strict=strict, clean=clean, timings=timings, debug=debug), *(["--why", why] if why else [])]
    _run("-m", "press", "content", "-s", settings, "-o", "output", *flags)


@task(
    help={
        "external": "ask every address elsewhere that texts link to, too",
        "strict": "treat warnings as errors",
        "json": "print the problems as JSON",
        "sarif": "print the problems in SARIF, which code hosts show beside the lines",
        "debug": "show where a failure comes from",
    }
)
def check(_context, external=False, strict=False, json=False, sarif=False, debug=False):
    """Find every problem, and write nothing."""
    if external and (json or sarif):
        sys.exit("--external says what it finds as text; for data: python -m press.external content --not data --json")
    _run("-m", "press", "content", "-s", "pelicanconf.py", "--check", *_flags(strict=strict, json=json, sarif=sarif, debug=debug))
    if external:
        _run("-m", "press.external", "content", "--not", "data")


@task(
    help={
        "dry_run": "show what is new and every problem, and write nothing",
        "strict": "treat warnings as errors",
        "debug": "show where a failure comes from",
    }
)
def publish(_context, dry_run=False, strict=False, debug=False):
    """Show what is new, build the site for its public address, and put it on record (content/data/publications.toml)."""
    lost = _lost_blocks()
    if lost:
        sys.exit(
            f"content/data/publications.toml lacks {len(lost)} of the blocks that git has, {lost[0]} first. "
            "Take it back (git checkout); or, if they were forgotten on purpose, commit it. Then publish."
        )
    flags = _flags(check=dry_run, strict=strict, debug=debug)
    _run("-m", "press", "content", "-s", "publishconf.py", "-o", "output", "-e", "EDITORIAL_PUBLISHING=true", *flags)


@task(
    help={
        "withdraw": "an address: what stood there was taken out, for the reason in --because",
        "because": "a sentence for its readers",
        "moved": "an address: what stood there stands at --to now",
        "to": "the new address",
        "redate": "an address: its first day is the one in its header, and the record was wrong",
        "forget": "an address: as if it had never been published",
        "json": "print the record as JSON",
    }
)
def record(_context, withdraw="", because="", moved="", to="", redate="", forget="", json=False):
    """Show what has been published; or correct the record of it."""
    said = {"withdraw": withdraw, "because": because, "moved": moved, "to": to, "redate": redate, "forget": forget}
    _editorial("record", "--date", _today(), *(part for name, value in said.items() if value for part in (f"--{name}", value)), json=json)


@task
def ping(_context):
    """Tell the hub (EDITORIAL_HUB) which feeds have changed since it was told last; after the site is on its host."""
    from pelicanconf import EDITORIAL_ADDRESS, EDITORIAL_HUB

    if not EDITORIAL_HUB:
        sys.exit("There is no hub: set EDITORIAL_HUB in pelicanconf.py, or do without; feed readers come by themselves.")
    _run("-m", "pelican_editorial.ping", EDITORIAL_HUB, "--address", EDITORIAL_ADDRESS, "--output", "output", "--told", ".cache/told.json")


@task(help={"port": "the port on this machine", "drafts": "show drafts too, under /drafts/ (in a folder of their own)"})
def serve(_context, port=8000, drafts=False):
    """Build, serve the site on this machine, build again on every save, and show it in the browser; output/ stays as it is."""
    output = ".cache/drafts" if drafts else ".cache/site"
    extra = ["PRESS_WATCHING=true"]
    if drafts:
        extra += [f'{kind}_SAVE_AS="drafts/{{slug}}/index.html"' for kind in ("DRAFT", "DRAFT_PAGE")]
    where = ["--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port)]
    _end_with_this()
    _run("-m", "press", "content", "-s", "pelicanconf.py", "-o", output, *where, "-e", *extra)


@task(help={"title": "the title", "paper": "a group article, not a post", "slug": "its place in the address"})
def new(_context, title, paper=False, slug=""):
    """Begin a post (or, with --paper, a group article): a dated draft with every key explained."""
    options = [*(["--paper"] if paper else []), *(["--slug", slug] if slug else [])]
    _run("-m", "editorial", "new", title, "--date", _today(), *options)


@task(
    help={
        "confirm": "write the themes of this post into its header, as read and found right",
        "cues": "list the cues that occur nowhere",
        "json": "print them as JSON",
    }
)
def themes(_context, confirm="", cues=False, json=False):
    """List every text with its themes, and what is suggested."""
    today = ["--confirm", confirm, "--date", _today()] if confirm else []
    _editorial("themes", *today, *(["--cues"] if cues else []), json=json)


@task(help={"json": "print them as JSON"})
def lists(_context, json=False):
    """Show the reading lists, and what is missing from them."""
    from pelicanconf import EDITORIAL_ADDRESS, TIMEZONE

    today = _today()
    _editorial("lists", "--date", today, "--zone", TIMEZONE, "--address", EDITORIAL_ADDRESS, json=json)


@task(help={"days": "how far to look ahead", "json": "print them as JSON"})
def permissions(_context, days=90, json=False):
    """List who may reproduce what, and what expires in the next 90 days."""
    _editorial("permissions", "--date", _today(), "--days", str(days), json=json)


@task(help={"paper": "the slug of a paper"})
def release_paper(_context, paper):
    """Keep the published version of a paper for good, and begin the next."""
    with tempfile.TemporaryDirectory() as before:
        for file in sorted((ROOT / "content" / "papers").glob("**/*.md")):
            if file.parent.parent.name != "versions" and paper in (file.stem, _slug(file)):
                _history(file, Path(before))
        _run("-m", "editorial", "release-paper", paper, "--history", before, "--date", _today())


@task(help={"post": "the slug of a post or paper", "json": "print it as JSON"})
def explain(_context, post, json=False):
    """Tell why a text has its themes, sentence by sentence, and not others."""
    _editorial("explain", post, json=json)


@task(help={"gold": "a file of labelled texts, JSON lines; without it, the texts that authors confirmed", "json": "print one object"})
def evaluate(_context, gold="", json=False):
    """Measure the tags against what people say."""
    _editorial("evaluate", *(["--gold", gold] if gold else []), json=json)


@task(help={"from_": "the commit to compare with", "json": "print it as JSON"})
def themes_diff(_context, from_="HEAD", json=False):
    """Tell which texts and lists a changed vocabulary or model gains and loses, before it is committed."""
    with tempfile.TemporaryDirectory() as before:
        for name in ("themes.toml", "themes.model.json"):
            shown = subprocess.run(["git", "show", f"{from_}:content/data/{name}"], cwd=ROOT, capture_output=True)
            if shown.returncode == 0:
                Path(before, name).write_bytes(shown.stdout)
            elif name == "themes.toml":
                sys.exit(f"There is no content/data/{name} at {from_}: {shown.stderr.decode(errors='replace').strip()}")
        _editorial("themes-diff", "--before", before, json=json)


@task(help={"json": "print what was measured as JSON"})
def train(_context, json=False):
    """Learn from the examples and from confirmed texts; write content/data/themes.model.json."""
    _need("train")
    _editorial("train", json=json)


@task(help={"json": "as JSON-LD, not Turtle"})
def skos(_context, json=False):
    """Print the vocabulary in SKOS, for other systems."""
    _need("skos")
    from pelicanconf import EDITORIAL_ADDRESS

    _editorial("skos", "--address", EDITORIAL_ADDRESS, json=json)


@task(
    help={"only": "a pytest expression: only tests whose names match", "update-golden": "write the golden files anew; then read the diff"}
)
def test(_context, only="", update_golden=False):
    """Run the tests."""
    _need("test")
    _run("-m", "pytest", *(["-k", only] if only else []), *(["--update-golden"] if update_golden else []))


@task
def lint(_context):
    """Check the style of the code and its types."""
    _need("lint")
    _run("-m", "ruff", "check", ".")
    _run("-m", "ruff", "format", "--check", ".")
    _run("-m", "mypy")


@task(help={"posts": "how many posts, or several numbers: 1000,10000", "rounds": "how many measurements of each, taken in turns"})
def bench(_context, posts="1000,10000", rounds=5):
    """Compare our build with Hugo's, Eleventy's and stock Pelican's on the same posts; then time tagging and lists.

    docs/performance.md tells what is measured; bench/learning.py, what tags owe to what.
    """
    _need("test")
    _run("bench/compare.py", "--posts", str(posts), "--rounds", str(rounds))
    _run("bench/tagging.py")
    _run("bench/lists.py")


@task(help={"all": "the environment too"})
def clean(_context, all=False):
    """Remove what builds and tests have made."""
    for name in ("output", ".output.press", ".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in (ROOT, *(ROOT / name for name in ("plugins", "tests", "bench"))):
        for cache in [*folder.glob("__pycache__"), *folder.glob("*/**/__pycache__")]:
            if VENV not in cache.parents:
                shutil.rmtree(cache, ignore_errors=True)
    if all:
        shutil.rmtree(VENV, ignore_errors=True)


def _today():
    """The day as a build takes it: that of SOURCE_DATE_EPOCH where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.datetime.fromtimestamp(int(epoch)).date() if epoch.isdigit() else datetime.date.today()).isoformat()


def _lost_blocks():
    """The ids that the publication record has in git and not here any more, sorted; none where there is no git."""
    name = "content/data/publications.toml"
    try:
        shown = subprocess.run(["git", "show", f"HEAD:{name}"], cwd=ROOT, capture_output=True)
    except OSError:
        return []
    kept = shown.stdout.decode(errors="replace") if shown.returncode == 0 else ""
    here = (ROOT / name).read_text(encoding="utf-8", errors="replace") if (ROOT / name).exists() else ""
    before, now = (set(re.findall(r'^\["(.+)"\]\s*$', text, re.MULTILINE)) for text in (kept, here))
    return sorted(before - now)


def _slug(file):
    """The slug that a header says, if it says one."""
    found = re.search(r"^Slug:[ \t]*(\S+)", file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE | re.IGNORECASE)
    return found.group(1) if found else ""


def _history(file, folder, most=500):
    """Write the texts of a file that git has, under its earlier names too, into a folder, by number, the latest first.

    None where there is no git.
    """

    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout

    try:
        log = git("log", "--follow", f"-{most}", "-z", "--name-only", "--format=%n%H", "--", file.name).decode()
        for number, (commit, name) in enumerate(re.findall(r"([0-9a-f]{40,64})\0*\n+([^\0\n]+)", log)):
            (folder / f"{number:04}.md").write_bytes(git("show", f"{commit}:{name}"))
    except (OSError, subprocess.CalledProcessError):
        return


def _need(extra):
    """Install an extra of pyproject.toml, once, if this is the environment that main() made."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        if STAMP.read_text(encoding="utf-8").split()[:1] != [_fingerprint()]:
            sys.exit("The environment is out of date. Run the task as python3 tasks.py once, which makes it anew.")
        _prepare(extra)


def _flags(**wanted):
    """The flags of the command line for what is wanted."""
    return ["--" + name for name, value in wanted.items() if value]


def _editorial(*arguments, json):
    """Run one of editorial's commands."""
    _run("-m", "editorial", *arguments, *(["--json"] if json else []))


def _end_with_this():
    """Let what serves, and would go on for ever, end when this process does, even by kill -9."""
    os.environ["PRESS_ENDS_WITH"] = ",".join(filter(None, [os.environ.get("PRESS_ENDS_WITH"), str(os.getpid())]))


def _run(*arguments):
    """Run Python on these arguments in the project's folder; its exit code, if not 0, is ours."""
    code = subprocess.call([sys.executable, *arguments], cwd=ROOT)
    if code:
        sys.exit(code)


# --- the environment --------------------------------------------------------------------------------


def main(arguments):
    """Make the environment if it is missing or out of date, then hand over to invoke. Returns the exit code."""
    try:
        _prepare()
        _end_with_this()
        return subprocess.call([str(VENV_PYTHON), "-m", "invoke", *(arguments or ["--list"])], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


def _prepare(extra=""):
    """Make the environment if it is missing or out of date, and install the extra if it lacks it."""
    wanted = _fingerprint()
    have = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() and VENV_PYTHON.exists() else []
    if have[:1] != [wanted]:
        have = [wanted]
        _make_venv()
    elif not extra or extra in have[1:]:
        return
    print("Installing packages (only this once) ...", file=sys.stderr, flush=True)
    extras = sorted({*have[1:], *([extra] if extra else [])})
    _install(f".[{','.join(extras)}]" if extras else ".")
    STAMP.write_text("\n".join([wanted, *extras]) + "\n", encoding="utf-8")


def _fingerprint():
    """What the environment depends on: the packages named, this Python, this place."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    parts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit("This Python lacks the module venv. On Debian and Ubuntu: apt install python3-venv. Then run the same command again.")
    print("Making the environment .venv ...", file=sys.stderr, flush=True)
    made = subprocess.run([_base_python(), "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if made.returncode:
        sys.exit(f"The environment .venv could not be made: {_last_line(made.stdout)}")


def _base_python():
    """The Python that this one's environment was made from; --clear must not remove the one that runs."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _install(what):
    """Install the project in place, with the pinned versions."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # The constraints also hold for the packages that build ours; pip takes a relative path (ours may have spaces).
    environment = {**os.environ, "PIP_CONSTRAINT": "constraints.txt", "PIP_BUILD_CONSTRAINT": "constraints.txt"}
    done = subprocess.run(
        [*command, "--constraint", "constraints.txt", "--editable", what],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"The packages could not be installed; is the package index within reach? pip says: {_last_line(done.stdout)}")


def _last_line(output):
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("WARNING")]
    telling = [line for line in lines if re.match(r"ERROR:|\w*Error: ", line)]
    return (telling or lines or ["nothing"])[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
