"""How values are kept in Redis: as JSON. Django's own way (pickle) would run whatever somebody else has put there."""

import json

# Of the keys: what an earlier version of the site has kept in another way is not read in this one.
VERSION = 2


class Json:
    """The site keeps numbers, lists of them and short words. Redis counts with whole numbers as they are."""

    def dumps(self, value) -> int | str:
        return value if type(value) is int else json.dumps(value)

    def loads(self, data: bytes):
        """Raise ValueError where another than this site has written."""
        return json.loads(data)
