"""Pages that belong to neither app, one file each."""

from . import errors, health, home, key_figures, open_data, privacy, robots, search, sitemap, text, world_map

__all__ = [
    "errors",
    "health",
    "home",
    "key_figures",
    "open_data",
    "privacy",
    "robots",
    "search",
    "sitemap",
    "text",
    "world_map",
]
