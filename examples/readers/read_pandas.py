"""Prints the rows of an Arrow topic as JSON lines, with pandas.

Usage: read_pandas.py BOOTSTRAP_SERVERS TOPIC
"""

import sys

import pandas as pd
import pyarrow as pa

from arrow_topic import messages


def main(bootstrap_servers, topic):
    tables = [pa.ipc.open_stream(message).read_all() for message in messages(bootstrap_servers, topic)]
    # Arrow's types keep nullable integers exact; pandas' own would turn them into floats.
    frame = pa.concat_tables(tables).unify_dictionaries().to_pandas(types_mapper=pd.ArrowDtype)
    frame.to_json(sys.stdout, orient="records", lines=True, date_format="iso", date_unit="us", double_precision=15)


if __name__ == "__main__":
    main(*sys.argv[1:])
