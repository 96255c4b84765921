"""The commands `plan`, `next-steps`, `carry-over` and `references`: files in, files out."""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shisei
from shisei._shisei import _toml_as_json
from shisei.messages import say, word
from shisei.progress import Bar

__all__ = ["add_commands"]

#: A command by name, what it runs and what it does.
Command = Callable[[str, Any, str], argparse.ArgumentParser]


def add_commands(
    command: Command,
    score_options: Callable[[argparse.ArgumentParser], None],
    frameworks: Callable[[argparse.Namespace], Any],
    options: Callable[[argparse.Namespace], Any],
) -> None:
    """Adds the commands, which take the options of `score` and some of their own."""

    def run(function: str, own: Callable[[argparse.Namespace], dict[str, Any]]) -> Any:
        return lambda args: _run(args, function, frameworks(args), {**options(args), **own(args)})

    plan = command(
        "plan",
        run("plan", _planned),
        say(
            "plan the least effort that brings each row to a target",
            "行ごとに、目標に届く最小の手間の計画を立てる",
        ),
    )
    score_options(plan)
    plan.add_argument(
        "--target",
        help=say(
            "what to reach: points, a band or tier by id, or a coverage such as 80%%",
            "目標（点数、区分や段階のID、または80%%のような実施度）",
        ),
    )
    plan.add_argument("--budget", type=int, help=say("most effort to spend", "使える手間の上限"))
    plan.add_argument(
        "--maximise",
        choices=["outcome", "points", "coverage"],
        help=say(
            "what a budget is spent on (default: outcome)", "上限の中で伸ばすもの（既定：outcome）"
        ),
    )
    plan.add_argument(
        "--efforts",
        action="append",
        metavar="CONTROL=EFFORT",
        help=say(
            "what an item costs in place of the built-in estimate, or a .toml or .json file of "
            "efforts by item (repeatable)",
            "収録の見積もりに代わる項目の手間、または項目ごとの手間を書いた.tomlか.jsonのファイル"
            "（複数可）",
        ),
    )
    plan.add_argument(
        "--forbid",
        action="append",
        metavar="CONTROL",
        help=say("an item that stays as it is (repeatable)", "変えない項目（複数可）"),
    )
    steps = command(
        "next-steps",
        run("next_steps", lambda args: {"top": args.top, "wide": args.wide}),
        say(
            "list what is worth most to do next, for each row", "行ごとに、効果の大きい項目を挙げる"
        ),
    )
    score_options(steps)
    steps.add_argument(
        "--top", type=int, default=3, help=say("how many items (default: 3)", "件数（既定：3）")
    )
    steps.add_argument(
        "--wide",
        action="store_true",
        help=say("a column for each item instead of a list", "一覧ではなく、1項目1列にする"),
    )
    carry = command(
        "carry-over",
        run("carry_over", lambda args: {"to": args.to, "lists": args.lists}),
        say(
            "count how much of another framework each row already answers",
            "行ごとに、別のフレームワークのうち回答済みの範囲を数える",
        ),
    )
    score_options(carry)
    carry.add_argument(
        "--to",
        required=True,
        help=say("the other framework, such as scs#star-3", "別のフレームワーク（例：scs#star-3）"),
    )
    carry.add_argument(
        "--lists", action="store_true", help=say("list the items too", "項目の一覧も出力する")
    )
    references = command(
        "references",
        run("references", lambda args: {"scheme": args.scheme, "lists": args.lists}),
        say(
            "count what each row says in the terms of another standard",
            "行ごとに、別の規格の項目ごとの状態を数える",
        ),
    )
    score_options(references)
    references.add_argument(
        "--scheme", required=True, help=say("such as nist-csf", "規格（例：nist-csf）")
    )
    references.add_argument(
        "--lists", action="store_true", help=say("list the entries too", "項目の一覧も出力する")
    )


def _planned(args: argparse.Namespace) -> dict[str, Any]:
    target: Any = args.target
    if target is not None and target.lstrip("-").isdecimal():
        target = int(target)
    elif target is not None and target[:-1].isdecimal() and target.endswith("%"):
        target = {"coverage": int(target[:-1])}
    return {
        "target": target,
        "budget": args.budget,
        "maximise": args.maximise,
        "efforts": _efforts(args.efforts),
        "forbidden": args.forbid,
    }


def _efforts(given: list[str] | None) -> dict[str, Any] | None:
    """Efforts of items and of files, the later before the earlier."""
    if given is None:
        return None
    efforts: dict[str, Any] = {}
    for one in given:
        control, sign, effort = one.rpartition("=")
        if sign and control and effort.isdecimal():
            efforts[control] = int(effort)
        elif Path(one).suffix in (".toml", ".json"):
            text = Path(one).read_text(encoding="utf-8-sig")
            efforts |= json.loads(_toml_as_json(text) if one.endswith(".toml") else text)
        else:
            raise ValueError(
                say(
                    f"--efforts must be CONTROL=EFFORT or a .toml or .json file, not {one!r}",
                    "--efforts は CONTROL=EFFORT の形か.tomlか.jsonのファイルで指定してください"
                    f"（{one!r} は不可）",
                )
            )
    return efforts


def _run(args: argparse.Namespace, function: str, framework: Any, options: dict[str, Any]) -> None:
    bar = Bar(None)
    start = time.perf_counter()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            ask = getattr(shisei, function)
            to = [options.pop(name) for name in ("to", "scheme") if name in options]
            files = {"recipe": args.recipe, "output": args.output, "progress": bar.show}
            rows = ask(args.input, framework, *to, **files, **options)
        except BaseException:
            bar.cleared()
            raise
    spent = time.perf_counter() - start
    done = say(f"{rows:,} rows in {spent:.1f} s", f"{rows:,}行、{spent:.1f}秒")
    bar.done(f"{done}{word('sign', 'colon')}{args.output}")
    for warning in warned:
        print(f"shisei: {warning.message}", file=sys.stderr)
    if args.json:
        counts = {"rows": rows, "output": args.output, "seconds": round(spent, 3)}
        print(json.dumps(counts, ensure_ascii=False))
