package io.arrowgate.sink.lake;

import io.arrowgate.batch.arrow.ArrowFileWriter;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.LakeSettings;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * Writes each micro-batch to its own Arrow IPC file, exactly once: {@code <lake>/<stream>/day=2024-05-01/<stream>-….arrow}, by the UTC day
 * of its earliest event. A file is hidden until the checkpoint of its batch is complete.
 */
public final class LakeSink {
    private LakeSink() {}

    /** Builds the sink of a stream. */
    public static FileSink<MicroBatch> of(LakeSettings settings, StreamDefinition stream) {
        return FileSink.forBulkFormat(new Path(settings.path(), stream.name()), BatchFile::new)
                .withBucketAssigner(new Days())
                .withRollingPolicy(new FilePerBatch())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix(stream.name())
                        .withPartSuffix(".arrow")
                        .build())
                .build();
    }

    /** Writes one batch to one file. */
    private record BatchFile(FSDataOutputStream out) implements BulkWriter<MicroBatch> {
        @Override
        public void addElement(MicroBatch batch) throws IOException {
            ArrowFileWriter.write(batch.bytes(), out);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        /** The batch is complete; the sink closes the stream. */
        @Override
        public void finish() throws IOException {
            flush();
        }
    }

    /** Assigns a batch to the folder of its day. */
    private static final class Days implements BucketAssigner<MicroBatch, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getBucketId(MicroBatch batch, Context context) {
            return "day=" + LocalDate.ofInstant(batch.eventTimeMin(), ZoneOffset.UTC);
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }

    /** Starts a new file for each batch. */
    private static final class FilePerBatch extends CheckpointRollingPolicy<MicroBatch, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean shouldRollOnEvent(PartFileInfo<String> file, MicroBatch batch) {
            return true;
        }

        @Override
        public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
            return true;
        }
    }
}
