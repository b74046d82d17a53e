"""Children, texts and places of XML elements by local name.

>>> from ignition.readers.safe_xml import parse
>>> root = parse(b"<p:a xmlns:p='urn:x'><b>1</b><b><c> due  tre </c></b></p:a>").root
>>> second = children(root, "b")[1]
>>> text(second, "c"), place(second, "c")
('due tre', 'b[2]/c')
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ignition.readers.safe_xml import Element

_COUNT_BEFORE = etree.XPath("count(preceding-sibling::*[local-name() = $name])")
_IS_AFTER = etree.XPath("boolean(following-sibling::*[local-name() = $name])")
_LONGEST_TEXT = 1000
"""Characters: the longest description that the format allows."""


def local_name(element: Element) -> str:
    """The name without namespace, nor a prefix that nobody declared."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def children(element: Element | None, *path: str) -> list[Element]:
    """Elements at the end of the path; a missing step gives none."""
    found = [] if element is None else [element]
    for name in path:
        found = [child for parent in found for child in _named(parent, name)]
    return found


def child(element: Element | None, *path: str) -> Element | None:
    found = children(element, *path)
    return found[0] if found else None


def text(element: Element | None, *path: str) -> str:
    """The first text there, blanks folded; empty where there is none, or where elements stand in its midst."""
    found = child(element, *path)
    if found is None or any(local_name(one) for one in found):
        return ""
    pieces = [found.text, *(entity.tail for entity in found)]
    whole = "".join(piece[: 2 * _LONGEST_TEXT] for piece in pieces if piece)
    return " ".join(whole.split())[:_LONGEST_TEXT]


def place(element: Element, *missing: str) -> str:
    """Where it stands below the root, as an XPath of local names; `missing` names steps that are not there."""
    steps = [_step(one) for one in [element, *element.iterancestors()] if one.getparent() is not None]
    return "/".join([*reversed(steps), *missing])


def _named(parent: Element, name: str) -> Iterator[Element]:
    return (one for one in parent if local_name(one) == name)


def _step(element: Element) -> str:
    name = local_name(element)
    before = int(_COUNT_BEFORE(element, name=name))
    return f"{name}[{before + 1}]" if before or _IS_AFTER(element, name=name) else name
