"""Prints the rows of an Arrow topic as JSON lines, with polars.

Usage: read_polars.py BOOTSTRAP_SERVERS TOPIC
"""

import sys

import polars as pl

from arrow_topic import messages


def main(bootstrap_servers, topic):
    frames = [pl.read_ipc_stream(message) for message in messages(bootstrap_servers, topic)]
    pl.concat(frames).write_ndjson(sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
