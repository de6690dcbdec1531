"""The post that the project grew from, told again with its facts: the tagger reads the three themes in it."""

from examples import NO_WORD
from test_tagging import tagger  # noqa: F401 (a fixture)

from editorial import prose
from editorial.tagging import Tagger
from manuscript.source import parse

# Ours, not the words of 2015: a member's comment, then the group's article, whose last paragraph alone is about blame.
POST = """Title: Safer services, not headlines

The Prime Minister has announced that a council whose children's services Ofsted finds inadequate will lose them, unless it recovers in six months. A commissioner will be put in charge, and a trust of other councils and charities will step in and run the services. It has happened in one or two places; now it is to be automatic.

I do not like it. It is driven by Ofsted and its grades, and by a faith in new organisations.

> One in four Ofsted inspections of child protection ends in a verdict of inadequate, so that there will be much for commissioners to do and many services for trusts to take over. The inspections look at process, not at whether the work is safe.
>
> Nor does a root and branch reorganisation make services safer. New trusts, boards and management structures disrupt the work, cost a great deal, and leave unsafe practice where it was once the dust has settled.
>
> The people who do the work should be free to say what goes wrong. In a blame culture, where bullying and threats are used and staff are afraid to challenge the hierarchy, nobody does, and that is unsafe.
"""


def test_all_three_themes_are_found_each_by_the_sentence_that_says_it(tagger: Tagger) -> None:  # noqa: F811
    tags = {tag.theme.slug: tag for tag in tagger.tags("seed.md", prose.sentences(parse(POST, "seed.md")), NO_WORD)}
    strongest = {
        slug: tags[slug].strongest[0].quote[:29]
        for slug in ("blame-culture", "ofsted", "reorganisation")
        if tags[slug].outcome == "assigned"
    }

    assert strongest["blame-culture"] == "In a blame culture, where bul"
    assert set(strongest) == {"blame-culture", "ofsted", "reorganisation"}
