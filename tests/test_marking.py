"""Words asked for are marked in the original text: with its accents, its ligatures, in every script."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inserm_intl.folding import fold, plain_letters, words
from inserm_intl.marking import holding, marked, spans

steady = settings(deadline=None, derandomize=True)
# Signs that are hard to follow: ligatures, signs of several letters, accents written apart, Hangul in both its forms.
HARD = "aeiou oeŒœßẞÉéΐﬁⅧ℡㎏½ﷺİı'’-–/()« \t\0´¨" + "\u0301\u0345\u0308\u3099\u200d" + "한국글ᄒ\u1161\u11ab東京ガが"
texts = st.text() | st.text(HARD, max_size=40) | st.text(st.characters(min_codepoint=0x2100, max_codepoint=0x33FF))
questions = texts | st.text("aeios fi한국京", max_size=6)
MARK = re.compile("<mark>(.*?)</mark>", re.DOTALL)


MARKED = {
    ("Corée du Sud", "coree"): "[Corée] du Sud",
    ("Université de São Paulo", "SAO université"): "[Université] de [São] Paulo",
    ("Hôpital de l’Œil", "l'oeil"): "Hôpital de [l]’[Œil]",
    ("Cœur", "euR"): "C[œur]",
    ("Straße", "STRASSE"): "[Straße]",
    ("Straße", "sse"): "Stra[ße]",
    ("GROẞE", "grosse"): "[GROẞE]",
    ("Core\u0301e", "coree"): "[Core\u0301e]",
    ("Core\u0301e", "cor"): "[Cor]e\u0301e",
    ("Core\u0301e", "core"): "[Core\u0301]e",
    ("İstanbul", "istan"): "[İstan]bul",
    ("ﬁnancement Ⅷ", "inan viii"): "[ﬁnan]cement [Ⅷ]",
    ("50 ㎏", "kg"): "50 [㎏]",
    ("서울대학교", "대학"): "서울[대학]교",
    ("한국", "하"): "[한]국",
    ("\u1112\u1161\u11ab국", "한"): "[\u1112\u1161\u11ab]국",
    ("東京大学", "東京"): "[東京]大学",
    ("大東京", "東京"): "大東京",
    ("ガラス", "カラ"): "[ガラ]ス",
    ("ｶﾞﾗｽ", "ガラス"): "[ｶﾞﾗｽ]",
    ("Ελλάδα", "ελλαδα"): "[Ελλάδα]",
    ("ΟΔΥΣΣΕΎΣ", "οδυσσευς"): "[ΟΔΥΣΣΕΎΣ]",
    ("UK, Duke and the UKRI", "uk"): "[UK], Duke and the [UK]RI",
    ("banana", "ana"): "b[anana]",
    ("international", "nation inter"): "[internation]al",
    ("<b>Korea</b> & co", "korea b"): "<b>[Korea]</[b]> & co",
    ("Institut", ""): "Institut",
    ("Institut", "--"): "Institut",
    ("", "institut"): "",
    ("ΐ", "ι"): "[ΐ]",
}


def shown(html: str) -> str:
    return unescape(html.replace("<mark>", "[").replace("</mark>", "]"))


@pytest.mark.parametrize(("text", "asked"), MARKED)
def test_words_are_marked_in_the_original_text(text, asked):
    assert shown(marked(text, words(asked))) == MARKED[text, asked]


def test_what_is_typed_is_never_markup():
    assert marked("<b>&\"'", ["b>&"]) == "&lt;<mark>b&gt;&amp;</mark>&quot;&#x27;"


@given(texts)
@steady
def test_a_text_is_folded_as_its_signs_are_one_after_the_other(text):
    """What marking rests on: places in the folded text are those of the original."""
    assert "".join(map(plain_letters, text)) == plain_letters(text)


@given(texts, questions)
@steady
def test_without_its_marks_the_text_is_the_original(text, asked):
    html = marked(text, words(asked))
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == unescape(marked(text, []))
    assert "<mark></mark>" not in html


@given(texts, questions)
@steady
def test_every_piece_marked_holds_a_word_that_was_asked(text, asked):
    found = words(asked)
    for start, end in spans(text, found):
        piece = fold(text[start:end])
        assert any(word.strip() in piece for word in found)


@given(texts, st.data())
@steady
def test_a_word_is_marked_where_the_search_finds_it_and_nowhere_else(text, data):
    letters = fold(text)
    start = data.draw(st.integers(0, len(letters)))
    of_the_text = letters[start : start + data.draw(st.integers(0, 6))]
    for word in {*words(of_the_text), *words(data.draw(questions))}:
        stored = f" {letters}"  # as a FoldedField keeps it
        assert bool(spans(text, [word])) == (word in stored) == (holding(text, [word]) == [word])


@given(texts, questions, st.data())
@steady
def test_a_part_of_a_text_is_marked_as_it_is_in_the_whole(text, asked, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = words(asked)
    part = marked(text, found, start, end)
    assert unescape(part.replace("<mark>", "").replace("</mark>", "")) == unescape(marked(text[start:end], []))
    inside = [piece for piece in spans(text, found) if piece[0] < end and piece[1] > start]
    assert len(MARK.findall(part)) == len(inside) or start == end
