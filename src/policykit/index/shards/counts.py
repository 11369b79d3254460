"""In how many clauses each word and pair of characters stands: counted shard by shard, summed over all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.base.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["counted", "counts"]


def counted(rows: Any) -> Any:  # noqa: ANN401 - Arrow tables
    """Map: the features of the rows of a shard (`w` word, `g` gram, `s` pair …), each with how many clauses."""
    import pyarrow as pa  # type: ignore[import-untyped]  # has no types
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # has no types

    clauses = pc.list_flatten(rows["features"])
    features = pc.struct_field(pc.list_flatten(pc.struct_field(clauses, "features")), "feature")
    tallied = pc.value_counts(features)
    table = pa.table({"feature": tallied.field("values"), "units": tallied.field("counts").cast(pa.int64())})
    return table.sort_by("feature").combine_chunks()


def counts(place: str | Path, names: Iterable[str]) -> Any:  # noqa: ANN401 - an Arrow table
    """Reduce: the features of the shards named, each with the number of its clauses, by name.

    Adding up in any order gives the same: a cluster may sum what its workers have counted.
    """
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # has no types

    storage = Storage(place)
    total = pa.table({"feature": pa.array([], pa.string()), "units": pa.array([], pa.int64())})
    for name in names:
        one = pq.read_table(io.BytesIO(storage.read(f"{name}.counts.parquet")))
        summed = pa.concat_tables([total, one]).group_by("feature").aggregate([("units", "sum")])
        total = summed.rename_columns(["feature", "units"])
    return total.sort_by("feature")
