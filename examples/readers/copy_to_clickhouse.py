"""Copies the rows of an Arrow topic into a ClickHouse table, with clickhouse-connect.

Usage: copy_to_clickhouse.py BOOTSTRAP_SERVERS TOPIC CLICKHOUSE_URL TABLE
The password of the user default is in the environment variable CLICKHOUSE_PASSWORD.
"""

import os
import sys

import clickhouse_connect
import pyarrow as pa

from arrow_topic import messages


def main(bootstrap_servers, topic, clickhouse_url, table):
    client = clickhouse_connect.get_client(dsn=clickhouse_url, password=os.environ["CLICKHOUSE_PASSWORD"])
    tables = [pa.ipc.open_stream(message).read_all() for message in messages(bootstrap_servers, topic)]
    # insert_arrow writes one IPC file, which has one dictionary for each column.
    client.insert_arrow(table, pa.concat_tables(tables).unify_dictionaries())


if __name__ == "__main__":
    main(*sys.argv[1:])
