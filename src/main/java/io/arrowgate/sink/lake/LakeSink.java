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
 * Writes each micro-batch as an Arrow IPC file of its own, exactly once: {@code <lake>/<stream>/day=2024-05-01/<stream>-….arrow}, by the
 * UTC day of its earliest event. A file has its name when the checkpoint that holds its batch is complete; until then it is hidden.
 */
public final class LakeSink {
    private LakeSink() {}

    public static FileSink<MicroBatch> of(LakeSettings settings, StreamDefinition stream) {
        return FileSink.forBulkFormat(new Path(settings.path(), stream.name()), BatchFile::new)
                .withBucketAssigner(new Days())
                .withRollingPolicy(new FileForEach())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix(stream.name())
                        .withPartSuffix(".arrow")
                        .build())
                .build();
    }

    /** A file that takes one batch. */
    private record BatchFile(FSDataOutputStream out) implements BulkWriter<MicroBatch> {
        @Override
        public void addElement(MicroBatch batch) throws IOException {
            ArrowFileWriter.write(batch.bytes(), out);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        /** The batch was written as a whole; the sink closes the stream. */
        @Override
        public void finish() throws IOException {
            flush();
        }
    }

    /** Names the folder of a batch. */
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

    /** Begins a file before each batch. */
    private static final class FileForEach extends CheckpointRollingPolicy<MicroBatch, String> {
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
