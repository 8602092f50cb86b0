"""Everything that a reader can meet is written down, and what is written down is there."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import pytest

from coverwatch.api.portal import PORTAL_ROUTES
from coverwatch.api.routes import ROUTES
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, DecisionKind
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.notice import NoticeStatus, Series
from coverwatch.domain.vendor import ContactRole
from coverwatch.rules import BOOK
from tests.template.page import ROOT, page

VOCABULARY: tuple[type[StrEnum], ...] = (
    VendorStatus,
    CertificateStatus,
    DecisionKind,
    Outcome,
    Severity,
    Line,
    NoticeStatus,
    Series,
    ContactRole,
)
AT_THE_ROOT = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
IN_DOCS = ("tour.md", "vocabulary.md", "data.md", "operating.md", "decisions.md", "rules.md", "smoke.md")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
OUR_FILES = re.compile(r"`((?:shared|functions|local|tests|bench|docs|layers|events|requirements)/[\w./-]+\.\w+)`")


@cache
def documents() -> dict[str, str]:
    paths = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def everything() -> str:
    return "\n".join(documents().values())


def document(name: str) -> str:
    return documents().get(name, "")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands() -> Iterator[str]:
    """The lines that a reader is told to type, in code blocks and in backticks."""
    for text in documents().values():
        for block in FENCE.findall(text):
            yield from (line.strip().removeprefix("$ ") for line in block.splitlines())
        yield from re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("name", [*AT_THE_ROOT, *(f"docs/{name}" for name in IN_DOCS)])
def test_the_document_is_there(name: str) -> None:
    assert len(document(name)) > 200


@pytest.mark.parametrize("target", sorted(make_targets() - {"help"}))
def test_every_make_target_is_documented(target: str) -> None:
    assert re.search(rf"`make {target}\b|^make {target}\b", everything(), re.MULTILINE)


def test_every_make_command_that_is_documented_exists() -> None:
    told = {word for command in commands() if command.startswith("make ") for word in command.split()[1:] if re.fullmatch(r"[a-z-]+", word)}

    assert told
    assert told - make_targets() == set()


def test_every_coverwatch_command_that_is_documented_exists(capsys: pytest.CaptureFixture[str]) -> None:
    from local.command import main

    told = {
        words[1]
        for command in commands()
        if len(words := command.split()) > 1 and words[0] == "coverwatch" and re.fullmatch("[a-z]+", words[1])
    }

    assert told
    for command in told:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0, command
        assert command in capsys.readouterr().out


@pytest.mark.parametrize("setting", sorted(page().source["Parameters"]))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in document("docs/operating.md")


@pytest.mark.parametrize("output", sorted(page().source["Outputs"]))
def test_every_output_is_documented(output: str) -> None:
    assert f"`{output}`" in everything()


@pytest.mark.parametrize("rule", sorted(BOOK))
def test_every_rule_is_documented_with_its_title_and_source(rule: str) -> None:
    text = document("docs/rules.md")

    assert re.search(rf"\b{rule}\b", text)
    assert BOOK[rule].title in text


def test_no_rule_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"\bR\d\d[a-z]?\b", document("docs/rules.md"))) - BOOK.keys() == set()


@pytest.mark.parametrize("route", [*ROUTES, *PORTAL_ROUTES], ids=lambda route: f"{route.method} {route.path}")
def test_every_route_is_documented(route: object) -> None:
    assert re.search(rf"\b{route.method} {re.escape(route.path)}(?![\w/{{])", everything())  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", sorted({f"{kind.__name__}.{member.value}" for kind in VOCABULARY for member in kind}))
def test_every_word_is_in_the_vocabulary(word: str) -> None:
    assert f"`{word.split('.')[1]}`" in document("docs/vocabulary.md")


def test_the_page_about_the_smoke_test_says_that_it_has_not_been_run() -> None:
    assert "has not been run" in document("docs/smoke.md")


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for name, text in documents().items():
        for target in LINK.findall(text):
            path, _, heading = target.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            place = (ROOT / name).parent / path if path else ROOT / name
            if not place.exists() or (heading and heading not in headings(place.read_text(encoding="utf-8"))):
                broken.append(f"{name}: {target}")

    assert broken == []


def test_every_file_that_a_document_names_exists() -> None:
    named = {(name, path) for name, text in documents().items() for path in OUR_FILES.findall(text) if not set(path) & set("{}*…")}

    assert sorted(f"{name}: {path}" for name, path in named if not (ROOT / path).exists()) == []


def headings(text: str) -> set[str]:
    """The anchors that a document's headings make, as the usual Markdown viewers name them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
