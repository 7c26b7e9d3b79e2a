package io.arrowgate.clickhouse.writer;

import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A writer's state, which holds nothing: Flink tells only tasks that have state from which checkpoint they were restored. Without it
 * every batch after a restore would pass for one of an earlier run.
 */
public record RestoreMarkerState() {
    /** Version 1: no bytes. */
    public static final class Serializer implements SimpleVersionedSerializer<RestoreMarkerState> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(RestoreMarkerState mark) {
            return new byte[0];
        }

        @Override
        public RestoreMarkerState deserialize(int version, byte[] serialized) {
            return new RestoreMarkerState();
        }
    }
}
