"""A public page as a visitor reads it: its head, rows, links and faults, from the HTML that was sent."""

import json
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from django.utils.translation import override

VOID = {"meta", "link", "input", "img", "br", "hr", "source", "col", "area", "base", "wbr"}


class Element:
    """A piece of HTML. `attrs` without a value are ""; `text` has single spaces."""

    def __init__(self, tag: str, attrs: dict[str, str]):
        self.tag, self.attrs, self.inside = tag, attrs, []

    def walk(self):
        yield self
        for child in self.inside:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attrs):
        """Elements of a tag with these attributes; `class_` finds one class among others."""
        wanted_class = attrs.pop("class_", "")
        return [
            found
            for found in self.walk()
            if tag in ("", found.tag)
            and all(found.attrs.get(name.replace("_", "-")) == value for name, value in attrs.items())
            and (not wanted_class or wanted_class in found.attrs.get("class", "").split())
        ]

    def one(self, tag: str = "", **attrs) -> "Element":
        (found,) = self.all(tag, **attrs)
        return found

    @property
    def text(self) -> str:
        words = "".join(child.text_inside if isinstance(child, Element) else child for child in self.inside)
        return " ".join(words.split())

    @property
    def text_inside(self) -> str:
        words = "".join(child.text_inside if isinstance(child, Element) else child for child in self.inside)
        return words if self.tag in ("span", "a", "b", "strong", "em", "small", "time", "mark") else f" {words} "


class Page(HTMLParser):
    """The page that a response sent. A tag left open or closed twice fails."""

    def __init__(self, response):
        super().__init__()
        self.response, self.status = response, response.status_code
        self.address = response.request["PATH_INFO"]
        self.root = Element("document", {})
        self.open, self.all, self.one = [self.root], self.root.all, self.root.one
        self.feed(response.content.decode())
        assert self.open == [self.root], f"left open: {[element.tag for element in self.open]}"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:  # written as <br/>
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)

    @property
    def title(self) -> str:
        return self.one("head").one("title").text  # a drawing has titles of its own

    @property
    def content(self) -> Element:
        return self.one("main")

    @property
    def rows(self) -> list[str]:
        """The keys of the records listed, in order: the last part of each one's address, else its reference."""
        headers = self.all("th", scope="row")
        if self.address.endswith("/cooperations/"):
            return [header.one(class_="reference").text for header in headers]
        return [urlsplit(header.all("a")[0].attrs["href"]).path.split("/")[-2] for header in headers]

    @property
    def canonical(self) -> str:
        return self.one("link", rel="canonical").attrs["href"]

    @property
    def scripts(self) -> list[Element]:
        """What a browser would execute: not the data blocks."""
        return [script for script in self.all("script") if script.attrs.get("type") != "application/ld+json"]

    @property
    def facts(self) -> dict[str, dict]:
        """What the page tells search engines (schema.org), by the type of what it tells of."""
        blocks = [json.loads("".join(block.inside)) for block in self.all("script", type="application/ld+json")]
        return {block["@type"]: block for block in blocks}

    @property
    def alternates(self) -> dict[str, str]:
        links = [link.attrs for link in self.all("link", rel="alternate") if "hreflang" in link.attrs]
        return {link["hreflang"]: link["href"] for link in links}

    @property
    def chips(self) -> dict[str, str]:
        """Each active filter's value, and where it is removed."""
        return {chip.one("b").text: self.joined(chip.attrs["href"]) for chip in self.all("a", class_="chip")}

    @property
    def faults(self) -> dict[str, str]:
        """What is said beside each field, found as a screen reader finds it."""
        controls = [control for tag in ("input", "select") for control in self.all(tag, aria_invalid="true")]
        return {
            control.attrs["name"]: " ".join(
                self.one(id=name).text for name in control.attrs["aria-describedby"].split()
            )
            for control in controls
        }

    def joined(self, href: str) -> str:
        """Where a link leads; `?` is this page without its question."""
        return self.address if href == "?" else urljoin(self.address, href)

    def links(self, path: str = "") -> list[str]:
        """Addresses linked in the content, all or those to a path; not the page's own parts."""
        hrefs = [link.attrs["href"] for link in self.content.all("a")]
        found = [self.joined(href) for href in hrefs if not href.startswith("#")]
        return [link for link in found if not path or urlsplit(link).path == path]


def parameters(address: str) -> dict[str, list[str]]:
    """The question that an address asks."""
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def own_page(record, language: str = "fr") -> str:
    """The address of a record's page, whatever language was spoken last."""
    with override(language):
        return record.get_absolute_url()


def ask(client, address: str, status: int = 200, **asked) -> Page:
    """Open a page; `address` without a language is French. A value may be a list."""
    address = address if address.startswith("/") else f"/fr/{address}"
    page = Page(client.get(address, asked or None))
    assert page.status == status, f"{page.status}: {address} {asked}"
    return page


def listed(client, noun: str, **asked) -> list[str]:
    """The keys of a noun's list, as a question orders them; the count said in the title is theirs."""
    page = ask(client, f"{noun}/", **asked)
    assert f"({page.response.context['page'].paginator.count})" in page.title
    return page.rows
