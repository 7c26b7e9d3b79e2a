"""Prints the rows of an Arrow topic as JSON lines, with DuckDB, which queries Arrow tables in place.

Usage: read_duckdb.py BOOTSTRAP_SERVERS TOPIC
"""

import sys

import duckdb
import pyarrow as pa

from arrow_topic import messages


def main(bootstrap_servers, topic):
    tables = [pa.ipc.open_stream(message).read_all() for message in messages(bootstrap_servers, topic)]
    rows = pa.concat_tables(tables).unify_dictionaries()
    database = duckdb.connect()
    database.register("rows", rows)
    database.sql("COPY (SELECT * FROM rows ORDER BY _partition, _offset, _row) TO '/dev/stdout' (FORMAT json)")


if __name__ == "__main__":
    main(*sys.argv[1:])
