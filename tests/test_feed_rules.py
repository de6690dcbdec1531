"""feed_rules: what the tests of feeds stand on. A small good document of each format passes; with one thing broken, it is named."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from feed_html import faults_of_html
from feed_rules import faults_of_atom, faults_of_feed, faults_of_json_feed, faults_of_opml, faults_of_rss, items_of
from feed_values import Complaint, escaped_twice, not_a_language, not_absolute, not_on_the_web, not_rfc_822, not_rfc_3339

AT = "https://here.example/all"

ATOM = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="en-GB">
  <title>Here &amp; there</title>
  <subtitle>Of lamps</subtitle>
  <id>https://here.example/</id>
  <updated>2012-02-03T00:00:00+01:00</updated>
  <link rel="self" type="application/atom+xml" href="https://here.example/all.atom.xml"/>
  <link rel="alternate" type="text/html" href="https://here.example/"/>
  <link rel="hub" href="https://hub.example/"/>
  <link rel="prev-archive" href="https://here.example/1.atom.xml"/>
  <rights>All theirs.</rights>
  <author><name>The editors</name><uri>https://here.example/people/</uri></author>
  <entry>
    <title type="html">Lamps &amp;amp; &lt;i&gt;oil&lt;/i&gt;</title>
    <id>tag:here.example,2012-02-01:/posts/lamps/</id>
    <link rel="alternate" type="text/html" hreflang="en" href="https://here.example/posts/lamps/"/>
    <published>2012-02-01T00:00:00+01:00</published>
    <updated>2012-02-02T00:00:00+01:00</updated>
    <author><name>Ada</name></author>
    <author><name>Ben</name></author>
    <category term="lamps" scheme="https://here.example/themes/" label="Lamps"/>
    <category term="lamps" label="Tag"/>
    <summary>A &lt; B</summary>
    <content type="html">&lt;p&gt;A &lt;a href="https://here.example/x"&gt;lamp&lt;/a&gt;.&lt;/p&gt;</content>
  </entry>
  <entry>
    <title>Oil &lt;b&gt;</title>
    <id>https://here.example/posts/oil/</id>
    <link type="text/html" href="https://here.example/posts/oil/"/>
    <updated>2012-01-01T00:00:00Z</updated>
    <content>x &lt; y</content>
  </entry>
</feed>
"""

RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0">
  <channel>
    <title>Here &#x26; there</title>
    <link>https://here.example/</link>
    <description>Of lamps</description>
    <language>en-GB</language>
    <managingEditor>them@here.example (The editors)</managingEditor>
    <lastBuildDate>Fri, 03 Feb 2012 00:00:00 +0100</lastBuildDate>
    <docs>https://www.rssboard.org/rss-specification</docs>
    <ttl>60</ttl>
    <image><url>https://here.example/a.png</url><title>Here &amp; there</title><link>https://here.example/</link></image>
    <atom:link rel="self" type="application/rss+xml" href="https://here.example/all.rss.xml"/>
    <atom:link rel="prev-archive" href="https://here.example/1.rss.xml"/>
    <item>
      <title>Lamps &#x26; oil</title>
      <link>https://here.example/posts/lamps/</link>
      <guid isPermaLink="false">tag:here.example,2012-02-01:/posts/lamps/</guid>
      <pubDate>Wed, 01 Feb 2012 00:00:00 +0100</pubDate>
      <dc:creator>Ada</dc:creator>
      <dc:creator>Ben</dc:creator>
      <category domain="https://here.example/themes/">Lamps</category>
      <category>Tag</category>
      <description>A lamp.</description>
      <content:encoded><![CDATA[<p>A <a href="https://here.example/x">lamp</a>.</p>]]></content:encoded>
      <atom:updated>2012-02-02T00:00:00+01:00</atom:updated>
    </item>
    <item>
      <description>Oil.</description>
      <guid>https://here.example/posts/oil/</guid>
      <pubDate>Sun, 01 Jan 2012 00:00:00 GMT</pubDate>
    </item>
  </channel>
</rss>
"""

JSON = """\
{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Here & there",
  "home_page_url": "https://here.example/",
  "feed_url": "https://here.example/all.json",
  "next_url": "https://here.example/1.json",
  "language": "en-GB",
  "_lamps": {"about": "https://here.example/"},
  "authors": [{"name": "The editors", "url": "https://here.example/people/"}],
  "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
  "items": [
    {
      "id": "tag:here.example,2012-02-01:/posts/lamps/",
      "url": "https://here.example/posts/lamps/",
      "title": "Lamps & oil",
      "content_html": "<p>A <a href=\\"https://here.example/x\\">lamp</a>.</p>",
      "date_published": "2012-02-01T00:00:00+01:00",
      "date_modified": "2012-02-02T00:00:00+01:00",
      "authors": [{"name": "Ada"}, {"name": "Ben"}],
      "tags": ["Lamps", "Tag"]
    },
    {"id": "https://here.example/posts/oil/", "content_text": "x < y", "date_published": "2012-01-01T00:00:00Z"}
  ]
}
"""

OPML = """\
<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>All feeds</title>
    <dateCreated>Wed, 01 Feb 2012 00:00:00 +0100</dateCreated>
    <dateModified>Thu, 02 Feb 2012 00:00:00 GMT</dateModified>
  </head>
  <body>
    <outline type="rss" text="All" title="All" xmlUrl="https://here.example/all.atom.xml" htmlUrl="https://here.example/"/>
    <outline text="Themes">
      <outline type="rss" text="Lamps" title="Lamps" xmlUrl="https://here.example/lamps.atom.xml" htmlUrl="https://here.example/lamps/"/>
    </outline>
  </body>
</opml>
"""


def changed(text: str, old: str, new: str) -> bytes:
    """A document with the first place of some text changed; it must be there."""
    if old not in text:
        raise ValueError(f"There is no {old} to change")
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("text", "ending"), [(ATOM, ".atom.xml"), (RSS, ".rss.xml"), (JSON, ".json"), (OPML, ".opml")]
)  # fmt: skip
def test_a_good_document_has_no_faults(text: str, ending: str) -> None:
    assert faults_of_feed(text.encode(), AT + ending) == []


NO_EDITORS = ATOM.replace("<author><name>The editors</name><uri>https://here.example/people/</uri></author>", "")

PERMITTED = [
    (ATOM, ".atom.xml", "<published>", '<source><title>Elsewhere</title><author><name>Cara</name></author><icon>https://a.example/</icon></source><published>'),
    (NO_EDITORS, ".atom.xml", "<content>x", "<source><author><name>Cara</name></author></source><content>x"),
    (ATOM, ".atom.xml", "<subtitle>", '<generator uri="https://a.example/" version="1">A</generator><logo>https://a.example/</logo><subtitle>'),
    (ATOM, ".atom.xml", "<name>Ada</name>", '<type xmlns="http://purl.org/dc/elements/1.1/" a="1">x<date/></type><email>a@b.example</email><name>Ada</name>'),
    (ATOM, ".atom.xml", "<published>", "<contributor><name>Cara</name></contributor><published>"),
    (ATOM, ".atom.xml", "<content>x &lt; y</content>", '<content type="text/markdown">*x*</content>'),
    (ATOM, ".atom.xml", "<content>x &lt; y</content>", '<content type="application/pdf" src="https://a.example/x"/>'),
    (ATOM, ".atom.xml", "<published>", "".join(f'<link rel="{rel}" href="https://a.example/"/>' for rel in [
        "related", "enclosure", "via", "license", "replies", "up", "author", "https://a.example/rel"]) + "<published>"),
    (ATOM, ".atom.xml", "<subtitle>", "".join(
        f'<link rel="{rel}" href="https://a.example/"/>' for rel in ["first", "last", "previous", "next", "current"]) + "<subtitle>"),
    (ATOM, ".atom.xml", "<subtitle>",
     '<fh:archive/><link rel="next-archive" href="https://a.example/2"/><link rel="current" href="https://a.example/"/><subtitle>'),
    (RSS, ".rss.xml", "<guid>", '<guid isPermaLink="true">'),
    (RSS, ".rss.xml", "<guid>", "<author>ada@here.example (Ada)</author><guid>"),
    (RSS, ".rss.xml", "<guid>", '<enclosure url="https://a.example/a.mp3" length="1" type="audio/mpeg"/><guid>'),
    (RSS, ".rss.xml", "<ttl>", "<skipDays><day>Sunday</day></skipDays><skipHours><hour>1</hour></skipHours><category>x</category><ttl>"),
    (RSS, ".rss.xml", "<ttl>", "<textInput><title>x</title><description>x</description><name>x</name><link>https://a.example/</link></textInput><ttl>"),
    *[(OPML, ".opml", 'title="All"', f'title="All" version="{version}" language="en"') for version in ["RSS", "RSS1", "RSS2", "scriptingNews"]],
    (JSON, ".json", '"hubs":', '"icon": "https://a.example/i.png", "expired": true, "description": "D", "hubs":'),
    (JSON, ".json", '"tags":', '"attachments": [{"url": "https://a.example/", "mime_type": "audio/mpeg", "size_in_bytes": 1}], "tags":'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ending", "old", "new"), PERMITTED)
def test_what_a_format_permits_is_no_fault(text: str, ending: str, old: str, new: str) -> None:
    assert faults_of_feed(changed(text, old, new), AT + ending) == []


ATOM_FAULTS = [
    # The form
    ("<subtitle>", "<undefined/><subtitle>", ["In the feed, the form is not that of RFC 4287: Expecting an element id, got nothing."]),
    ("<title>Oil &lt;b&gt;</title>", "", ["In entry 2, the form is not that of RFC 4287: Expecting an element title, got nothing."]),
    ('label="Tag"', 'label="Tag" colour="red"', ["In entry 1, the form is not that of RFC 4287: Invalid attribute colour for element category."]),
    ("<subtitle>", '<x xmlns=""/><subtitle>', ["In the feed, <x> is not defined within <feed>."]),
    ("<subtitle>", "<fh:archived/><subtitle>", ["In the feed, <fh:archived> is not defined within <feed>."]),
    ("xmlns:fh=", 'xmlns:x="https://x.example/" xmlns:fh=', ["In the feed, the namespace “https://x.example/” is not one that readers know."]),
    ("xmlns:fh=", "xmlns:history=", ["In the feed, the namespace “http://purl.org/syndication/history/1.0” has the prefix history, and readers may expect fh."]),
    ("Of lamps", "Of\x93 lamps", ["In the feed, the subtitle “Of\x93 lamps” has a control character."]),
    # What it is and where
    ("<id>https://here.example/posts/oil/", "<id>/posts/oil/", ["In entry 2, the id “/posts/oil/” is not absolute."]),
    ("<id>tag:here.example", "<id>tag:None", ["In entry 1, the id “tag:None,2012-02-01:/posts/lamps/” is not a tag of RFC 4151."]),
    ("<id>https://here.example/posts/oil/", "<id>https://here.example/", ["In entry 2, <id> is a second one with “https://here.example/”."]),
    ("all.atom.xml", "other.atom.xml", ["In the feed, the self link is “https://here.example/other.atom.xml”, and the document is at “https://here.example/all.atom.xml”."]),
    ('rel="self"', 'rel="related"', ["In the feed, there must be one self link, and there are 0."]),
    ("application/atom+xml", "text/xml", ["In the feed, <link> is not said to be Atom."]),
    ('rel="alternate" type="text/html"', 'rel="alternate"', ["In the feed, there must be one alternate link of the type text/html, and there are 0."]),
    ('hreflang="en"', 'hreflang="en_GB"', ["In entry 1, the form is not that of RFC 4287: Invalid attribute hreflang for element link.", "In entry 1, the hreflang “en_GB” is not a language tag."]),
    ("<subtitle>", '<link type="text/html" href="https://a.example/"/><subtitle>', ["In the feed, there must be one alternate link of the type text/html, and there are 2.", "In the feed, <link> is a second one with “text/html”."]),
    ('href="https://here.example/posts/oil/"', 'href="/posts/oil/"', ["In entry 2, the href “/posts/oil/” is not an absolute address on the web."]),
    ('href="https://hub.example/"', 'href="//hub.example/"', ["In the feed, the href “//hub.example/” is not an absolute address on the web."]),
    ('href="https://here.example/1.atom.xml"', 'href="1.atom.xml"', ["In the feed, the href “1.atom.xml” is not an absolute address on the web."]),
    ('rel="prev-archive"', 'rel="prev-achive"', ["In the feed, the rel “prev-achive” is not a registered relation."]),
    ("https://here.example/people/", "people/", ["In the feed, the uri “people/” is not an absolute address on the web."]),
    ("<subtitle>", '<icon>a</icon><logo>b</logo><generator uri="c">G</generator><subtitle>', ["In the feed, the icon “a” is not an absolute address on the web.", "In the feed, the logo “b” is not an absolute address on the web.", "In the feed, the uri “c” is not an absolute address on the web."]),
    ("<content>x &lt; y</content>", '<content src="x.pdf" type="application/pdf"/>', ["In entry 2, the src “x.pdf” is not an absolute address on the web."]),
    ('<link type="text/html" href', "<link href", ["In entry 2, there must be one alternate link of the type text/html, and there are 0."]),
    ("<published>", '<link type="text/x" href="https://a.example/"/>' * 2 + "<published>", ["In entry 1, <link> is a second one with “text/x”."]),
    # Dates and people
    ("<published>2012-02-01T00:00:00+01:00", "<published>2012-02-01T00:00:00", ["In entry 1, the published “2012-02-01T00:00:00” is not a date of RFC 3339 with its offset."]),
    ("<name>Ben</name>", "<name>Ada</name>", ["In entry 1, <author> is a second one with “Ada”."]),
    ("2012-01-01T00:00:00Z", "2012-01-01T00:00:00", ["In entry 2, the updated “2012-01-01T00:00:00” is not a date of RFC 3339 with its offset."]),
    ("2012-02-02T00:00:00+01:00", "2012-01-31T00:00:00+01:00", ["In entry 1, the updated “2012-01-31T00:00:00+01:00” is before the published of entry 1."]),
    ("2012-02-03T00:00:00+01:00", "2012-02-02T00:00:00+01:01", ["In the feed, the updated “2012-02-02T00:00:00+01:01” is before the updated of entry 1."]),
    ("<author><name>The editors</name><uri>https://here.example/people/</uri></author>", "", ["In entry 2, there is no author, here or in the feed."]),
    # Words
    ("Oil &lt;b&gt;", " ", ["In entry 2, the title “ ” is empty."]),
    ("Here &amp; there", "", ["In the feed, the title “” is empty."]),
    ("All theirs.", "", ["In the feed, the rights “” is empty."]),
    ("Of lamps", "", ["In the feed, the subtitle “” is empty."]),
    ("<name>Ada</name>", "<name/>", ["In entry 1, the name “” is empty."]),
    ("A &lt; B", "", ["In entry 1, the summary “” is empty."]),
    ("<subtitle>", "<generator/><subtitle>", ["In the feed, the generator “” is empty."]),
    ('label="Tag"', 'label=""', ["In entry 1, the label “” is empty."]),
    ('label="Tag"', 'label="A &amp;lt; B"', ["In entry 1, the label “A &lt; B” is plain text and shows “&lt;”."]),
    ('term="lamps" label="Tag"', 'term="a&amp;amp;b"', ["In entry 1, the term “a&amp;b” is plain text and shows “&amp;”."]),
    ("Ben", "B&amp;eacute;n", ["In entry 1, the name “B&eacute;n” is plain text and shows “&eacute;”."]),
    ("Of lamps", "Of &amp;quot;lamps", ["In the feed, the subtitle “Of &quot;lamps” is plain text and shows “&quot;”."]),
    ("All theirs.", "&amp;#xa9;", ["In the feed, the rights “&#xa9;” is plain text and shows “&#xa9;”."]),
    ("A &lt; B", "A &amp;lt; B", ["In entry 1, the summary “A &lt; B” is plain text and shows “&lt;”."]),
    ("<content>x &lt; y</content>", "<content/>", ["In entry 2, the content “” is empty."]),
    ('term="lamps" label="Tag"', 'term="" label="Tag"', ["In entry 1, the term “” is empty."]),
    ("Oil &lt;b&gt;", "Oil &amp;amp; lamps", ["In entry 2, the title “Oil &amp; lamps” is plain text and shows “&amp;”."]),
    ("Oil &lt;b&gt;", "Ada&amp;#8217;s oil", ["In entry 2, the title “Ada&#8217;s oil” is plain text and shows “&#8217;”."]),
    ('xml:lang="en-GB"', 'xml:lang="e-GB"', ["In the feed, the lang “e-GB” is not a language tag."]),
    ('term="lamps" label="Tag"', 'term="lamps" scheme="https://here.example/themes/"', ["In entry 1, <category> is a second one with “https://here.example/themes/ lamps”."]),
    # HTML
    ('href="https://here.example/x"', 'href="x"', ["In entry 1, the content has the href “x”, which is not absolute, on <a>."]),
    ("&lt;i&gt;oil&lt;/i&gt;", "&lt;form&gt;&lt;/form&gt;", ["In entry 1, the title has the element <form>."]),
    ("<subtitle>Of lamps", '<subtitle type="html">&lt;b id="x"&gt;&lt;/b&gt;', ["In the feed, the subtitle has the attribute id on <b>."]),
    ("<rights>All", '<rights type="html">&lt;b&gt;All', ["In the feed, the rights has <b>, which is not closed."]),
    ("<summary>A &lt; B", '<summary type="html">&lt;style&gt;&lt;/style&gt;', ["In entry 1, the summary has the element <style>."]),
    ("<content>x &lt; y</content>", '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content>', ["In entry 2, <content> is of the type xhtml, and we write html.", "In entry 2, the namespace “http://www.w3.org/1999/xhtml” is not one that readers know."]),
    # Archives
    ("<subtitle>", '<link rel="prev-archive" href="https://here.example/2.atom.xml"/><subtitle>', ["In the feed, <link> is a second one with “prev-archive”."]),
    ("<subtitle>", "<fh:archive/><subtitle>", ["In the feed, there is no link to the current document, though this is an archive."]),
    ("<subtitle>", '<fh:archive/><link rel="current" href="https://here.example/all.atom.xml"/><subtitle>', ["In the feed, <link> names an archive as current."]),
    ('rel="prev-archive"', 'rel="next-archive"', ["In the feed, there is no fh:archive, though this document is followed by another."]),
    ("<subtitle>", "<fh:complete/><subtitle>", ["In the feed, <link> leads on from a feed that is complete."]),
    ("<summary>", '<link rel="next" href="https://here.example/"/><summary>', ["In entry 1, <link> belongs to the head of the feed."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "faults"), ATOM_FAULTS)
def test_a_fault_of_an_atom_feed_is_named(old: str, new: str, faults: list[str]) -> None:
    assert faults_of_atom(changed(ATOM, old, new), f"{AT}.atom.xml") == faults


RSS_FAULTS = [
    ('version="2.0"', 'version="0.91"', ["In the channel, there is no version 2.0."]),
    ("<ttl>", "<subtitle>x</subtitle><ttl>", ["In the channel, <subtitle> is not defined within <channel>."]),
    ("<link>https://here.example/posts/lamps/</link>", "<url/>", ["In item 1, <url> is not defined within <item>."]),
    ("<dc:creator>", "<dc:author/><dc:creator>", ["In item 1, <dc:author> is not defined within <item>."]),
    ("<guid>", '<thr:in-reply-too xmlns:thr="http://purl.org/syndication/thread/1.0"/><guid>', ["In item 2, <thr:in-reply-too> is not defined within <item>."]),
    ("<guid>", "<content:items/><guid>", ["In item 2, <content:items> is not defined within <item>."]),
    ("<description>Of lamps</description>", "", ["In the channel, there is no description."]),
    ("<description>Of lamps", "<description>", ["In the channel, the description “” is empty."]),
    ("<title>Here &#x26; there</title>", "", ["In the channel, there is no title."]),
    ("<link>https://here.example/</link>", "", ["In the channel, there is no link."]),
    ("<ttl>", "<ttl>1</ttl><ttl>", ["In the channel, <ttl> is a second one with “ttl”."]),
    ("<guid", "<link>https://here.example/</link><guid", ["In item 1, <link> is a second one with “link”."]),
    ("<link>https://here.example/posts/lamps/", "<link>/posts/lamps/", ["In item 1, the link “/posts/lamps/” is not an absolute address on the web."]),
    ("<link>https://here.example/posts/lamps/", "<link>https://here.example/é/", ["In item 1, the link “https://here.example/é/” has letters that a URL writes with per cent signs."]),
    ("Lamps &#x26; oil", "Lamps &#x26;amp; oil", ["In item 1, the title “Lamps &amp; oil” is plain text and shows “&amp;”."]),
    ("<category>Tag", "<category>A &amp;lt; B", ["In item 1, the category “A &lt; B” is plain text and shows “&lt;”."]),
    ("<dc:creator>Ben", "<dc:creator>B&amp;eacute;n", ["In item 1, the dc:creator “B&eacute;n” is plain text and shows “&eacute;”."]),
    ("<title>Lamps &#x26; oil", "<title>", ["In item 1, the title “” is empty."]),
    ("<category>Tag", "<category>", ["In item 1, the category “” is empty."]),
    ("<link>https://here.example/posts/lamps/", "<link>", ["In item 1, the link “” is empty.", "In item 1, the link “” is not an absolute address on the web."]),
    (">tag:here.example,2012-02-01:/posts/lamps/", ">", ["In item 1, the guid “” is empty."]),
    ("<guid>", "<comments>x</comments><guid>", ["In item 2, the comments “x” is not an absolute address on the web."]),
    ("https://here.example/a.png", "a.png", ["In the channel, the url “a.png” is not an absolute address on the web."]),
    ("<guid>", '<enclosure url="a.mp3" length="1" type="audio/mpeg"/><guid>', ["In item 2, the url “a.mp3” is not an absolute address on the web."]),
    ("<guid>", '<source url="a.xml">A</source><guid>', ["In item 2, the url “a.xml” is not an absolute address on the web."]),
    ("<description>Oil.</description>", "", ["In item 2, there is no title or description."]),
    ("<guid>https://here.example/posts/oil/</guid>", "", ["In item 2, there is no guid."]),
    ("<guid>https://here.example/posts/oil/", "<guid>oil", ["In item 2, the guid “oil” is not an absolute address on the web."]),
    ('isPermaLink="false"', 'isPermaLink="no"', ["In item 1, the guid “tag:here.example,2012-02-01:/posts/lamps/” is not an absolute address on the web.", "In item 1, the isPermaLink “no” is neither true nor false."]),
    ("<guid>https://here.example/posts/oil/", '<guid isPermaLink="false">tag:here.example,2012-02-01:/posts/lamps/', ["In item 2, <guid> is a second one with “tag:here.example,2012-02-01:/posts/lamps/”."]),
    ('rel="self"', 'rel="related"', ["In the channel, there must be one self link, and there are 0."]),
    ("all.rss.xml", "other.rss.xml", ["In the channel, the self link is “https://here.example/other.rss.xml”, and the document is at “https://here.example/all.rss.xml”."]),
    ("<item>", '<item xmlns:a10="http://www.w3.org/2005/Atom">', ["In item 1, the namespace “http://www.w3.org/2005/Atom” has the prefix a10, and readers may expect atom."]),
    ("Sun, 01 Jan 2012 00:00:00 GMT", "Sun, 01 Jan 12 00:00:00 GMT", ["In item 2, the pubDate “Sun, 01 Jan 12 00:00:00 GMT” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("Sun, 01 Jan 2012 00:00:00 GMT", "Sun, 01 Jan 2012 00:00:00 EST", ["In item 2, the pubDate “Sun, 01 Jan 2012 00:00:00 EST” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("Sun, 01 Jan 2012", "Mon, 01 Jan 2012", ["In item 2, the pubDate “Mon, 01 Jan 2012 00:00:00 GMT” is a Sunday."]),
    ("Sun, 01 Jan 2012", "Sun, 32 Jan 2012", ["In item 2, the pubDate “Sun, 32 Jan 2012 00:00:00 GMT” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("Fri, 03 Feb 2012", "3 February 2012", ["In the channel, the lastBuildDate “3 February 2012 00:00:00 +0100” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("<ttl>", "<pubDate>Sat, 04 Feb 2012 00:00:00 GMT</pubDate><ttl>", ["In the channel, the lastBuildDate “Fri, 03 Feb 2012 00:00:00 +0100” is before the pubDate of the channel."]),
    ("2012-02-02T00:00:00+01:00", "Thu, 02 Feb 2012 00:00:00 GMT", ["In item 1, the updated “Thu, 02 Feb 2012 00:00:00 GMT” is not a date of RFC 3339 with its offset."]),
    ("2012-02-02T00:00:00+01:00", "2012-01-31T00:00:00+01:00", ["In item 1, the updated “2012-01-31T00:00:00+01:00” is before the pubDate of item 1."]),
    ("Fri, 03 Feb 2012", "Wed, 01 Feb 2012", ["In the channel, the lastBuildDate “Wed, 01 Feb 2012 00:00:00 +0100” is before the updated of item 1."]),
    ("Fri, 03 Feb 2012", "Sun, 01 Jan 2012", ["In the channel, the lastBuildDate “Sun, 01 Jan 2012 00:00:00 +0100” is before the updated of item 1."]),
    ("Wed, 01 Feb 2012", "Sat, 04 Feb 2012", ["In the channel, the lastBuildDate “Fri, 03 Feb 2012 00:00:00 +0100” is before the pubDate of item 1.", "In item 1, the updated “2012-02-02T00:00:00+01:00” is before the pubDate of item 1."]),
    ("them@here.example (The editors)", "The editors", ["In the channel, the managingEditor “The editors” has no email address; names are for dc:creator."]),
    ("<ttl>", "<webMaster>Ada</webMaster><ttl>", ["In the channel, the webMaster “Ada” has no email address; names are for dc:creator."]),
    ("<guid>", "<author>Ada</author><guid>", ["In item 2, the author “Ada” has no email address; names are for dc:creator."]),
    ("<category>Tag", "<author>ada@here.example</author><category>Tag", ["In item 1, <dc:creator> says again what an element of RSS says.", "In item 1, <dc:creator> says again what an element of RSS says."]),
    ("<dc:creator>Ben", "<dc:creator>Ada", ["In item 1, <dc:creator> is a second one with “Ada”."]),
    ("<category>Tag", "<dc:subject>x</dc:subject><dc:date>x</dc:date><category>Tag", ["In item 1, <dc:subject> says again what an element of RSS says.", "In item 1, <dc:date> says again what an element of RSS says."]),
    ("<ttl>", "<copyright>x</copyright><dc:rights>x</dc:rights><ttl>", ["In the channel, <dc:rights> says again what an element of RSS says."]),
    ("<guid>", "<dc:language>en_GB</dc:language><guid>", ["In item 2, the dc:language “en_GB” is not a language tag."]),
    ("<ttl>", "<dc:language>en</dc:language><ttl>", ["In the channel, <dc:language> says again what an element of RSS says."]),
    ("<dc:creator>Ada", "<dc:creator>", ["In item 1, the dc:creator “” is empty."]),
    ("<description>A lamp.</description>", "", ["In item 1, <content:encoded> has no description before it."]),
    ('href="https://here.example/x"', 'href="x"', ["In item 1, the content:encoded has the href “x”, which is not absolute, on <a>."]),
    ('<![CDATA[<p>A <a href="https://here.example/x">lamp</a>.</p>]]>', "", ["In item 1, the content:encoded “” is empty."]),
    ("<atom:updated>", "<atom:updated>2012-02-02T00:00:00Z</atom:updated><atom:updated>", ["In item 1, <updated> is a second one with “updated”."]),
    ("<atom:updated>", "<content:encoded>x</content:encoded><atom:updated>", ["In item 1, <content:encoded> is a second one with “content:encoded”."]),
    ("<description>Oil.", "<description>&lt;p class='x'&gt;Oil.&lt;/p&gt;", ["In item 2, the description has the attribute class on <p>."]),
    ("<category>Tag", '<category domain="https://here.example/themes/">Lamps', ["In item 1, <category> is a second one with “https://here.example/themes/ Lamps”."]),
    ("<language>en-GB", "<language>en_GB", ["In the channel, the language “en_GB” is not a language tag."]),
    ("https://www.rssboard.org/rss-specification", "https://here.example/", ["In the channel, the docs “https://here.example/” is not the address of the specification."]),
    ("<ttl>60", "<ttl>0", ["In the channel, the ttl “0” is not a number of minutes."]),
    ("</channel>", "<copyright>x</copyright></channel>", ["In the channel, <copyright> comes after an item."]),
    ("<image>", "<image><width>1</width><width>1</width>", ["In the channel, <width> is a second one with “width”."]),
    ("<image>", "<image><x/>", ["In the channel, <x> is not defined within <image>."]),
    ("Here &amp; there", "There", ["In the channel, <title> is not that of the channel."]),
    ("<link>https://here.example/</link></image>", "<link>https://here.example</link></image>", ["In the channel, <link> is not that of the channel."]),
    ("<url>https://here.example/a.png</url>", "", ["In the channel, there is no url, title and link of the image."]),
    ("<guid>", '<enclosure url="https://here.example/a.mp3"/><guid>', ["In item 2, there is no url, length or type of the enclosure."]),
    ("<guid>", "<source>x</source><guid>", ["In item 2, there is no address of the source."]),
    ("<ttl>", "<fh:archive/><ttl>", ["In the channel, there is no link to the current document, though this is an archive."]),
    ('rel="prev-archive"', 'rel="next-archive"', ["In the channel, there is no fh:archive, though this document is followed by another."]),
    (' href="https://here.example/1.rss.xml"', "", ["In the channel, there is no href or no rel in a link."]),
    ('href="https://here.example/1.rss.xml"', 'href="1.rss.xml"', ["In the channel, the href “1.rss.xml” is not an absolute address on the web."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "faults"), RSS_FAULTS)
def test_a_fault_of_an_rss_feed_is_named(old: str, new: str, faults: list[str]) -> None:
    assert faults_of_rss(changed(RSS, old, new), f"{AT}.rss.xml") == faults


def test_a_feed_without_a_channel_is_named() -> None:
    data = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"/>'

    assert faults_of_rss(data, f"{AT}.rss.xml") == ["In the channel, there must be one channel, and there are 0."]


OPML_FAULTS = [
    ('version="2.0"', 'version="1.0"', ["In the list, there is no version 2.0."]),
    ("<title>All feeds</title>", "", ["In the list, there must be one title, and there are 0."]),
    ("All feeds", "", ["In the list, the title “” is empty."]),
    ("<title>", "<language/><title>", ["In the list, <language> is not defined within <head>."]),
    ("<title>", "<ownerName>x</ownerName><ownerName>y</ownerName><title>", ["In the list, <ownerName> is a second one with “ownerName”."]),
    ("<body>", "<head><title>x</title></head><body>", ["In the list, there must be one head, and there are 2."]),
    ("<body>", "<x/><body>", ["In the list, <x> is not defined within <opml>."]),
    ("All feeds", "All &amp;amp; more", ["In the list, the title “All &amp; more” is plain text and shows “&amp;”."]),
    ("<title>", "<docs>x</docs><ownerId>y</ownerId><title>", ["In the list, the docs “x” is not an absolute address on the web.", "In the list, the ownerId “y” is not an absolute address on the web."]),
    ("<opml", '<opml xml:lang="en_GB"', ["In the list, the lang “en_GB” is not a language tag."]),
    ('title="All"', 'title=""', ["In outline 1, the title “” is empty."]),
    ('text="All"', 'text="&amp;lt;"', ["In outline 1, the text “&lt;” is plain text and shows “&lt;”."]),
    ('title="All"', 'title="All" created="2012"', ["In outline 1, the created “2012” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("Wed, 01 Feb 2012", "2012", ["In the list, the dateCreated “2012 00:00:00 +0100” is not a date of RFC 822 with four digits of the year and its offset."]),
    ('type="rss" text="Lamps"', 'type="atom" text="Lamps"', ["In outline 3, the type “atom” is not rss, which is the word for all formats."]),
    ('type="rss" text="Lamps"', 'text="Lamps"', ["In outline 3, there is no type."]),
    (' text="Themes"', "", ["In outline 2, there is no text."]),
    ('text="Themes"', 'text=""', ["In outline 2, the text “” is empty."]),
    (' title="Lamps"', "", ["In outline 3, there is no title."]),
    ('title="Lamps"', 'title="Lamps &amp;amp; oil"', ["In outline 3, the title “Lamps &amp; oil” is plain text and shows “&amp;”."]),
    (' xmlUrl="https://here.example/lamps.atom.xml"', "", ["In outline 3, there is no xmlUrl."]),
    ('xmlUrl="https://here.example/lamps.atom.xml"', 'xmlUrl="lamps.atom.xml"', ["In outline 3, the xmlUrl “lamps.atom.xml” is not an absolute address on the web."]),
    (' htmlUrl="https://here.example/lamps/"', "", ["In outline 3, there is no htmlUrl."]),
    ('htmlUrl="https://here.example/lamps/"', 'htmlUrl="/lamps/"', ["In outline 3, the htmlUrl “/lamps/” is not an absolute address on the web."]),
    ("lamps.atom.xml", "all.atom.xml", ["In outline 3, <outline> is a second one with “https://here.example/all.atom.xml”."]),
    ('title="All"', 'title="All" version="atom"', ["In outline 1, the version “atom” is not a version that OPML knows."]),
    ('title="All"', 'title="All" language="en_GB"', ["In outline 1, the language “en_GB” is not a language tag."]),
    ("Thu, 02 Feb 2012", "2 February 2012", ["In the list, the dateModified “2 February 2012 00:00:00 GMT” is not a date of RFC 822 with four digits of the year and its offset."]),
    ("Thu, 02 Feb 2012", "Tue, 31 Jan 2012", ["In the list, the dateModified “Tue, 31 Jan 2012 00:00:00 GMT” is before the dateCreated of the list."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "faults"), OPML_FAULTS)
def test_a_fault_of_a_list_of_feeds_is_named(old: str, new: str, faults: list[str]) -> None:
    assert faults_of_opml(changed(OPML, old, new), f"{AT}.opml") == faults


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<body/>", ["In the list, there is no outline."]),
        ("", ["In the list, there must be one body, and there are 0."]),
        ("<body/><body/>", ["In the list, there must be one body, and there are 2.", *["In the list, there is no outline."] * 2]),
    ],
)
def test_a_list_has_one_body_with_something_in_it(body: str, faults: list[str]) -> None:
    data = OPML[: OPML.index("<body>")] + body + "</opml>"

    assert faults_of_opml(data.encode(), f"{AT}.opml") == faults


JSON_FAULTS = [
    # The form
    ("version/1.1", "version/1", ["In the feed, the form is not that of JSON Feed 1.1: 'https://jsonfeed.org/version/1.1' was expected."]),
    ('"title": "Here & there",', "", ["In the feed, the form is not that of JSON Feed 1.1: 'title' is a required property."]),
    ('"language": "en-GB"', '"language": ["en-GB"]', ["In the feed, the form is not that of JSON Feed 1.1: ['en-GB'] is not of type 'string'."]),
    ('"language": "en-GB"', '"expired": "no"', ["In the feed, the form is not that of JSON Feed 1.1: 'no' is not of type 'boolean'."]),
    ('"tag:here.example,2012-02-01:/posts/lamps/"', "7", ["In item 1, the form is not that of JSON Feed 1.1: 7 is not of type 'string'."]),
    ('"id": "https://here.example/posts/oil/", ', "", ["In item 2, the form is not that of JSON Feed 1.1: 'id' is a required property."]),
    ('"content_text": "x < y", ', "", ["In item 2, one of items has none of content_html, content_text."]),
    ('{"id":', '{"author": {"name": "Ada"}, "id":', ["In item 2, author is deprecated; authors takes its place."]),
    ('"hubs":', '"author": {"name": "Ada"}, "hubs":', ["In the feed, author is deprecated; authors takes its place."]),
    ('{"name": "Ben"}', '{"_x": {"name": "Ben"}}', ["In item 1, one of authors has none of name, url, avatar."]),
    ('{"name": "Ben"}', '{"name": "Ben", "age": "9"}', ["In item 1, the form is not that of JSON Feed 1.1: 'age' does not match any of the regexes: '^_'."]),
    ('{"id":', '{"colour": "red", "id":', ["In item 2, the form is not that of JSON Feed 1.1: 'colour' does not match any of the regexes: '^_'."]),
    ('"hubs":', '"items_count": 2, "hubs":', ["In the feed, the form is not that of JSON Feed 1.1: 'items_count' does not match any of the regexes: '^_'."]),
    ('{"about": "https://here.example/"}', "1", ["In the feed, the form is not that of JSON Feed 1.1: 1 is not of type 'object'."]),
    ('"about":', '"_about":', ["In the feed, the form is not that of JSON Feed 1.1: '_about' does not match '^[^_.][^.]*$'."]),
    ('"_lamps"', '"_1"', ["In the feed, the form is not that of JSON Feed 1.1: '_1' does not match '^([^_.]|_[A-Za-z])[^.]*$'."]),
    ('"type": "WebSub", ', "", ["In the feed, the form is not that of JSON Feed 1.1: 'type' is a required property."]),
    ('{"id":', '{"attachments": [{"url": "https://a.example/"}], "id":', ["In item 2, the form is not that of JSON Feed 1.1: 'mime_type' is a required property."]),
    ('["Lamps", "Tag"]', '["Tag", "Tag"]', ["In item 1, the form is not that of JSON Feed 1.1: ['Tag', 'Tag'] has non-unique elements."]),
    ('"2012-01-01T00:00:00Z"', '"2012-01-01T00:00:00"', ["In item 2, the form is not that of JSON Feed 1.1: '2012-01-01T00:00:00' is not a 'date-time'."]),
    # The rest
    ("2012-02-02", "2012-01-31", ["In item 1, the date_modified is before the date_published."]),
    ("all.json", "other.json", ["In the feed, the feed_url is “https://here.example/other.json”, and the document is at “https://here.example/all.json”."]),
    ('"feed_url": "https://here.example/all.json",', "", ["In the feed, there is no feed_url."]),
    ('"home_page_url": "https://here.example/",', "", ["In the feed, there is no home_page_url."]),
    ("1.json", "all.json", ["In the feed, the next_url is the address of this document."]),
    ("https://here.example/1.json", "1.json", ["In the feed, the next_url “1.json” is not an absolute address on the web."]),
    ('"https://here.example/posts/lamps/"', '"/posts/lamps/"', ["In item 1, the url “/posts/lamps/” is not an absolute address on the web."]),
    ('"https://here.example/posts/lamps/"', '"https://é.example/"', ["In item 1, the url “https://é.example/” has letters that a URL writes with per cent signs."]),
    ("en-GB", "en_GB", ["In the feed, the language “en_GB” is not a language tag."]),
    ("Lamps & oil", "Lamps &amp; oil", ["In item 1, the title “Lamps &amp; oil” is plain text and shows “&amp;”."]),
    ("https://here.example/posts/oil/", "tag:here.example,2012-02-01:/posts/lamps/", ["In item 2, the id “tag:here.example,2012-02-01:/posts/lamps/” is that of an item before."]),
    ("https://here.example/x", "x", ["In item 1, the content_html has the href “x”, which is not absolute, on <a>."]),
    ("Lamps & oil", "", ["In item 1, the title is empty."]),
    ('"Tag"', '" "', ["In item 1, the tags is empty."]),
    ("Lamps & oil", r"\ud800", ["In item 1, the title has half of a letter."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "faults"), JSON_FAULTS)
def test_a_fault_of_a_json_feed_is_named(old: str, new: str, faults: list[str]) -> None:
    assert faults_of_json_feed(changed(JSON, old, new), f"{AT}.json") == faults


def test_a_json_feed_is_an_object() -> None:
    assert faults_of_json_feed(b"[]", f"{AT}.json") == ["In the feed, the form is not that of JSON Feed 1.1: [] is not of type 'object'."]


@pytest.mark.parametrize("data", [b"{", b"\xff", b"\xef\xbb\xbf{}"])
def test_what_is_not_json_is_named(data: bytes) -> None:
    assert [fault[:34] for fault in faults_of_json_feed(data, f"{AT}.json")] == ["The document is not JSON in UTF-8:"]


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<p>A &lt; B</p><img alt="" src="data:image/png;base64,AA=="><br><hr/><!-- x --><svg viewBox="0 0 1 1"><path d="M0"/></svg>', []),
        ('<a href="mailto:a@b.example">x</a><a href="https://a.example/?a=1&amp;b=2#c">y</a>', []),
        *[(f"<{tag}></{tag}>", [f"the element <{tag}>"]) for tag in ["script", "style", "iframe", "object", "form", "details", "summary"]],
        *[(f"<{tag}>", [f"the element <{tag}>"]) for tag in ["embed", "meta", "link", "base"]],
        ("<p><SCRIPT>x</SCRIPT></p>", ["the element <script>"]),
        ("<p style='x'>x</p>", ["the attribute style on <p>"]),
        ("<p class=x id=y>x</p>", ["the attribute class on <p>", "the attribute id on <p>"]),
        ("<p onClick='x'>x</p>", ["the attribute onclick on <p>"]),
        ("<a href>x</a>", ["the href “”, which is not absolute, on <a>"]),
        ('<a href="#note">x</a>', ["the href “#note”, which is not absolute, on <a>"]),
        ('<a href="//a.example/">x</a>', ["the href “//a.example/”, which is not absolute, on <a>"]),
        ('<a href="https:///x">x</a>', ["the href “https:///x”, which is not absolute, on <a>"]),
        ('<a href=" java&#10;Script:x()">x</a>', ["a script as href on <a>"]),
        ('<q cite="/x">x</q>', ["the cite “/x”, which is not absolute, on <q>"]),
        ('<video poster="x.png"></video>', ["the poster “x.png”, which is not absolute, on <video>"]),
        ('<img srcset="https://a.example/a,b.png 1x, c.png 2x">', ["the srcset “c.png”, which is not absolute, on <img>"]),
        ('<img srcset="a.png 1x,https://a.example/b.png 2x">', ["the srcset “a.png”, which is not absolute, on <img>"]),
        ('<img srcset="">', ["the srcset “”, which is not absolute, on <img>"]),
        ('<svg><use xlink:href="#a"/></svg>', ["the xlink:href “#a”, which is not absolute, on <use>"]),
        ("<p><b>x</p>", ["<b>, which is not closed"]),
        ("<div/>", ["<div>, which is not closed"]),
        ("x</p>", ["</p>, which closes nothing"]),
    ],
)
def test_the_faults_of_html_are_named_in_their_order(html: str, faults: list[str]) -> None:
    assert faults_of_html(html) == faults


@pytest.mark.parametrize(("text", "ending"), [(ATOM, ".atom.xml"), (RSS, ".rss.xml"), (OPML, ".opml")])
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<?xml version="1.0" encoding="utf-8"?>\n', "", "The document does not begin with an XML declaration that names UTF-8."),
        ('encoding="utf-8"', 'encoding="latin-1"', "The document does not begin with an XML declaration that names UTF-8."),
        ("<title>", "<title>\x08", "The document has the character U+0008, which XML forbids."),
        ("?>\n", "?>\n<!DOCTYPE x>\n", "The document has a document type."),
    ],
)
def test_a_fault_of_the_document_is_named_before_all_others(text: str, ending: str, old: str, new: str, fault: str) -> None:
    assert faults_of_feed(changed(text, old, new), AT + ending) == [fault]


@pytest.mark.parametrize(
    ("complaint", "good", "bad"),
    [
        (not_a_language, ["en", "en-GB", "zh-Hant-TW", "de-1996", "es-419", "sl-rozaj-biske", "x-lamps", "en-u-ca-gregory"],
         ["", "e", "en_GB", "en-", "-en", "en-GB-", "english language", "en-GB-US"]),
        (not_absolute, ["https://a.example", "tag:a.example,2012:x", "tag:a@b.example,2012-01-02:x", "urn:isbn:1", "https://é.example:80/?#x"],
         ["", "x", "/x", "https://", "https:///x", "http:x", "https://a.example/a b", "https://a.example/<", "tag:a.example:x", "urn:"]),
        (not_on_the_web, ["http://a.example/", "HTTPS://a.example"], ["mailto:a@b.example", "urn:isbn:1", "//a.example/", "a.example"]),
        (not_rfc_3339, ["2012-02-29T23:59:59Z", "2012-02-29T00:00:00.25-05:30"],
         ["", "2012-02-29", "2011-02-29T00:00:00Z", "2012-02-29T00:00:00", "2012-02-29 00:00:00Z", "2012-02-29T24:00:00Z", "2012-02-29t00:00:00z"]),
        (not_rfc_822, ["Wed, 29 Feb 2012 23:59:59 GMT", "1 Feb 2012 00:00 -0000", "Wed, 1 Feb 2012 00:00:00 +0545"],
         ["", "Wed, 29 Feb 12 00:00:00 GMT", "Tue, 29 Feb 2012 00:00:00 GMT", "Wed, 29 Feb 2012 00:00:00", "30 Feb 2012 00:00:00 GMT"]),
        (escaped_twice, ["AT&T; & co", "a=b&copy=c", "R&D", "<b>"], ["&lt;b&gt;", "&amp;", "&#39;", "&#x2019;"]),
    ],
)  # fmt: skip
def test_a_value_is_complained_of_when_it_is_wrong(complaint: Complaint, good: list[str], bad: list[str]) -> None:
    assert ([one for one in good if complaint(one)], [one for one in bad if not complaint(one)]) == ([], [])


def test_what_is_no_feed_of_the_format_is_named() -> None:
    found = [
        faults_of_feed(data, f"{AT}.atom.xml")
        for data in (b"\xff", ATOM[:-8].encode(), RSS.encode(), ATOM.replace("2005/Atom", "2005/atom").encode())
    ]

    assert [[fault[:49] for fault in faults] for faults in found] == [
        ["The document is not UTF-8: 'utf-8' codec can't de"],
        ["The document is not XML: Premature end of data in"],
        ["The document begins with <rss>, not with <{http:/"],
        ["The document begins with <{http://www.w3.org/2005"],
    ]


def test_faults_come_in_the_order_of_the_document() -> None:
    data = ATOM.replace('href="https://here.example/posts/', 'href="/posts/').replace("Of lamps", "")

    assert faults_of_atom(data.encode(), f"{AT}.atom.xml") == [
        "In the feed, the subtitle “” is empty.",
        "In entry 1, the href “/posts/lamps/” is not an absolute address on the web.",
        "In entry 2, the href “/posts/oil/” is not an absolute address on the web.",
    ]


def test_an_address_that_ends_as_no_feed_does_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^https://here\.example/feed\.xml ends as no feed does: "):
        faults_of_feed(ATOM.encode(), "https://here.example/feed.xml")


LAMPS = {
    "id": "tag:here.example,2012-02-01:/posts/lamps/",
    "url": "https://here.example/posts/lamps/",
    "title": "Lamps & oil",
    "published": datetime.datetime.fromisoformat("2012-02-01T00:00:00+01:00"),
    "updated": datetime.datetime.fromisoformat("2012-02-02T00:00:00+01:00"),
    "authors": ["Ada", "Ben"],
    "categories": ["Lamps", "Tag"],
    "content": '<p>A <a href="https://here.example/x">lamp</a>.</p>',
}
NEW_YEAR = datetime.datetime(2012, 1, 1, tzinfo=datetime.UTC)
OIL_AT, NOTHING = "https://here.example/posts/oil/", {"title": "", "published": NEW_YEAR, "updated": None, "categories": []}


@pytest.mark.parametrize(
    ("text", "ending", "second"),
    [
        (
            ATOM,
            ".atom.xml",
            {"id": OIL_AT, "url": OIL_AT, "title": "Oil <b>", "published": None, "updated": NEW_YEAR, "authors": ["The editors"],
             "categories": [], "content": "x &lt; y"},
        ),
        (RSS, ".rss.xml", {**NOTHING, "id": OIL_AT, "url": OIL_AT, "authors": [], "content": "Oil."}),
        (JSON, ".json", {**NOTHING, "id": OIL_AT, "url": "", "authors": ["The editors"], "content": "x &lt; y"}),
    ],
)  # fmt: skip
def test_the_items_of_the_three_formats_are_read_alike(text: str, ending: str, second: dict[str, Any]) -> None:
    assert items_of(text.encode(), AT + ending) == [LAMPS, second]


def test_a_list_of_feeds_has_no_items() -> None:
    with pytest.raises(ValueError, match="is a list of feeds and has no items"):
        items_of(OPML.encode(), f"{AT}.opml")
