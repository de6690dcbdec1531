"""The generated posts as Hugo and Eleventy read them: the same sentences, with front matter, links and citations in their words."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generate import THEMED, WORKS


def translate(source: Path, target: Path, *, extra: str = "") -> None:
    """Write the posts of a folder into another as Markdown with YAML front matter."""
    target.mkdir(parents=True)
    for file in sorted(source.glob("*.md")):
        text = translated(file.read_text(encoding="utf-8"), extra=extra)
        (target / file.name).write_text(text, encoding="utf-8", newline="\n")


def translated(text: str, *, extra: str = "") -> str:
    """A post with YAML front matter; ``extra`` is added to that, with its slug for ``{slug}``."""
    header, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in header.split("\n"))
    matter = [f"title: {json.dumps(fields['Title'])}", f"date: {fields['Date']}", f"slug: {fields['Slug']}", 'authors: ["editors"]']
    if "Responds-to" in fields:
        matter.append(f"responds_to: {fields['Responds-to']}")
    matter.append(f"tags: {json.dumps(tags(body))}")
    return "\n".join(["---", *matter, *([extra.format(slug=fields["Slug"])] if extra else []), "---", "", _in_their_words(body)])


def tags(body: str) -> list[str]:
    """The themes whose words a text uses, sorted: what the tagger finds in ours, given to those that have none."""
    said = body.lower()
    return sorted(name for name, phrases in THEMED.items() if any(phrase.lower() in said for phrase in phrases))


def works() -> str:
    """The body of a page to which the citations lead."""
    return "\n\n".join(f'<h2 id="{key}">{key}</h2>' for key in WORKS) + "\n"


def _in_their_words(body: str) -> str:
    linked = re.sub(r"\(\{filename\}([^)]+)\.md\)", r"(/posts/\1/)", body)
    return re.sub(r"\[@([\w-]+)-(\d{4})\]", lambda cited: f"([{cited[1].title()} {cited[2]}](/works/#{cited[1]}-{cited[2]}))", linked)
