"""``explain``: why a text has its themes, and not others."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from editorial import prose, reproductions, tag_data, tagging
from editorial.commands.shared import find, open_desk, show, tags_of
from editorial.prose import Sentence
from editorial.tags import Tag


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which text."""
    parser.add_argument("post", help="the slug of a post or paper")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """Print every theme with its parts, rules and sentences; then the text with its passages marked."""
    desk = open_desk(args.content)
    text = find(desk, args.post)
    tags = tags_of(text, desk, tagging.of_desk(desk), all_evidence=True)
    sentences = reproductions.sentences(text, desk)
    if args.json:
        data = [tag_data.of_tag(tag) for tag in tags]
        show({"path": text.source.path, "title": text.header.title, "themes": data, "text": prose.plain_text(sentences)})
        return 0
    print(f"{text.source.path}: {text.header.title}")
    for tag in sorted(tags, key=lambda tag: -tag.score):
        _theme(tag)
    _marked(sentences, [tag for tag in tags if tag.found != "none" or tag.outcome != "none"])
    return 0


def _theme(tag: Tag) -> None:
    said = f" by the author's word (the tagger: {tag.found})" if tag.origin == "author" else ""
    print(f"\n{tag.theme.slug}: {tag.outcome}{said}; score {tag.score:.2f}, assigned from {tag.threshold:.2f}")
    parts = tag.parts
    odds = parts.base + parts.model + parts.vocabulary
    print(
        f"  log-odds {odds:+.2f} = start {parts.base:+.2f}, model {parts.model:+.2f}, "
        f"vocabulary {parts.vocabulary:+.2f} ({parts.points:.1f} points)"
    )
    if parts.passage:
        print(f"  strongest passage: lines {parts.passage[0]} to {parts.passage[1]}")
    if tag.emphatic:
        print("  one sentence names it three times over: assigned whatever the score")
    for rule in tag.rules:
        needed = " (must be passed)" if rule.name in tag.needed else ""
        print(f"  {'passed' if rule.passed else 'failed'}: {rule.says}{': ' + ', '.join(rule.found) if rule.found else ''}{needed}")
    for item in tag.strongest:
        print(f"  {item.weight:+.2f} {item.path}:{item.line} ({item.zone}) {item.quote}")
        if item.phrases:
            print(f"        cues: {', '.join(item.phrases)}")
        if item.words:
            print(f"        words: {', '.join(item.words)}")


def _marked(sentences: Sequence[Sentence], tags: Sequence[Tag]) -> None:
    """The text, each sentence on a line, those that are evidence with the themes that they speak for."""
    print("\nThe text, with what speaks for which theme:")
    place = 0
    for sentence in sentences:
        marks = [f"{tag.theme.slug} {item.weight:+.2f}" for tag in tags for item in tag.evidence if item.start == place]
        print(f"{sentence.line:>5} {'>' if marks else ' '} {sentence.text}{'  [' + '; '.join(marks) + ']' if marks else ''}")
        place += len(sentence.text) + 1
