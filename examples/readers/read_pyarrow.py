"""Prints the rows of an Arrow topic as JSON lines, with pyarrow.

Usage: read_pyarrow.py BOOTSTRAP_SERVERS TOPIC
"""

import json
import sys

import pyarrow as pa

from arrow_topic import messages


def main(bootstrap_servers, topic):
    for message in messages(bootstrap_servers, topic):
        table = pa.ipc.open_stream(message).read_all()
        for row in table.to_pylist():
            print(json.dumps(row, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
