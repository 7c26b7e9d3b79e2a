package io.arrowgate.clickhouse;

import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A writer's state, which holds nothing: Flink tells only tasks that have state from which checkpoint they were restored. Without it
 * every batch after a restore would pass for one of an earlier run.
 */
record WriterMark() {
    /** Version 1: no bytes. */
    static final class Serializer implements SimpleVersionedSerializer<WriterMark> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(WriterMark mark) {
            return new byte[0];
        }

        @Override
        public WriterMark deserialize(int version, byte[] serialized) {
            return new WriterMark();
        }
    }
}
