"""Files to scores: CSV, Parquet and Excel, beside what else reads them, and the memory of it.

    RESULTS=write python benches/python/files.py [ROWS]

Every work reads the file and gives the same six results, input checked, in a process whose
libraries all use so many threads; works take turns. The peers are written as one who knows them
would: the reader is told which texts there can be, so that none of them is held as text.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from resident import resident
from turns import nanoseconds, table, turns

ROWS = 1_000_000
EXCEL_ROWS = 20_000
WANTED = ["points", "part_1", "part_2", "part_3", "outcome", "unknown"]
NAMES = {
    "shisei": "shisei",
    "duckdb": "DuckDB, ENUM columns",
    "polars": "Polars, Enum schema",
    "arrow": "pyarrow, dictionaries, and NumPy",
    "reads": "python-calamine reads it, shisei scores",
}


def write(folder: Path, rows: int) -> None:
    """Draw answers, and write them as every kind of file."""
    import polars as pl
    from sheets import CONTROLS, LABELS, codes

    labels = pl.Series(LABELS)
    columns = {name: labels.gather(column) for name, column in codes(rows).items()}
    frame = pl.DataFrame({"company_id": [f"C-{at:07}" for at in range(rows)], **columns})
    frame.write_csv(folder / "answers.csv")
    (folder / "answers_cp932.csv").write_bytes(
        (folder / "answers.csv").read_bytes().decode().encode("cp932")
    )
    frame.write_parquet(folder / "answers.parquet", row_group_size=1 << 17)
    frame.head(EXCEL_ROWS).write_excel(folder / "answers.xlsx", worksheet="answers")
    assert frame.columns[1:] == CONTROLS


def works(kind: str, path: str, threads: int) -> dict[str, Callable[[], Any]]:
    """Give what reads and scores a file of this kind."""
    import duckdb
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq
    from peers import duckdb_case, numpy_blocks, polars_enum
    from sheets import CONTROLS, FRAMEWORK, LABELS

    import shisei

    pa.set_cpu_count(threads)
    connection = duckdb.connect(config={"threads": threads})
    labels = ", ".join(f"'{label}'" for label in LABELS)
    connection.sql(f"create type answer as enum ({labels})")
    types = ", ".join(f"'{name}': 'answer'" for name in CONTROLS)
    enum = pl.Enum(LABELS)

    def own() -> pa.Table:
        return shisei.score(
            path, FRAMEWORK, id="company_id", select=WANTED, threads=threads, duplicates="ignore"
        )

    def as_code(name: str) -> str:
        return f'enum_code("{name}")'

    def by_duckdb() -> pa.Table:
        if kind == "csv":
            columns = f"{{'company_id': 'varchar', {types}}}"
            source = f"read_csv('{path}', columns = {columns}, header = true, delim = ',')"
        else:
            cast = ", ".join(f'"{name}"::answer "{name}"' for name in CONTROLS)
            source = f"(select {cast} from '{path}')"
        return duckdb_case(as_code, source, connection)

    def read_workbook() -> pl.DataFrame:
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("answers")
        header, *rows = sheet.to_python()
        return pl.DataFrame(rows, schema=[str(name) for name in header], orient="row")

    def by_polars() -> Any:
        if kind == "csv":
            schema: Any = {"company_id": pl.String, **dict.fromkeys(CONTROLS, enum)}
            return polars_enum(pl.read_csv(path, schema=schema))
        return polars_enum(pl.read_parquet(path) if kind == "parquet" else read_workbook())

    def by_arrow() -> Any:
        whole = pq.read_table(path, columns=CONTROLS, read_dictionary=CONTROLS)
        return numpy_blocks({name: _codes(whole[name], LABELS) for name in CONTROLS})

    def read_by_polars() -> Any:
        return shisei.score(
            read_workbook(),
            FRAMEWORK,
            id="company_id",
            select=WANTED,
            threads=threads,
            duplicates="ignore",
        )

    if kind == "csv":
        return {"shisei": own, "duckdb": by_duckdb, "polars": by_polars}
    if kind == "cp932":
        return {"shisei": own}
    if kind == "parquet":
        return {"shisei": own, "duckdb": by_duckdb, "polars": by_polars, "arrow": by_arrow}
    return {"shisei": own, "polars": by_polars, "reads": read_by_polars}


def _codes(column: Any, labels: list[str]) -> Any:
    """Codes of a column of dictionaries, whose values stand in any order."""
    import numpy as np

    parts = []
    for chunk in column.chunks:
        of = np.array([labels.index(value) for value in chunk.dictionary.to_pylist()], np.int8)
        parts.append(of[chunk.indices.to_numpy()])
    return np.concatenate(parts)


def points(result: Any) -> Any:
    """The points of a result, of whatever library it is."""
    import numpy as np

    column = result["points"]
    return np.asarray(column.to_numpy() if hasattr(column, "to_numpy") else column).astype(np.int16)


def one(kind: str, path: str, threads: int) -> None:
    """Let the works of one kind take turns, and print what they took."""
    import numpy as np

    first = None
    of = works(kind, path, threads)
    for name, work in of.items():
        found = points(work())
        first = found if first is None else first
        assert np.array_equal(found, first), name
    del found, first
    gc.collect()
    for name, spent in turns(of, rounds=5).items():
        print(name, spent.seconds, spent.processor)


def peak(path: str, output: str) -> None:
    """Score a file into another one, and print the highest resident size, in megabytes (10^6)."""
    import shisei

    shisei.score(path, "self-assessment@3.1", id="company_id", output=output)
    print(resident("VmHWM"))


def _run(*given: object, threads: int = 2) -> str:
    environment = {
        **os.environ,
        "POLARS_MAX_THREADS": str(threads),
        "OMP_NUM_THREADS": str(threads),
    }
    command = [sys.executable, __file__, *map(str, given)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return ended.stdout


def main() -> None:
    """Every kind of file with one thread and with two; or one measurement."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        return
    if sys.argv[1:2] == ["--peak"]:
        peak(*sys.argv[2:4])
        return
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, rows)
        kinds = {
            "csv": ("answers.csv", rows),
            "cp932": ("answers_cp932.csv", rows),
            "parquet": ("answers.parquet", rows),
            "excel": ("answers.xlsx", min(rows, EXCEL_ROWS)),
        }
        lines = []
        for kind, (name, count) in kinds.items():
            path = folder / name
            for threads in (1, 2):
                told = _run("--one", kind, path, threads, threads=threads).splitlines()
                spent = {line.split()[0]: [float(it) for it in line.split()[1:]] for line in told}
                own = spent["shisei"][0]
                for work, (seconds, processor) in spent.items():
                    each = nanoseconds(seconds, count), nanoseconds(processor, count)
                    label = f"{kind}, {threads} thread{'s' if threads > 1 else ''}, {NAMES[work]}"
                    lines.append([label, *each, f"{seconds / own:.2f}"])
        size = (folder / "answers.csv").stat().st_size / rows
        memory = [
            [
                f"CSV to {ending}",
                f"{float(_run('--peak', folder / 'answers.csv', folder / ending)):.0f}",
            ]
            for ending in ("out.csv", "out.parquet")
        ]
    table(
        "files",
        "Files",
        f"`benches/python/files.py`: {rows:,} rows (Excel {EXCEL_ROWS:,}) of Japanese labels, "
        f"{size:.0f} bytes a row of CSV; the least of five turns, results equal.",
        ["What", "ns a row", "of processor", "times shisei"],
        lines,
    )
    table(
        "files-memory",
        "Memory of files",
        f"The highest resident size of a process that scores {rows:,} rows, Python and all.",
        ["What", "MB at most"],
        memory,
    )


if __name__ == "__main__":
    main()
