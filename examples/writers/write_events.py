"""Sends events as JSON, CSV and line protocol to the topics sensors, turnstiles and telemetry.

Usage: write_events.py BOOTSTRAP_SERVERS COUNT
"""

import json
import sys
from datetime import datetime, timedelta, timezone

from confluent_kafka import Producer

START = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)


def events(i):
    """Yields topic, key and value of each event. The key is that of the series, so that its events stay in order."""
    name, time = f"python-{i % 10}", START + timedelta(seconds=i)
    yield "sensors", name, json.dumps({"device": name, "ts": time.isoformat(), "cpu_used": i % 1000 / 10})
    audit = f'{name},R001,02-00,"MAIN ST, NORTH",4,IRT,{time:%m/%d/%Y,%H:%M:%S},REGULAR,{i},{2 * i}'
    yield "turnstiles", f"{name},R001,02-00", audit
    point = rf"telemetry,car={name},driver=Ann\ Lee lap={i}i,speed={i % 300}.5 {int(time.timestamp())}000000000"
    yield "telemetry", name, point


def main(bootstrap_servers, count):
    producer = Producer({"bootstrap.servers": bootstrap_servers, "acks": "all", "enable.idempotence": True})
    errors = []
    for i in range(int(count)):
        for topic, key, value in events(i):
            producer.produce(topic, value, key, on_delivery=lambda error, _: error and errors.append(error))
        producer.poll(0)  # Calls on_delivery for the events that were delivered or failed.
    unsent = producer.flush(timeout=60)
    if errors or unsent:
        sys.exit(f"{len(errors) + unsent} events were not delivered {errors[:1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
