"""What might be typed into a form that a page offers: a right filling, then fields typed over, left out or added."""

from hypothesis import strategies as st

from .files import files
from .pages import Control, Form
from .values import ANY, CANARY, kind_of, typed

RIGHT = {
    "number": ["1", "2", "2015"],
    "day": ["2015-03-01", "01/03/2015", "2016"],
    "moment": ["2015-03-01T12:00"],
    "hour": ["12:00"],
    "year": ["2015"],
    "flag": ["on"],
    "text": ["Texte", "texte-2", "Œuvre « à deux »", CANARY, "=cmd()", "\u202egauche", "a" * 120],
}
# What the register's forms read though no box of theirs has it.
UNSAID = [
    "_popup",
    "_to_field",
    "_saveasnew",
    "_addanother",
    "_continue",
    "_save",
    "action",
    "_selected_action",
    "next",
]
UNSAID += ["index", "select_across", "post", "version", "form_token", "reviewed", "_confirm", "csrfmiddlewaretoken"]


def kind(name: str, control: Control) -> str:
    return kind_of(name) if control.kind == "text" else control.kind


def right(name: str, control: Control) -> st.SearchStrategy:
    """What may well be taken."""
    if control.kind == "file":
        return files
    offered = [value for value in control.offered if value]
    return st.sampled_from(offered or RIGHT[kind(name, control)])


def anything(name: str, control: Control) -> st.SearchStrategy:
    return st.one_of(files, ANY) if control.kind == "file" else typed(kind(name, control), control.offered)


@st.composite
def typed_into(draw, form: Form) -> list[tuple]:
    """Pairs of a name and a value, or a file, as they are sent."""
    controls = {name: control for name, control in form.controls.items() if "__prefix__" not in name}
    sent = {name: list(values) for name, values in form.sent.items() if name in controls}
    if rows := rows_of(form):
        add_row(draw, form, draw(st.sampled_from(["", "", *rows])), controls, sent)
    fill(draw, controls, sent)
    for name in draw(st.lists(st.sampled_from([*controls, *UNSAID]), max_size=3)):
        control = controls.get(name, Control())
        sent[name] = draw(st.lists(anything(name, control), max_size=2 if control.offered else 1))
    pairs = [(name, value) for name, values in sent.items() for value in values]
    return [*pairs, *draw(st.lists(st.tuples(st.sampled_from(["a[]", "\0", "é"]), ANY), max_size=1))]


def fill(draw, controls, sent) -> None:
    """Type what is required and missing, and some of the rest where the form is new."""
    missing = [name for name, control in controls.items() if not any(sent.get(name, ()))]
    generous = draw(st.sampled_from([False, False, True]))
    for name in missing:
        control = controls[name]
        if control.required or (generous and not control.is_button and draw(st.booleans())):
            sent[name] = [draw(right(name, control))]
    if buttons := [name for name in missing if controls[name].is_button]:
        name = draw(st.sampled_from(buttons))
        sent[name] = controls[name].offered[:1]


def rows_of(form: Form) -> list[str]:
    """The inlines to which a row can be added."""
    return sorted({name.partition("-__prefix__")[0] for name in form.controls if "-__prefix__-" in name})


def add_row(draw, form: Form, prefix: str, controls, sent) -> None:
    """Add a row as the page's own script would: the next number, and the count with it."""
    total = f"{prefix}-TOTAL_FORMS"
    if not prefix or not sent.get(total, [""])[0].isdecimal():
        return
    number = int(sent[total][0])
    sent[total] = [str(number + 1)]
    for name, control in form.controls.items():
        if name.startswith(f"{prefix}-__prefix__-"):
            name = name.replace("__prefix__", str(number))
            controls[name] = control
            sent[name] = [draw(right(name, control))] if draw(st.booleans()) else list(control.values)
