"""press.exchange: a site takes the place of another whole or not at all, and nothing of others is lost."""

import errno
import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import disk, foreign
from press.exchange import Workplace, refusal
from press.interrupts import Interrupted

OLD = {"index.html": "old", "posts/a.html": "old a", "stale/b.html": "old b"}
NEW = {"index.html": "new", "posts/a.html": "new a", "posts/c.html": "new c"}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write the files; a name that ends with a slash is an empty folder, a text that begins with -> a link."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            file.mkdir()
        elif text.startswith("->"):
            file.symlink_to(text[2:])
        else:
            file.write_text(text, encoding="utf-8")
    return folder


def what_is_in(folder: Path) -> dict[str, str]:
    return {name: _text(folder / name) for name in sorted(foreign.tree(folder).leaves)}


def _text(file: Path) -> str:
    if file.is_symlink():
        return f"->{file.readlink()}"
    return "" if file.is_dir() else file.read_text(encoding="utf-8") if file.is_file() else "neither"


def publish(output: Path, files: dict[str, str], *, emptied: bool = False, retained: tuple[str, ...] = ()) -> list[str]:
    """Build the site; what was said."""
    with Workplace.at(output, told=print) as workplace:
        put(workplace.staged, files)
        return sorted(f"{problem.code}: {problem}" for problem in workplace.exchange(emptied=emptied, retained=retained))


def hidden(output: Path) -> list[str]:
    return sorted(entry.name for entry in output.with_name(f".{output.name}.press").iterdir())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def no_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "swap", lambda one, other: False)


# --- the plain way ------------------------------------------------------------------------------------


def test_the_first_site_is_put_in_its_place(output: Path) -> None:
    said = publish(output, NEW)

    assert (said, what_is_in(output), stat.S_IMODE(output.stat().st_mode)) == ([], NEW, 0o755)


def test_a_new_site_takes_the_place_of_the_old_one_and_stale_pages_go(output: Path) -> None:
    said = publish(output, OLD) + publish(output, NEW)

    assert (said, what_is_in(output)) == ([], NEW)


def test_beside_the_output_stands_one_hidden_folder_that_git_passes_over_and_others_cannot_read(output: Path) -> None:
    publish(output, OLD)
    publish(output, NEW)
    folder = output.with_name(".output.press")

    assert (sorted(entry.name for entry in output.parent.iterdir()), hidden(output), stat.S_IMODE(folder.stat().st_mode)) == (
        [".output.press", "output"],
        [".gitignore", "lock", "previous", "state.sqlite"],
        0o700,
    )


def test_the_site_before_stays_for_its_readers_until_the_next_build(output: Path) -> None:
    publish(output, OLD)
    reader = os.open(output, os.O_RDONLY)
    publish(output, NEW)
    names = {name: _read_at(reader, name) for name in OLD}
    with Workplace.at(output):
        after = [name for name in OLD if _is_at(reader, name)]
    os.close(reader)

    assert (names, after) == (OLD, [])


def _is_at(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder)
    except FileNotFoundError:
        return False
    return True


def _read_at(folder: int, name: str) -> str:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as stream:  # noqa: PTH123
        return stream.read()


def test_what_was_staged_and_not_exchanged_is_removed_and_the_old_site_stands(output: Path) -> None:
    publish(output, OLD)
    with pytest.raises(RuntimeError), Workplace.at(output) as workplace:
        put(workplace.staged, NEW)
        raise RuntimeError

    assert (what_is_in(output), hidden(output)) == (OLD, [".gitignore", "lock", "state.sqlite"])


def test_the_mode_of_the_output_is_kept(output: Path) -> None:
    publish(output, OLD)
    output.chmod(0o2750)
    publish(output, NEW)

    assert stat.S_IMODE(output.stat().st_mode) == 0o2750


def test_a_link_to_a_folder_stays_and_the_folder_is_exchanged(tmp_path: Path, output: Path) -> None:
    real = put(tmp_path / "elsewhere" / "site", OLD)
    output.symlink_to(real)
    publish(output, NEW)

    assert (output.readlink(), what_is_in(real), sorted(entry.name for entry in tmp_path.iterdir())) == (
        real,
        NEW | {"stale/b.html": "old b"},
        ["elsewhere", "output"],
    )


def test_an_output_that_vanishes_during_the_build_is_made_again(output: Path) -> None:
    publish(output, OLD)
    with Workplace.at(output) as workplace:
        put(workplace.staged, NEW)
        shutil.rmtree(output)
        workplace.exchange(emptied=False, retained=())

    assert what_is_in(output) == NEW


@pytest.mark.parametrize("what", ["a file", "a link to a folder", "a link to nothing"])
def test_an_output_that_is_something_else_after_the_build_is_left_alone(tmp_path: Path, output: Path, what: str) -> None:
    publish(output, OLD)
    put(tmp_path / "other", {"a": "a"})
    with Workplace.at(output) as workplace:
        put(workplace.staged, NEW)
        shutil.rmtree(output)
        put(tmp_path, {"output": {"a file": "text", "a link to a folder": "->other", "a link to nothing": "->nowhere"}[what]})
        before = _text(output)
        codes = [problem.code for problem in workplace.exchange(emptied=False, retained=())]

    assert (codes, workplace.stands, _text(output), what_is_in(tmp_path / "other")) == (["unsafe-output"], False, before, {"a": "a"})


def test_a_staging_folder_that_was_removed_and_begun_again_is_not_published(output: Path) -> None:
    publish(output, OLD)
    with pytest.raises(OSError, match="replaced"), Workplace.at(output) as workplace:
        shutil.rmtree(workplace.staged)
        put(workplace.staged, {"half": "a site"})
        workplace.exchange(emptied=False, retained=())

    assert what_is_in(output) == OLD


# --- foreign files --------------------------------------------------------------------------------------


def test_foreign_files_are_kept_and_said_in_one_warning(output: Path) -> None:
    publish(output, OLD)
    strange = {"notes\n.txt": "n", "posts/x/y.pdf": "y", "empty/": "", "link": "->/etc/hostname", "up": "->../nowhere"}
    put(output, strange)
    said = publish(output, NEW)

    assert (said, what_is_in(output)) == (
        [
            "files-kept: output: kept, though no build has written it: empty/, link, notes\\n.txt, posts/x/y.pdf, up. "
            "Remove what you do not want."
        ],
        NEW | strange,
    )


def test_a_build_that_is_strict_may_refuse_what_is_said_of_foreign_files(output: Path) -> None:
    put(output, {"notes.txt": "n"})
    with Workplace.at(output) as workplace:
        put(workplace.staged, NEW)
        said = workplace.exchange(emptied=False, retained=(), fails=bool)

    assert ([problem.code for problem in said], workplace.stands, what_is_in(output)) == (["files-kept"], False, {"notes.txt": "n"})


def test_foreign_files_are_kept_by_every_later_build(output: Path) -> None:
    publish(output, OLD)
    put(output, {"notes.txt": "n"})
    publish(output, NEW)
    publish(output, OLD)

    assert what_is_in(output) == OLD | {"notes.txt": "n"}


def test_entries_at_the_top_that_begin_with_a_dot_are_kept_without_a_word(output: Path) -> None:
    dots = {".git/HEAD": "ref", ".git/refs/": "", ".nojekyll": ""}
    put(output, dots)
    said = publish(output, NEW)

    assert (said, what_is_in(output)) == ([], NEW | dots)


def test_a_site_that_no_build_has_recorded_is_kept_but_for_what_is_new(output: Path) -> None:
    put(output, OLD)
    said = publish(output, NEW)

    assert (said, what_is_in(output)) == (
        ["files-kept: output: kept, though no build has written it: stale/b.html. Remove what you do not want."],
        NEW | {"stale/b.html": "old b"},
    )


def test_an_output_that_is_emptied_keeps_what_is_retained_and_dots(output: Path) -> None:
    publish(output, OLD)
    put(output, {"notes.txt": "", "media/a.png": "", "kept/b.png": "", "deep/kept": "", ".git/HEAD": ""})
    said = publish(output, NEW, emptied=True, retained=("kept", "favicon.ico"))

    assert (said, what_is_in(output)) == (
        ["files-kept: output: kept, though no build has written it: kept/b.png. Remove what you do not want."],
        NEW | {"kept/b.png": "", ".git/HEAD": ""},
    )


def test_a_folder_that_no_build_has_written_is_not_emptied_by_the_first(output: Path) -> None:
    put(output, {"thesis.tex": "years of work"})
    said = publish(output, NEW, emptied=True)

    assert (said, what_is_in(output)) == (
        [
            "files-kept: output: kept, though no build has written it: thesis.tex. "
            "No build has written here before, so the output was not emptied; the next build will empty it."
        ],
        NEW | {"thesis.tex": "years of work"},
    )


@pytest.mark.parametrize(
    ("foreigners", "said"),
    [
        ({"posts": "a file"}, ["posts, which no build has written, stands where the site has a folder"]),
        ({"posts": "->elsewhere"}, ["posts, which no build has written, stands where the site has a folder"]),
        ({"index.html/notes/a": "a"}, ["index.html/notes/a, which no build has written, is in a folder where the site has a file"]),
        (
            {"index.html/a": "a", "index.html/b": "b", "posts": ""},
            [
                "index.html/a, which no build has written, is in a folder where the site has a file",
                "index.html/b, which no build has written, is in a folder where the site has a file",
                "posts, which no build has written, stands where the site has a folder",
            ],
        ),
    ],
)  # fmt: skip
def test_nothing_is_exchanged_where_a_foreign_file_has_no_place_beside_the_site(
    output: Path, foreigners: dict[str, str], said: list[str]
) -> None:
    publish(output, {"about.html": "old"})
    put(output, foreigners)
    found = publish(output, NEW)

    assert (found, what_is_in(output)) == (
        [f"unsafe-output: output: {text}. Move it to another place, or give the page another address." for text in said],
        {"about.html": "old"} | foreigners,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a/": ""}, {"a": "a file"}),
        ({"a/": ""}, {"a/b": "in it"}),
        ({"a/b/": ""}, {"a": "a file"}),
        ({"a/b/": ""}, {"a": "->/"}),
        ({"a": "->/"}, {"a": "a page"}),
    ],
)  # fmt: skip
def test_the_site_wins_where_nothing_is_lost(output: Path, old: dict[str, str], new: dict[str, str]) -> None:
    put(output, old)
    said = publish(output, new)

    assert (said, what_is_in(output)) == ([], new)


def test_pages_and_folders_change_places(output: Path) -> None:
    publish(output, {"a": "a file", "b/c": "in a folder"})
    said = publish(output, {"a/c": "in a folder", "b": "a file"})

    assert (said, what_is_in(output)) == ([], {"a/c": "in a folder", "b": "a file"})


def test_nothing_is_written_through_links_in_the_old_output(tmp_path: Path, output: Path) -> None:
    victim = put(tmp_path / "victim", {"index.html": "mine", "folder/a.html": "mine"})
    put(output, {"index.html": f"->{victim}/index.html", "other": f"->{victim}/folder"})
    publish(output, NEW)

    assert (what_is_in(victim), what_is_in(output)) == (
        {"folder/a.html": "mine", "index.html": "mine"},
        NEW | {"other": f"->{victim}/folder"},
    )


def test_a_fifo_is_kept(output: Path) -> None:
    output.mkdir()
    os.mkfifo(output / "pipe")
    publish(output, NEW)

    assert stat.S_ISFIFO((output / "pipe").stat().st_mode)


def _no_hard_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def test_where_there_are_no_hard_links_foreign_files_are_copied(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(output, {"notes.txt": "n", "link": "->/etc/hostname"})
    os.utime(output / "notes.txt", (1, 1))
    monkeypatch.setattr(os, "link", _no_hard_links)
    publish(output, NEW)

    assert (what_is_in(output), (output / "notes.txt").stat().st_mtime) == (NEW | {"notes.txt": "n", "link": "->/etc/hostname"}, 1)


def test_what_can_be_neither_linked_nor_copied_stops_the_exchange(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.mkdir()
    os.mkfifo(output / "pipe")
    monkeypatch.setattr(os, "link", _no_hard_links)
    with pytest.raises(OSError, match="cannot be kept"):
        publish(output, NEW)

    assert what_is_in(output) == {"pipe": "neither"}


def test_a_full_disk_while_foreign_files_are_carried_stops_the_exchange(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(output, {"notes.txt": "n"})

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="full"):
        publish(output, NEW)

    assert what_is_in(output) == {"notes.txt": "n"}


def test_foreign_folders_keep_their_mode_and_time(output: Path) -> None:
    put(output, {"uploads/a": "a"})
    os.utime(output / "uploads", (1, 1))
    (output / "uploads").chmod(0o1570)
    publish(output, NEW)
    status = (output / "uploads").stat()

    assert (stat.S_IMODE(status.st_mode), status.st_mtime) == (0o1570, 1)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b'{"written": {}}', b'{"written": [1], "stood": true}', b"[" * 100_000])
def test_a_record_of_names_that_is_damaged_counts_as_none(output: Path, data: bytes) -> None:
    publish(output, OLD)
    output.with_name(".output.press").joinpath("state.sqlite").write_bytes(data)
    publish(output, NEW, emptied=True)

    assert what_is_in(output) == NEW | {"stale/b.html": "old b"}


def test_a_record_of_names_that_is_a_link_is_not_followed(tmp_path: Path, output: Path) -> None:
    publish(output, OLD)
    record = output.with_name(".output.press") / "state.sqlite"
    shutil.copy(record, tmp_path / "planted")
    record.unlink()
    record.symlink_to(tmp_path / "planted")
    before = (tmp_path / "planted").read_bytes()
    publish(output, NEW)

    assert ((tmp_path / "planted").read_bytes(), what_is_in(output)) == (before, NEW | {"stale/b.html": "old b"})


def test_names_that_are_not_utf_8_are_kept(output: Path) -> None:
    publish(output, {os.fsdecode(b"page-\xff"): "p"})
    put(output, {os.fsdecode(b"mine-\xff"): "m"})
    said = publish(output, NEW)

    assert (said, what_is_in(output)) == (
        ["files-kept: output: kept, though no build has written it: mine-\\udcff. Remove what you do not want."],
        NEW | {os.fsdecode(b"mine-\xff"): "m"},
    )


NAMES = st.lists(st.sampled_from(["a", "b", ".c"]), min_size=1, max_size=3).map("/".join)
TREES = st.frozensets(NAMES, max_size=5).map(
    lambda names: {name for name in names if not any(other.startswith(f"{name}/") for other in names)}
)


@given(first=TREES, others=TREES, second=TREES)
def test_after_any_build_the_new_site_stands_with_all_that_is_foreign_or_the_old_one_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, first: set[str], others: set[str], second: set[str]
) -> None:
    output = tmp_path_factory.mktemp("site") / "output"
    publish(output, dict.fromkeys(first, "first"))
    for name in others:
        file = output / name
        if not file.exists() and not any(above.is_file() for above in file.parents):
            put(output, {name: "foreign"})
    before = what_is_in(output)
    said = publish(output, dict.fromkeys(second, "second"))
    kept = {name: text for name, text in before.items() if text == "foreign"}

    assert what_is_in(output) == (before if said and said[0].startswith("unsafe-output") else kept | dict.fromkeys(second, "second"))


# --- leftovers --------------------------------------------------------------------------------------------


def test_leftovers_of_a_killed_build_are_removed_also_when_they_are_read_only(output: Path) -> None:
    publish(output, OLD)
    folder = output.with_name(".output.press")
    put(folder, {"new/a/b": "", "old/c/d": "", "link": "->/", "probe-1/": ""})
    (folder / "new" / "a").chmod(0o500)
    with Workplace.at(output) as workplace:
        found = (what_is_in(workplace.staged), hidden(output))

    assert found == ({}, [".gitignore", "lock", "new", "state.sqlite"])


def test_a_site_that_was_set_aside_when_the_build_was_killed_is_put_back(output: Path) -> None:
    publish(output, OLD)
    output.rename(output.with_name(".output.press") / "old")
    with Workplace.at(output):
        found = what_is_in(output)

    assert found == OLD


def test_an_output_that_somebody_removed_does_not_come_back(output: Path) -> None:
    publish(output, OLD)
    publish(output, OLD)
    shutil.rmtree(output)
    with Workplace.at(output):
        found = output.exists()

    assert found is False


def test_what_cannot_be_removed_is_put_out_of_the_way(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, OLD)
    publish(output, OLD)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "remove", _no_hard_links)
        publish(output, NEW)
        left = hidden(output)
    publish(output, NEW)

    assert (what_is_in(output), left, hidden(output)) == (
        NEW,
        [".gitignore", "left-1", "lock", "previous", "state.sqlite"],
        [".gitignore", "lock", "previous", "state.sqlite"],
    )


def test_the_pages_of_a_build_that_was_killed_after_the_exchange_are_not_foreign(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: Path) -> None:
        raise SystemExit

    publish(output, OLD)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(disk, "flush_names", killed)
        publish(output, NEW)
    said = publish(output, OLD)

    assert (said, what_is_in(output)) == ([], OLD)


@pytest.mark.parametrize("what", ["text", "->elsewhere"])
def test_a_hidden_folder_that_is_something_else_is_left_alone(tmp_path: Path, output: Path, what: str) -> None:
    put(tmp_path, {"elsewhere/": "", ".output.press": what})
    with pytest.raises(NotADirectoryError):
        publish(output, NEW)

    assert (what_is_in(tmp_path), output.exists()) == ({".output.press": what, "elsewhere/": ""}, False)


# --- systems that know no swapping ------------------------------------------------------------------------


def test_without_swapping_the_old_site_is_set_aside(output: Path, no_swap: None) -> None:
    put(output, OLD)
    publish(output, NEW)

    assert (what_is_in(output), output.is_symlink(), what_is_in(output.with_name(".output.press") / "previous")) == (
        NEW | {"stale/b.html": "old b"},
        False,
        OLD,
    )


def test_without_swapping_a_second_rename_that_fails_puts_the_old_site_back(
    output: Path, no_swap: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(output, OLD)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EIO, "broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="broken"):
        publish(output, NEW)

    assert what_is_in(output) == OLD


def test_without_swapping_a_first_site_is_a_link_that_later_builds_replace(output: Path, no_swap: None) -> None:
    publish(output, OLD)
    put(output, {"notes.txt": "n"})
    first = (output.readlink(), what_is_in(output))
    publish(output, NEW)
    second = (
        output.readlink(),
        what_is_in(output),
        stat.S_IMODE(output.stat().st_mode),
        stat.S_IMODE(output.with_name(".output.press").stat().st_mode),
    )
    publish(output.resolve(), OLD)  # by one who followed the link

    assert (first, second, output.readlink(), what_is_in(output), hidden(output)) == (
        (Path(".output.press/site-1"), OLD | {"notes.txt": "n"}),
        (Path(".output.press/site-2"), NEW | {"notes.txt": "n"}, 0o755, 0o711),
        Path(".output.press/site-1"),
        OLD | {"notes.txt": "n"},
        [".gitignore", "lock", "site-1", "site-2", "state.sqlite"],
    )


def test_without_swapping_a_link_that_cannot_be_replaced_leaves_the_old_site(
    output: Path, no_swap: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, OLD)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "link":
            raise OSError(errno.EIO, "broken")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="broken"):
        publish(output, NEW)

    assert (what_is_in(output), hidden(output)) == (OLD, [".gitignore", "link", "lock", "site-1", "state.sqlite"])


def test_without_swapping_and_links_a_first_site_is_a_folder(output: Path, no_swap: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "symlink_to", _no_hard_links)
    publish(output, NEW)

    assert (output.is_symlink(), what_is_in(output)) == (False, NEW)


def test_a_swap_that_fails_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Path) -> bool:
        raise OSError(errno.EIO, "broken")

    publish(output, OLD)
    monkeypatch.setattr(disk, "swap", failing)
    with pytest.raises(OSError, match="broken"):
        publish(output, NEW)

    assert what_is_in(output) == OLD


@pytest.mark.parametrize(
    ("number", "name"), [(errno.ENOSYS, "renameat2"), (errno.EINVAL, "renameat2"), (errno.EPERM, "renamex_np"), (0, "none of the two")]
)
def test_a_system_that_knows_no_swapping_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str) -> None:
    monkeypatch.setattr(disk, "_c", lambda wanted: (lambda *_: -1) if wanted == name else None)
    monkeypatch.setattr(disk.ctypes, "get_errno", lambda: number)

    assert disk.swap(tmp_path / "a", tmp_path / "b") is False


def test_swapping_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        disk.swap(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("system", ["has syncfs", "has none"])
def test_a_disk_that_fails_while_the_site_is_flushed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    def broken(_: int) -> int:
        raise OSError(errno.EIO, "broken")

    put(tmp_path, {"a/b": "b"})
    if system == "has none":
        monkeypatch.setattr(disk, "_c", lambda _: None)
        monkeypatch.setattr(os, "fsync", broken)
    else:
        monkeypatch.setattr(disk, "_c", lambda _: lambda _: -1)
        monkeypatch.setattr(disk.ctypes, "get_errno", lambda: errno.EIO)

    with pytest.raises(OSError, match=r"broken|Input/output error"):
        disk.flush(tmp_path)


def test_without_syncfs_each_file_and_folder_is_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a/b": "b", "c": "c", "link": "->/dev/full"})
    os.mkfifo(tmp_path / "pipe")
    flushed: list[str] = []
    monkeypatch.setattr(disk, "_c", lambda _: None)
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink().name))
    disk.flush(tmp_path)

    assert sorted(flushed) == sorted(["a", "b", "c", tmp_path.name])


def test_the_new_site_is_on_the_disk_before_it_stands_and_its_name_after(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, OLD)
    calls: list[tuple[str, str]] = []
    for name in ("flush", "swap", "flush_names"):
        function = getattr(disk, name)

        def noted(*paths: Path, name: str = name, function: Callable[..., object] = function, **more: object) -> object:
            calls.append((name, paths[0].name))
            return function(*paths, **more)

        monkeypatch.setattr(disk, name, noted)
    publish(output, NEW)

    assert calls == [("flush", "new"), ("swap", "new"), ("flush_names", output.parent.name)]


# --- signals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_signal_waits_until_the_site_stands(output: Path, monkeypatch: pytest.MonkeyPatch, number: int, moment: str) -> None:
    publish(output, OLD)
    swap = disk.swap

    def interrupted(one: Path, other: Path) -> bool:
        if moment == "before":
            signal.raise_signal(number)
        done = swap(one, other)
        if moment == "after":
            signal.raise_signal(number)
        return done

    monkeypatch.setattr(disk, "swap", interrupted)
    expected = KeyboardInterrupt if number == signal.SIGINT else Interrupted
    before = signal.getsignal(number)
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)  # the tests may run under nohup
    try:
        with pytest.raises(expected), Workplace.at(output) as workplace:
            put(workplace.staged, NEW)
            workplace.exchange(emptied=False, retained=())
    finally:
        signal.signal(number, before)

    assert (workplace.stands, what_is_in(output)) == (True, NEW)


# --- where no site may be put -----------------------------------------------------------------------------


@contextmanager
def home(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        yield


REFUSED = [
    ("/", "{output} is the root of the file system"),
    ("home", "{output} is or holds {root}/home, which would be lost"),
    ("home/..", "{output} is or holds {root}/project/content, which would be lost"),
    ("project", "{output} is or holds {root}/project/content, which would be lost"),
    ("project/content", "{output} is or holds {root}/project/content, which would be lost"),
    ("project/content/output", "{output} lies in {root}/project/content, which the site is made from"),
    ("project/theme", "{output} is or holds {root}/project/theme, which would be lost"),
    ("project/theme/output", "{output} lies in {root}/project/theme, which the site is made from"),
    ("conf", "{output} is or holds {root}/conf/conf.py, which would be lost"),
    ("conf/conf.py", "{output} is a file"),
    ("work", "{output} is or holds {root}/work/here, which would be lost"),
    ("work/here", "{output} is or holds {root}/work/here, which would be lost"),
    ("by-link", "{output} is or holds {root}/project/content, which would be lost"),
    ("by-link/content/output", "{output} lies in {root}/project/content, which the site is made from"),
    ("dangling", "{output} is a link that leads to no folder"),
    ("ring", "{output} is a link that leads to no folder"),
    ("pipe", "{output} is neither a file nor a folder"),
    ("proc", "/proc is another file system, and cannot be exchanged with the folder"),
    ("work/here/output", ""),
    ("project/output", ""),
    ("home/output", ""),
    ("not/yet/there", ""),
    ("full", ""),
]


@pytest.mark.parametrize(("where", "refused"), REFUSED)
def test_a_site_is_not_put_where_something_would_be_lost(tmp_path: Path, where: str, refused: str) -> None:
    files = {
        "project/content/a.md": "", "project/theme/base.html": "", "conf/conf.py": "", "work/here/": "", "home/": "", "full/notes.txt": "",
        "by-link": "->project", "dangling": "->nowhere", "ring": "->ring", "proc": "->/proc",
    }  # fmt: skip
    put(tmp_path, files)
    os.mkfifo(tmp_path / "pipe")
    output = tmp_path / where
    with home(tmp_path / "home"):
        said = refusal(
            output, content=tmp_path / "project/content", site_theme=tmp_path / "project/theme", here=tmp_path / "work/here",
            settings_file=tmp_path / "conf/conf.py",
        )  # fmt: skip

    assert said == refused.format(output=output, root=tmp_path)
