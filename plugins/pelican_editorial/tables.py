"""Tables: columns aligned by class (HTML has dropped ``align``, our policy forbids ``style``), wide ones scrolled by keyboard too."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class TableExtension(Extension):
    """Use with the extension ``tables`` and its option ``use_align_attribute``."""

    cache_key = ""  # for the press: it depends on nothing

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after the inline patterns (priority 20), when the table stands."""
        md.treeprocessors.register(_TableTreeprocessor(md), "accessible-tables", 5)


class _TableTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        """Write ``align="right"`` as ``class="align-right"``, and put each table into a region that can be focused."""
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table":
                    region = Element("div", {"class": "table", "role": "region", "aria-label": "Table", "tabindex": "0"})
                    region.append(child)
                    parent[place] = region
        for cell in (*root.iter("th"), *root.iter("td")):
            if align := cell.attrib.pop("align", ""):
                cell.set("class", f"align-{align}")
