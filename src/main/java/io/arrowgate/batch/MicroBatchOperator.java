package io.arrowgate.batch;

import io.arrowgate.batch.arrow.ArrowAllocators;
import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.batch.series.BucketKeys;
import io.arrowgate.batch.series.BucketKeysState;
import io.arrowgate.batch.series.SeriesSlicer;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.SeriesSlicesSerializer;
import io.arrowgate.batch.series.SliceEmitter;
import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.DeadLetterSerializer;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.BadValueAction;
import io.arrowgate.stream.column.ColumnDefinition;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Decodes raw records and collects them into micro-batches; emits dead letters and series slices as side outputs. The only
 * operator of the hot path.
 *
 * <p>Runs entirely in the task thread, timers included. Its only state is the raw topic's id and the keys of the alert operator's
 * buckets. Rows are never in state, because a batch closes before each checkpoint barrier.
 */
public final class MicroBatchOperator extends AbstractStreamOperator<MicroBatch>
        implements OneInputStreamOperator<RawRecord, MicroBatch>, BoundedOneInput {
    /** Side output of dead letters. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", DeadLetterSerializer.typeInfo());

    /** Side output of readings for the alert operator. */
    public static final OutputTag<SeriesSlices> SERIES_SLICES =
            new OutputTag<>("series-slices", SeriesSlicesSerializer.typeInfo());

    private final StreamDefinition stream;
    private final BatchSettings settings;
    private final Duration checkpointInterval;
    private final TopicIdLookup topicIds;
    private final boolean alerts;
    private final AlertParallelism alertParallelism;

    private transient TopicIdState topicIdState;
    private transient BucketKeysState bucketKeys;
    private transient BufferAllocator allocator;
    private transient BatchBuilder open;
    private transient RecordDecoder decoder;
    private transient RowBuffer row;
    private transient RowHandler rowHandler;
    private transient int eventTimeColumn;
    private transient BatchMetrics counts;
    private transient AgeLimit ageLimit;
    private transient StreamRecord<MicroBatch> element;
    /** Null if the stream has no alerts. */
    private transient SliceEmitter sliceEmitter;

    private transient boolean sliceFlushScheduled;
    /** Number of the open batch, so that the timer of a closed batch does not close the next one. */
    private transient long generation;
    /** When decoding of the current record began, in nanoseconds; 0 if its time is not measured. */
    private transient long decodeStart;

    /**
     * @param checkpointInterval of the job
     * @param alerts true to emit the rows to {@link #SERIES_SLICES} too
     * @param alertParallelism parallelism of the alert operator
     */
    public MicroBatchOperator(
            StreamDefinition stream,
            BatchSettings settings,
            Duration checkpointInterval,
            TopicIdLookup topicIds,
            boolean alerts,
            AlertParallelism alertParallelism) {
        this.stream = stream;
        this.settings = settings;
        this.checkpointInterval = checkpointInterval;
        this.topicIds = topicIds;
        this.alerts = alerts;
        this.alertParallelism = alertParallelism;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        topicIdState = new TopicIdState(context.getOperatorStateStore());
        bucketKeys = new BucketKeysState(context.getOperatorStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        BucketKeys keys = bucketKeys.restore(topicIdState.isRestored(), alertParallelism.maxParallelism());
        String topicId = topicIdState.verify(stream.topic(), topicIds.topicId(stream.topic()));
        counts =
                new BatchMetrics(getMetricGroup(), stream.name(), getProcessingTimeService()::getCurrentProcessingTime);
        decoder = RecordDecoders.of(stream);
        counts.watchUnknownFields(decoder::unknownFields);
        watchBadValues();
        eventTimeColumn = stream.columnIndex(stream.eventTime().column());
        row = new RowBuffer(stream.columns().size());
        rowHandler = new Rows();
        element = new StreamRecord<>(null);
        allocator = ArrowAllocators.limited(settings.arrowMemoryBytes());
        counts.trackAllocator(allocator);
        open = new BatchBuilder(stream, settings, topicId, allocator);
        ageLimit = new AgeLimit(settings.maxAge(), checkpointInterval);
        if (alerts) {
            startSliceEmitter(topicId, keys);
        }
    }

    private void watchBadValues() {
        for (int i = 0; i < stream.columns().size(); i++) {
            ColumnDefinition column = stream.columns().get(i);
            int position = i;
            if (column.nullPolicy().onBadValue() == BadValueAction.NULL) {
                counts.watchBadValues(column.name(), () -> decoder.badValues(position));
            }
        }
    }

    @Override
    public void processElement(StreamRecord<RawRecord> input) {
        RawRecord record = input.getValue();
        decodeStart = counts.read(record) ? System.nanoTime() : 0;
        decoder.decode(record, row, rowHandler);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        closeBatch(CloseCause.BARRIER);
        ageLimit.barrier(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        topicIdState.snapshot(subtask);
        bucketKeys.snapshot(subtask);
    }

    @Override
    public void endInput() {
        closeBatch(CloseCause.END_OF_INPUT);
    }

    @Override
    public void close() throws Exception {
        // Both are null if open() failed before creating them.
        try (BufferAllocator last = allocator;
                BatchBuilder first = open) {
            super.close();
        }
    }

    private void startAgeTimer() {
        closeByAge(ageLimit.reachedAt(getProcessingTimeService().getCurrentProcessingTime()), generation);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Timers cancelled at a stop have nothing left to close.
    private void closeByAge(long due, long batch) {
        getProcessingTimeService().registerTimer(due, time -> {
            if (batch != generation) {
                return;
            }
            long later = ageLimit.extend(time);
            if (later > time) {
                closeByAge(later, batch);
            } else {
                closeBatch(CloseCause.AGE);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Cancelled at a stop.
    private void startSliceEmitter(String topicId, BucketKeys keys) {
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        sliceEmitter = new SliceEmitter(
                open,
                new SeriesSlicer(stream, open, topicId, subtask, keys),
                keys,
                alertParallelism,
                subtask,
                slices -> output.collect(SERIES_SLICES, new StreamRecord<>(slices)));
        long interval = SliceEmitter.HEARTBEAT_INTERVAL.toMillis();
        getProcessingTimeService()
                .scheduleWithFixedDelay(time -> sliceEmitter.sendHeartbeats(time), interval, interval);
    }

    /** Starts a timer only when there are rows, so that an idle task does not wake up for them. */
    @SuppressWarnings("FutureReturnValueIgnored") // Cancelled at a stop.
    private void scheduleSliceFlush() {
        sliceFlushScheduled = true;
        long due = sliceEmitter.flushDue(getProcessingTimeService().getCurrentProcessingTime());
        getProcessingTimeService().registerTimer(due, time -> {
            sliceFlushScheduled = false;
            sliceEmitter.flush(time);
        });
    }

    private void closeBatch(CloseCause cause) {
        if (open.isEmpty()) {
            return;
        }
        generation++;
        if (sliceEmitter != null) {
            sliceEmitter.flushBeforeClose(getProcessingTimeService().getCurrentProcessingTime());
        }
        long start = System.nanoTime();
        List<MicroBatch> batches = open.drain();
        counts.closed(cause, System.nanoTime() - start);
        for (MicroBatch batch : batches) {
            counts.batch(batch);
            output.collect(element.replace(batch));
        }
    }

    /** Appends decoded rows to the open batch, and emits dead letters. */
    private final class Rows implements RowHandler {
        @Override
        public void onRow(RawRecord record, int rowInRecord, RowBuffer row) throws UndecodableRecordException {
            open.checkFits(row);
            if (decodeStart != 0) {
                counts.decoded(System.nanoTime() - decodeStart);
                decodeStart = 0; // Later rows of the record would include the time of appending this one.
            }
            if (open.wouldExceedPartitionLimit(row)) {
                closeBatch(CloseCause.DAYS);
            }
            if (open.isEmpty()) {
                startAgeTimer();
            }
            open.append(record, rowInRecord, row);
            counts.row(record.partition(), row.bits(eventTimeColumn));
            if (sliceEmitter != null) {
                sliceEmitter.rowAppended();
                if (!sliceFlushScheduled) {
                    scheduleSliceFlush();
                }
            }
            if (open.isFull()) {
                closeBatch(CloseCause.ROWS);
            } else if (open.isAtSizeLimit()) {
                closeBatch(CloseCause.BYTES);
            }
        }

        @Override
        public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
            counts.deadLetter(problem.reason());
            output.collect(
                    DEAD_LETTERS, new StreamRecord<>(DeadLetter.of(stream.name(), problem, rowInRecord, record)));
        }

        @Override
        public void onSkipped(RawRecord record) {
            counts.tombstoneSkipped();
        }
    }
}
