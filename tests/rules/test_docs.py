"""docs/rules.md is what the book says."""

from coverwatch.rules import BOOK
from docs.write_rules import PAGE, SUBJECTS, text


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == text(), "run `python docs/write_rules.py`"


def test_every_rule_is_in_a_chapter_with_its_source_and_what_it_does():
    for rule in BOOK.values():
        assert rule.subject in SUBJECTS
        assert len(rule.source) > 10
        assert rule.note or (rule.check and rule.check.__doc__) or rule.title


def test_the_book_has_every_rule_of_the_trade():
    numbers = {int(rule_id[1:]) for rule_id in BOOK}

    wanted = {*range(1, 14), *range(20, 27), *range(30, 44), *range(50, 53), *range(60, 64), *range(70, 78), *range(80, 83)}
    assert numbers == wanted
