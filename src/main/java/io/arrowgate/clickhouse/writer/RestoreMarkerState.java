package io.arrowgate.clickhouse.writer;

import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Marks a writer's state without content. Flink reports the restored checkpoint id only to tasks that have state. Without it, every batch
 * after a restore would count as one of an earlier run.
 */
public record RestoreMarkerState() {
    /** Serializes the marker as zero bytes, version 1. */
    public static final class Serializer implements SimpleVersionedSerializer<RestoreMarkerState> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(RestoreMarkerState marker) {
            return new byte[0];
        }

        @Override
        public RestoreMarkerState deserialize(int version, byte[] serialized) {
            return new RestoreMarkerState();
        }
    }
}
