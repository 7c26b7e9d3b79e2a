"""Prints the rows of a stream's folder in the lake as JSON lines.

Usage: read_lake.py pyarrow|polars|duckdb FOLDER
"""

import json
import sys

import duckdb
import polars as pl
import pyarrow.dataset as ds


def with_pyarrow(folder):
    for batch in ds.dataset(folder, format="arrow").to_batches():
        for row in batch.to_pylist():
            print(json.dumps(row, default=str))


def with_polars(folder):
    pl.scan_ipc(f"{folder}/**/*.arrow", hive_partitioning=False).collect().write_ndjson(sys.stdout.buffer)


def with_duckdb(folder):
    database = duckdb.connect()
    database.register("lake", ds.dataset(folder, format="arrow"))
    database.sql("COPY (SELECT * FROM lake) TO '/dev/stdout' (FORMAT json)")


if __name__ == "__main__":
    {"pyarrow": with_pyarrow, "polars": with_polars, "duckdb": with_duckdb}[sys.argv[1]](sys.argv[2])
