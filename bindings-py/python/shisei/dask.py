"""Portfolios in Dask: the batch function of `shisei.score`, over the partitions."""

from __future__ import annotations

from typing import Any

import shisei


def score(ddf: Any, framework: str | Any, **options: Any) -> Any:
    """Scores a Dask data frame; takes the options of `shisei.score`.

    Ids are not watched for repetition: no worker sees all of them.
    """
    options = {"duplicates": "ignore", "threads": 1, **options}
    meta = shisei.score(ddf._meta, framework, **options)
    return ddf.map_partitions(shisei.score, framework, **options, meta=meta)
