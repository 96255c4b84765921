"""Reports on many rows: a page for each firm, a cover, and a reason where there is no page."""

import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import shisei
from shisei import cli

FRAMEWORK = "five-basics@3.1"
LEAF = '<article class="leaf"'
CONTROLS = [f"B{at}" for at in range(1, 6)]


def frame() -> pl.DataFrame:
    columns: dict[str, list[Any]] = {
        "firm": ["C-1", "C-2", "C-3", "C-4"],
        "name": ["Ａ商店", "B & Co", "<C>", "D"],
        "industry": ["food", "metal", "food", "food"],
    }
    answers = ["done", "partly", "perhaps", "済"]
    return pl.DataFrame({**columns, **dict.fromkeys(CONTROLS, answers)})


def headings(html: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", html)


def test_each_firm_has_a_page_and_the_others_a_reason() -> None:
    html = shisei.report(frame(), FRAMEWORK, id="firm", lang="en")
    assert headings(html) == ["C-1", "C-2", "C-4"]
    assert "C-3" in html
    assert "perhaps" in html
    counts = re.findall(r"<li><b>(\d+)</b> ([^<]+)</li>", html)
    assert counts[:3] == [("4", "Answer sheets"), ("3", "Scored"), ("1", "Not scored")]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_same_rows_in_any_container_make_the_same_document(lang: Any, tmp_path: Path) -> None:
    table = frame()
    html = shisei.report(table, FRAMEWORK, id="firm", lang=lang)
    path = tmp_path / "answers.csv"
    table.write_csv(path)
    pages = html[html.index(LEAF) :]
    others: list[Any] = [table.to_pandas(), table.to_arrow(), table.to_dicts(), path, str(path)]
    for other in others:
        same = shisei.report(other, FRAMEWORK, id="firm", lang=lang)
        assert same[same.index(LEAF) :] == pages
        assert same.count("perhaps") == html.count("perhaps")
    assert f'<html lang="{lang}">' in html


def test_rows_are_chosen_by_their_ids() -> None:
    html = shisei.report(frame(), FRAMEWORK, id="firm", ids=["C-4", "C-2"], subject="name")
    assert headings(html) == ["B &amp; Co", "D"]
    numbers = frame().with_columns(firm=pl.int_range(4))
    assert headings(shisei.report(numbers, FRAMEWORK, id="firm", ids=[3])) == ["3"]


def test_an_id_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(shisei.ArgumentError) as error:
        shisei.report(frame(), FRAMEWORK, id="firm", ids=["C-1", "C-22", "X"])
    said = [(problem.at, problem.given) for problem in error.value.problems]
    assert said == [("ids", "C-22"), ("ids", "X")]
    assert error.value.problems[0].nearest == "C-2"
    with pytest.raises(shisei.ArgumentError, match="id"):
        shisei.report(frame(), FRAMEWORK, ids=["C-1"])


def test_a_bad_row_stops_where_that_is_asked_for() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        shisei.report(frame(), FRAMEWORK, id="firm", on_error="raise")


def test_a_page_is_that_of_the_firm_whatever_was_mapped() -> None:
    # The id of a choice means another one here: it must not be read twice.
    table = pl.DataFrame({"firm": ["a"], **{key: ["partly"] for key in CONTROLS}})
    mapping = {"partly": "not-done", "not-done": "done"}
    html = shisei.report(table, FRAMEWORK, id="firm", mapping=mapping, lang="en")
    assert "Coverage 0%" in html


def test_the_cover_alone_counts_groups_and_says_why_the_mean_moved() -> None:
    table = frame()
    moves = shisei.compare(table, table, FRAMEWORK, id="firm", on_error="report")
    drift = shisei.drift(moves, by="industry")
    cover = shisei.report(
        table, FRAMEWORK, id="firm", by="industry", drift=drift, pages=False, lang="en"
    )
    assert LEAF not in cover
    assert "Results by group" in cover
    assert "How the mean moved, and why" in cover
    summary = shisei.summary(shisei.score(table, FRAMEWORK, id="firm", on_error="report"))
    median = re.findall(r"Median: (\d+)", cover)
    assert set(median) == {str(int(summary["coverage_p50"][0]))}


def test_a_scored_table_is_compared_with_its_problems() -> None:
    scored = shisei.score(frame(), FRAMEWORK, id="firm", on_error="report", keep="answers")
    own = scored.select("firm", *CONTROLS, "problem")
    moves = shisei.compare(own, own, FRAMEWORK, id="firm", on_error="report")
    plain = shisei.compare(
        frame().select("firm", *CONTROLS), own, FRAMEWORK, id="firm", on_error="report"
    )
    for compared in (moves, plain):
        assert compared["problem"].is_not_null().to_list() == [False, False, True, False]
        assert compared["coverage_after"].to_list() == [100, 50, None, 100]


def test_the_file_is_written_and_its_pages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "letters.html"
    assert shisei.report(frame(), FRAMEWORK, id="firm", output=path) == 3
    assert path.read_text(encoding="utf-8").count(LEAF) == 3
    with pytest.raises(ValueError, match="html"):
        shisei.report(frame(), FRAMEWORK, id="firm", output=tmp_path / "letters.pdf")


def test_the_command_line_takes_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = tmp_path / "answers.csv", tmp_path / "letters.html"
    frame().write_csv(source)
    command = ["--lang", "en", "report", str(source), "-f", FRAMEWORK, "--id", "firm"]
    assert cli.main([*command, "--ids", "C-1,C-2", "-o", str(output)]) == 0
    assert "2 pages" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8").count(LEAF) == 2
    assert cli.main([*command, "--cover"]) == 0
    assert LEAF not in capsys.readouterr().out
    assert cli.main([*command, "--ids", "Z"]) == 1
    assert "Z" in capsys.readouterr().err


def test_threads_write_in_languages_of_their_own() -> None:
    table = pl.concat([frame()] * 50).with_columns(firm=pl.int_range(200).cast(pl.String))
    options = shisei.Options(id="firm")

    def told(lang: Any) -> str:
        html: str = shisei.report(table, FRAMEWORK, lang=lang, **options)
        return html

    def scored() -> str:
        reported: shisei.Options = {**options, "on_error": "report"}
        reason: str = shisei.score(table, FRAMEWORK, **reported)["problem"][2]
        return reason

    alone = {"ja": told("ja"), "en": told("en"), None: scored()}
    works: list[Any] = [lambda: told("ja"), lambda: told("en"), scored]
    with ThreadPoolExecutor(3) as pool:
        found = [pool.submit(works[at % 3]) for at in range(30)]
        assert [one.result() for one in found] == list(alone.values()) * 10
    assert shisei.language() == "en"


def test_nothing_to_report_on_is_still_a_document() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html = shisei.report(frame().clear(), FRAMEWORK, id="firm")
    assert LEAF not in html
    assert "<li><b>0</b>" in html


def test_pandas_names_its_index() -> None:
    table = pd.DataFrame(frame().to_dicts()).set_index("firm")
    assert headings(shisei.report(table, FRAMEWORK, id="firm")) == ["C-1", "C-2", "C-4"]
