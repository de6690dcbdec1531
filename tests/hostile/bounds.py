"""Texts that would take all time and all memory: the text is named, or built, and the rest goes on."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, post, rst

A, B = "content/a.md", "content/b.md"
LIMITS = "PRESS_SECONDS = 2\nPRESS_MEGABYTES = 512\n"


def costly(name: str, body: str, *more: str) -> Case:
    """A text that is built, or named as too costly; the mistake beside it is named in either case."""
    return Case(
        name=name, files={A: post(body, *more), B: post("[x]({filename}nowhere.md)", title="Two")}, conf=LIMITS, code=1, says=(f"{B}:4:",)
    )


def hard(name: str, body: str, *more: str, **what: Any) -> Case:
    """A text that is built, or named."""
    return Case(
        name=name,
        files={A: post(body, *more)},
        conf=LIMITS,
        **{"code": None, "either": True, "says": (A,), "has": {"one.html": ()}, **what},
    )


CASES = (
    hard("ten megabytes of paragraphs", "word " * 12 * 1 + "\n\n" + ("word " * 20 + "\n\n") * 100_000),
    costly("ten megabytes, and a mistake elsewhere", ("word " * 20 + "\n\n") * 100_000),
    hard("ten megabytes in one line", "word " * 2_000_000),
    hard("a thousand quotations in each other", ">" * 1000 + " deep"),
    hard("a thousand quotations with spaces", "> " * 1000 + "deep"),
    hard("lists in each other", "\n".join(f"{'    ' * n}- x" for n in range(300))),
    hard("brackets that open", "[" * 20_000),
    hard("brackets that open and close", "[x](" * 5_000),
    hard("pictures in each other", "![" * 5_000 + "](x)" * 10),
    hard("parentheses", "[x](" + "(" * 20_000),
    hard("stars", "*" * 20_000),
    hard("stars and words", "*a **b " * 3_000),
    hard("underscores", "_a__b" * 5_000),
    hard("backticks", "`" * 20_001),
    hard("backticks of all lengths", " ".join("`" * n for n in range(1, 300))),
    hard("fences", "```\n" * 5_001, says=(A,)),
    hard("angle brackets", "<" * 50_000),
    hard("elements in each other", "<div>" * 3_000),
    hard("elements in each other, with words", "<b>" * 3_000 + "x"),
    hard("comments that open", "<!--" * 5_000),
    hard("ampersands", "&" * 100_000),
    hard("entities", "&amp;" * 50_000),
    hard("hashes", "#" * 50_000),
    hard("rules", "---\n\n" * 5_000),
    hard("spaces", " " * 200_000 + "x"),
    hard("a line of spaces that ends in a word", "x" + " " * 100_000 + "x"),
    hard("tabs", "\t" * 100_000 + "x"),
    hard("empty lines", "x" + "\n" * 200_000 + "x"),
    hard("a table of many columns", "|" * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "|x" * 5_000),
    hard("thousands of footnotes", "\n\n".join(f"x[^{n}]\n\n[^{n}]: y" for n in range(3_000))),
    hard("thousands of headings", "\n\n".join(f"## Heading\n\n{n}" for n in range(3_000))),
    hard("thousands of definitions", "\n".join(f"[{n}]: https://example.org/{n}" for n in range(5_000)) + "\n\n[x][1]"),
    hard("thousands of links", " ".join("[x](https://example.org/)" for n in range(5_000))),
    hard("thousands of abbreviations", "\n".join(f"*[A{n}]: x" for n in range(2_000)) + "\n\n" + "A1 " * 2_000),
    hard("definitions of terms", "x\n:   y\n\n" * 2_000),
    hard("thousands of tags", "Words.", "Tags: " + ", ".join(f"tag {n}" for n in range(1_000))),
    hard("a key of a hundred thousand letters", "Words.", "Summary: " + "word " * 20_000),
    hard("a header of thousands of lines", "Words.", *(f"Key{n}: x" for n in range(3_000)), has={"one.html": ()}),
    Case(name="a title of a hundred thousand letters", files={A: post(title="word " * 20_000), B: post(title="Two")}, conf=LIMITS, code=1, says=(A,)),
    Case(name="quotations in each other in reStructuredText", files={"content/a.rst": rst("\n\n".join(f"{'  ' * n}x" for n in range(400)))}, conf=LIMITS, code=None, either=True, says=("content/a.rst",), has={"one.html": ()}),
    Case(name="two megabytes of reStructuredText", files={"content/a.rst": rst("word *word* ``word`` \n\n" * 80_000), B: post("[x]({filename}nowhere.md)", title="Two")}, conf=LIMITS, code=1, says=(f"{B}:4:",)),
    Case(name="elements in each other in HTML", files={"content/a.html": f"<html><head><title>One</title><meta name='date' content='2020-01-02'></head><body>{'<div>' * 20_000}x</body></html>"}, conf=LIMITS, code=None, either=True, says=("content/a.html",), has={"one.html": ()}),
    Case(name="a pattern for names that never ends", files={f"content/{'a' * 40}!.md": post()}, conf=LIMITS + 'FILENAME_METADATA = r"(a+)+$"\n', code=None, says=("FILENAME_METADATA||content/aaaa",)),
    Case(name="a pattern for slugs that never ends", files={A: post(title="a" * 40 + "!")}, conf=LIMITS + 'SLUG_REGEX_SUBSTITUTIONS = [(r"^(a+)+$", "x")]\n', code=None, says=("SLUG_REGEX_SUBSTITUTIONS||content/a.md",)),
    Case(name="an extension of Markdown that never ends", files={"ours.py": "from markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n\n\nclass Slow(Preprocessor):\n    def run(self, lines):\n        while 'slow' in lines:\n            pass\n        return lines\n\n\nclass Ours(Extension):\n    def extendMarkdown(self, md):\n        md.preprocessors.register(Slow(md), 'slow', 20)\n\n\ndef makeExtension(**named):\n    return Ours(**named)\n", A: post("slow"), B: post("[x]({filename}nowhere.md)", title="Two")}, conf=LIMITS + 'MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}, "ours": {}}}\n', code=1, says=(A, f"{B}:4:")),
    Case(name="an extension of Markdown that takes all memory", files={"ours.py": "from markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n\n\nclass Big(Preprocessor):\n    def run(self, lines):\n        return lines if 'big' not in lines else [bytes(1 << 20) for _ in range(4096)]\n\n\nclass Ours(Extension):\n    def extendMarkdown(self, md):\n        md.preprocessors.register(Big(md), 'big', 20)\n\n\ndef makeExtension(**named):\n    return Ours(**named)\n", A: post("big"), B: post("[x]({filename}nowhere.md)", title="Two")}, conf=LIMITS + 'MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}, "ours": {}}}\n', code=1, says=(A, f"{B}:4:")),
    Case(name="a folder of a thousand empty folders", files={"content/a.md": post(), **{f"content/f{n}/.keep": "" for n in range(1_000)}}, conf=LIMITS, code=None),
)  # fmt: skip
