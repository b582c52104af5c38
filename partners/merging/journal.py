"""Steps that can be taken back: each is written down with what was there before."""

from collections.abc import Iterator

from django.apps import apps
from django.core import serializers
from django.db.models import Model


def label(model) -> str:
    return model._meta.label_lower


def column(model, attname):
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def written(rows) -> list[dict]:
    """Rows as they are stored, every column and list of them."""
    return serializers.serialize("python", rows)


class Journal:
    """Steps in the order in which they were made. `kept()` is what JSON can hold of them."""

    def __init__(self, steps=()):
        self.steps = list(steps)

    def write(self, model, keys, attname: str, before, after) -> None:
        """Change a column of rows that all hold the same value."""
        if keys:
            model._base_manager.filter(pk__in=keys).update(**{attname: after})
            step = {"do": "set", "keys": list(keys), "column": attname, "before": before, "after": after}
            self.steps.append({**step, "model": label(model)})

    def put(self, row: Model, name: str, key) -> None:
        """Add to a list of the row."""
        getattr(row, name).add(key)
        self.steps.append({"do": "put", "model": label(type(row)), "key": row.pk, "list": name, "other": key})

    def take(self, row: Model, name: str, key) -> None:
        """Take out of a list of the row."""
        getattr(row, name).remove(key)
        self.steps.append({"do": "take", "model": label(type(row)), "key": row.pk, "list": name, "other": key})

    def delete(self, row: Model) -> None:
        """Delete a row to which nothing points any more."""
        self.steps.append({"do": "delete", "model": label(type(row)), "rows": written([row])})
        row.delete()

    def make(self, row: Model) -> None:
        row.save()
        self.steps.append({"do": "make", "model": label(type(row)), "key": row.pk})

    def undo(self) -> None:
        for step in reversed(self.steps):
            UNDO[step["do"]](apps.get_model(step["model"]), step)

    def disturbed(self) -> Iterator[tuple[type[Model], list]]:
        """The rows, by their keys, of which a step no longer holds: it cannot be taken back."""
        for model, step in self.last_words():
            if keys := DISTURBED[step["do"]](model, step):
                yield model, keys

    def last_words(self) -> Iterator[tuple[type[Model], dict]]:
        """The steps, without what a later one has changed again or deleted."""
        gone = {(step["model"], key) for step in self.steps if step["do"] == "delete" for key in keys_of(step)}
        said: set = set()
        for step in reversed(self.steps):
            if step["do"] == "set":
                cells = {key: (step["model"], key, step["column"]) for key in step["keys"]}
                keys = [key for key, cell in cells.items() if cell not in said and cell[:2] not in gone]
                said.update(cells.values())
                step = {**step, "keys": keys}
            elif step["do"] == "delete":
                step = {**step, "gone": gone}
            yield apps.get_model(step["model"]), step

    def changed(self) -> dict[type[Model], set]:
        """The keys of the rows that the steps have changed, made and deleted."""
        found: dict[type[Model], set] = {}
        for step in self.steps:
            found.setdefault(apps.get_model(step["model"]), set()).update(keys_of(step))
        return found

    def before(self, model: type[Model], attname: str) -> Iterator:
        """The values of a column before the steps, of the rows in which it changed or that are gone."""
        for step in self.steps:
            if step["model"] == label(model) and step["do"] == "delete":
                yield from (row["fields"][attname] for row in step["rows"])
            elif step["model"] == label(model) and step.get("column") == attname:
                yield step["before"]


def keys_of(step) -> list:
    if step["do"] == "delete":
        return [row["pk"] for row in step["rows"]]
    return step["keys"] if step["do"] == "set" else [step["key"]]


def unset(model, step) -> None:
    before = column(model, step["column"]).to_python(step["before"])
    model._base_manager.filter(pk__in=step["keys"]).update(**{step["column"]: before})


def restore(_model, step) -> None:
    for row in serializers.deserialize("python", step["rows"]):
        row.save()


def moved_since(model, step) -> list:
    after = column(model, step["column"]).to_python(step["after"])
    same = model._base_manager.filter(pk__in=step["keys"], **{step["column"]: after})
    return sorted(set(step["keys"]) - set(same.values_list("pk", flat=True)))


def listed(model, step) -> bool:
    return model._base_manager.filter(pk=step["key"], **{step["list"]: step["other"]}).exists()


def exists(model, step) -> bool:
    return model._base_manager.filter(pk=step["key"]).exists()


def orphans(model, step) -> list:
    """Deleted rows that could not come back, for what they were rows of is gone."""
    found = []
    for field in model._meta.concrete_fields:
        if field.many_to_one and not field.null:
            known = field.related_model._base_manager.all()
            for row in step["rows"]:
                key = row["fields"][field.name]
                if (label(field.related_model), key) not in step["gone"] and not known.filter(pk=key).exists():
                    found.append(row["pk"])
    return found


UNDO = {
    "set": unset,
    "put": lambda model, step: getattr(model(pk=step["key"]), step["list"]).remove(step["other"]),
    "take": lambda model, step: getattr(model(pk=step["key"]), step["list"]).add(step["other"]),
    "delete": restore,
    "make": lambda model, step: model._base_manager.filter(pk=step["key"]).delete(),
}
DISTURBED = {
    "set": moved_since,
    "put": lambda model, step: [] if listed(model, step) else [step["key"]],
    "take": lambda model, step: [] if exists(model, step) else [step["key"]],
    "delete": orphans,
    "make": lambda model, step: [] if exists(model, step) else [step["key"]],
}
