import time
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from entrepairs.search import actions
from entrepairs.search.models import Document, Word
from entrepairs.search.registry import Draft

pytestmark = pytest.mark.django_db


def state():
    return (
        list(Document.objects.values_list("id", "title")),
        list(Word.objects.values_list("word", "frequency", "languages")),
    )


def reindex(*words):
    out = StringIO()
    call_command("search", "reindex", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_rebuild_gives_what_small_steps_gave(shelf):
    shelf.put(*(Draft(title=f"Ukulélé {n}", body=[("corde", "fr")]) for n in range(7)))
    before = state()

    assert reindex() == "7 indexed.\n"
    assert state() == before


def test_a_rebuild_removes_what_is_gone(shelf):
    kept, gone = shelf.put(Draft(title="Reste"), Draft(title="Parti"))
    del shelf.drafts[gone]

    reindex("--kind", "shelf")

    assert shelf.find("reste") == ["Reste"]
    assert list(Document.objects.values_list("object_id", flat=True)) == [kept]
    assert not Word.objects.filter(word="parti").exists()


def test_batches_are_told_as_they_are_written(shelf, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 3)
    shelf.put(*(Draft(title=f"Ukulélé {n}") for n in range(7)))

    assert list(actions.reindex("shelf")) == [3, 3, 1]
    assert actions.total() == 7


def test_an_unknown_kind_is_refused_with_those_that_exist(shelf):
    with pytest.raises(CommandError, match="Kinds: shelf"):
        reindex("--kind", "nothing")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_words_in_two_batches_both_finish(shelf):
    one, two, three, four = shelf.put(
        *(Draft(title=title) for title in ("Alto", "Basson", "Basson", "Alto"))
    )
    finished = []

    def write(*steps):
        with transaction.atomic():
            for ids in steps:
                actions.index("shelf", ids)
                time.sleep(0.3)
        finished.append(steps)

    def write_elsewhere():
        try:
            write([three], [four])
        finally:
            connection.close()

    other = Thread(target=write_elsewhere)
    other.start()
    write([one], [two])
    other.join(timeout=10)

    assert len(finished) == 2
