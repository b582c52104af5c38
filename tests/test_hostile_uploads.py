"""Files made to do harm: refused with a sentence, or kept where they do none; nothing is left of what was refused."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from agreements.models import Document
from agreements.papers.accepted import accepted
from tests import factories as make
from tests import papers
from tests.admin_forms import address, change
from tests.hostile import HOSTILE, NAMES
from tests.once import ONE_DATABASE
from tests.papers import rows
from tests.test_documents import errors

pytestmark = ONE_DATABASE


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_or_does_no_harm(what):
    name, content, said = HOSTILE[what]
    data, began = content(), time.monotonic()
    with override("en"):
        if said:
            with pytest.raises(ValidationError, match=said):
                accepted(name, data)
        else:
            assert accepted(name, data)
    assert time.monotonic() - began < 40


@pytest.mark.django_db
def test_whatever_a_file_is_called_its_name_does_no_harm(admin_client):
    agreement = make.in_force()
    files = [(name, papers.pdf(text=str(number))) for number, name in enumerate(NAMES)]
    answer = change(admin_client, agreement, **rows(*files))
    assert answer.status_code == 302, errors(answer)
    kept = dict(Document.objects.values_list("original_name", "pk"))
    assert set(kept) == set(NAMES.values())
    for name, key in kept.items():
        sent = admin_client.get(address(Document, "download", key))
        assert sent["Content-Disposition"].startswith("attachment; filename")
        assert not set("\r\n\0") & set(sent["Content-Disposition"])
        assert sent["Content-Type"] == "application/pdf", name
        assert b"".join(sent.streaming_content).startswith(b"%PDF")
