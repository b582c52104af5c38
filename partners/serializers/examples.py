"""Rows that the examples of several nouns name."""

JAPAN = {"code": "JP", "fr": "Japon", "en": "Japan", "es": "Japón"}
NEUROSCIENCES = {
    "code": "neurosciences",
    "fr": "Neurosciences, sciences cognitives, neurologie, psychiatrie",
    "en": "Neurosciences, cognitive sciences, neurology, psychiatry",
    "es": "Neurociencias, ciencias cognitivas, neurología y psiquiatría",
}
