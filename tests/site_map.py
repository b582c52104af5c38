"""Every address that the site's resolver knows, each as the patterns that lead to it: whoever walks it names none."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

Chain = tuple  # of resolvers, the outermost first, and at its end the address's own pattern


def chains(patterns=None, above: Chain = ()) -> Iterator[Chain]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        chain = (*above, pattern)
        if isinstance(pattern, URLPattern):
            yield chain
        else:
            yield from chains(pattern.url_patterns, chain)


def written(chain: Chain) -> str:
    """The address as the site map writes it."""
    return "/" + "".join(str(part.pattern) for part in chain)


def name_of(chain: Chain) -> str:
    """Its name, with those of the apps that it stands in."""
    spaces = [part.namespace for part in chain[:-1] if part.namespace]
    return ":".join([*spaces, chain[-1].name or ""])
