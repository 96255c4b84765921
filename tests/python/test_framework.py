"""Frameworks: found by name, read from files, shown, pickled, compared."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

import shisei

OWN = """
id = "our-form"
edition = "1"
title = { ja = "自社の質問票", en = "Our own form" }
summary = { ja = "二つの質問。", en = "Two questions." }
publisher = "Us"
status = "current"
subject = "organisation"
not_applicable = "excluded"
reasons = ["not-applicable"]

[[sources]]
id = "form"
title = { ja = "質問票", en = "The form" }
publisher = "Us"

[[scales]]
id = "done"
origin = "derived"
verification = "confirmed"
citations = [{ source = "form", at = "head" }]
choices = [
  { id = "yes", label = { ja = "はい", en = "Yes" }, standing = "met" },
  { id = "partly", label = { ja = "一部", en = "Partly" }, standing = "partial" },
  { id = "no", label = { ja = "いいえ", en = "No" }, standing = "unmet" },
  { id = "none", label = { ja = "該当なし", en = "Not for us" }, standing = "not-applicable" },
]

[[groups]]
id = "all"
title = { ja = "全部", en = "<All> & more" }

[[dimensions]]
id = "level"
title = { ja = "水準", en = "Level" }
origin = "derived"
values = [{ id = "must", title = { ja = "必須", en = "Mandatory" } }]

[coverage]
origin = "derived"
met = 2
partial = 1

[outcome]
origin = "derived"
verification = "confirmed"
citations = [{ source = "form", at = "head" }]

[[outcome.rule.tiers]]
id = "basic"
title = { ja = "基本", en = "Basic" }
meaning = { ja = "一つ目ができている。", en = "The first is done." }
conditions = [{ controls = ["A"], accept = ["met"] }]

[[outcome.rule.tiers]]
id = "full"
title = { ja = "全部", en = "Full" }
meaning = { ja = "全部できている。", en = "All is done." }
conditions = [{ accept = ["met", "not-applicable"] }]

[[controls]]
id = "A"
group = "all"
scale = "done"
not_applicable = "not-allowed"
title = { ja = "一つ目", en = "First" }
question = { ja = "していますか。", en = "Is it done?" }
advice = { ja = "しましょう。", en = "Do it." }
tags = ["level:must"]
verification = "confirmed"
citations = [{ source = "form", at = "1" }]

[[controls]]
id = "B"
group = "all"
scale = "done"
title = { ja = "二つ目", en = "Second" }
question = { ja = "していますか。", en = "Is it done?" }
advice = { ja = "しましょう。", en = "Do it." }
verification = "unverified"
citations = [{ source = "form", at = "2" }]
"""


@pytest.fixture
def own() -> shisei.Framework:
    return shisei.Framework.from_toml(OWN)


def test_every_framework_is_found_by_its_reference() -> None:
    found = shisei.frameworks()
    assert len(found) >= 4
    for framework in found:
        assert shisei.framework(framework.reference) == framework
        assert framework.reference == f"{framework.id}@{framework.edition}"
        assert re.fullmatch("[0-9a-f]{64}", framework.digest)
        assert framework.controls
        for control in framework.controls:
            assert control.citations
            assert control.choices
            assert control.group in framework.groups
            assert isinstance(control.verification, shisei.Verification)


def test_an_id_alone_is_the_current_edition() -> None:
    framework = shisei.framework("self-assessment")
    assert framework.edition == "4.0"
    assert framework.status is shisei.Status.CURRENT
    assert shisei.framework("self-assessment@3.1").status is shisei.Status.SUPERSEDED


def test_an_unknown_framework_names_the_nearest() -> None:
    with pytest.raises(shisei.UnknownFrameworkError) as caught:
        shisei.framework("self-assesment")
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ValueError)
    (problem,) = caught.value.problems
    assert (problem.code, problem.nearest) == ("unknown-framework", "self-assessment")


def test_a_control_is_found_by_its_id_and_a_near_miss_named() -> None:
    framework = shisei.framework("self-assessment@4.0")
    control = framework.control("SA-01")
    assert control == framework.controls[0]
    assert control.framework is framework
    assert [choice.points for choice in control.choices] == [4, 2, 0, -1]
    assert control.choices[0].standing is shisei.Standing.MET
    with pytest.raises(shisei.ArgumentError) as caught:
        framework.control("SA-1")
    assert caught.value.problems[0].nearest == "SA-01"


def test_choices_are_those_that_the_control_allows(own: shisei.Framework) -> None:
    ids = {control.id: [choice.id for choice in control.choices] for control in own.controls}
    assert ids == {"A": ["yes", "partly", "no"], "B": ["yes", "partly", "no", "none"]}


def test_a_framework_has_bands_or_tiers(own: shisei.Framework) -> None:
    banded = shisei.framework("self-assessment@3.1")
    bands = banded.bands
    assert (bands[0].id, bands[0].minimum, bands[0].maximum) == ("100", 100, 100)
    assert bands[-1].minimum is None
    assert bands[0].next.ja
    assert [tier.id for tier in own.tiers] == ["basic", "full"]
    assert (banded.tiers, own.bands) == ((), ())
    outcome = own.assess({}).outcome
    assert outcome is not None
    assert outcome.highest == own.tiers[-1]
    assert repr(bands[0]).startswith("<Band 100 ")


def test_a_broken_definition_names_every_problem() -> None:
    broken = OWN.replace('scale = "done"', 'scale = "doen"')
    broken = broken.replace('group = "all"', 'group = "al"')
    with pytest.raises(shisei.FrameworkError) as caught:
        shisei.Framework.from_toml(broken)
    problems = caught.value.problems
    assert [problem.code for problem in problems].count("unknown-reference") == 4
    assert {problem.nearest for problem in problems} >= {"done", "all"}


def test_a_definition_that_is_not_json_is_refused() -> None:
    with pytest.raises(shisei.FrameworkError) as caught:
        shisei.Framework.from_json("{")
    assert [problem.code for problem in caught.value.problems] == ["malformed-json"]


def test_a_definition_goes_out_and_comes_back(own: shisei.Framework) -> None:
    again = shisei.Framework.from_json(own.to_json())
    assert again == own
    assert again is not own
    assert hash(again) == hash(own)
    assert again.to_dict() == own.to_dict()
    assert again.to_dict()["controls"][0]["id"] == "A"
    assert own != shisei.framework("self-assessment")


@pytest.mark.parametrize("reference", ["self-assessment@3.1", None])
def test_pickles_and_copies_are_equal(own: shisei.Framework, reference: str | None) -> None:
    framework = own if reference is None else shisei.framework(reference)
    assert pickle.loads(pickle.dumps(framework)) == framework
    assert copy.deepcopy(framework) == framework


def test_a_pickle_of_other_rules_is_refused() -> None:
    pickled = pickle.dumps(shisei.framework("self-assessment@3.1"), protocol=0)
    digest = shisei.framework("self-assessment@3.1").rules_digest.encode()
    with pytest.raises(shisei.UnknownFrameworkError, match="this version of shisei has"):
        pickle.loads(pickled.replace(digest, b"0" * 64))


def test_objects_are_frozen() -> None:
    framework = shisei.framework("self-assessment")
    for target in (framework, framework.controls[0], framework.title):
        with pytest.raises(AttributeError):
            target.id = "other"  # type: ignore[misc, union-attr]


def test_notebooks_show_text_and_never_markup(own: shisei.Framework) -> None:
    shown = own.assess({"A": "yes"}, subject="<script>alert(1)</script>")._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "&lt;All&gt; &amp; more" in shown
    assert "<script" not in shown
    assert "(unofficial)" in shown
    assert "Our own form" in own._repr_html_()


def test_texts_have_two_languages_and_a_default() -> None:
    title = shisei.framework("self-assessment").title
    assert str(title) == title.en == title.get("en") == f"{title}"
    assert shisei.language() == "en"
    shisei.set_language("ja_JP.UTF-8")
    try:
        assert shisei.language() == "ja"
        assert str(title) == title.ja == title.get()
        with pytest.raises(shisei.ArgumentError, match="選べる"):
            title.get("fr")
    finally:
        shisei.set_language("en")
    assert repr(title) == f"Localized(ja={title.ja!r}, en={title.en!r})"


def test_tiers_say_what_they_miss(own: shisei.Framework) -> None:
    assessment = own.assess({"A": "yes", "B": "no"})
    basic, full = assessment.tiers
    assert (basic.state, full.state) == (shisei.TierState.REACHED, shisei.TierState.MISSED)
    assert [control.id for control in full.missing] == ["B"]
    outcome = assessment.outcome
    assert outcome is not None
    assert (outcome.value, outcome.origin) == ("basic", shisei.Origin.DERIVED)
    assert outcome.title is not None
    assert outcome.title.en == "Basic"
    assert [part.title.en for part in assessment.tags] == ["Mandatory"]
    assert assessment.findings[0].worth.tier == "full"
