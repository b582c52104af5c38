"""Questions of the published figures and what each finds in `tests.world`, in order; "" is all of them."""

from tests.world import THAT_DAY

ALL = "declared-2010 declared-2017 declared-canada-2010 share-2012 share-union-2016"
KEY_FIGURES = {
    "": ALL,
    f"on={THAT_DAY}": "declared-2010 declared-canada-2010 share-2012",
    "q=canada": "declared-canada-2010",
    "q=share": "share-2012 share-union-2016",
    "kind=share": "share-2012 share-union-2016",
    "kind=share&year=2016": "share-union-2016",
    "year=2010": "declared-2010 declared-canada-2010",
    "country=CA": "declared-canada-2010",
    "region=142": "",
    "group=eu": "share-union-2016",
    "invented=no": ALL,
    "invented=yes": "",
    "id=share-2012&id=declared-2017": "declared-2017 share-2012",
    "sort=indicator": ALL,
    "sort=-indicator": "share-union-2016 share-2012 declared-canada-2010 declared-2017 declared-2010",
    "sort=year": "declared-2010 declared-canada-2010 share-2012 share-union-2016 declared-2017",
    "sort=-year": "declared-2017 share-union-2016 share-2012 declared-canada-2010 declared-2010",
}
