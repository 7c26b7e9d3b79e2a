package io.arrowgate.tools.load.synthetic;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generates synthetic records of any stream from its definition: series alternate, times advance, numbers oscillate, and
 * counters increase.
 */
public final class DefinitionRecordSource implements RecordSource {
    /** Number of distinct values of labels and dictionary-encoded strings. */
    private static final int WORDS = 8;

    private static final int MAX_STEP = 10;

    private final StreamDefinition stream;
    private final int series;
    private final long seed;
    private final Instant start;
    private final Duration interval;
    private final TimestampWriter times;
    private final RecordTextWriter text;
    private long made;

    /**
     * @param seed the same one and the same start give the same records
     * @param start event time of the first record
     * @param interval event time between two records of a series
     */
    public DefinitionRecordSource(StreamDefinition stream, int series, long seed, Instant start, Duration interval) {
        this.stream = stream;
        this.series = series;
        this.seed = seed;
        this.start = start;
        this.interval = interval;
        times = new TimestampWriter(stream.timeZone());
        text = RecordTextWriter.of(stream);
    }

    @Override
    public KeyedRecord next() {
        long round = made / series;
        int member = (int) (made % series);
        SplittableRandom random = new SplittableRandom(seed * 31 + made);
        Instant time = start.plus(interval.multipliedBy(round))
                .plus(interval.multipliedBy(member).dividedBy(series));
        Map<String, RawValue> fields = new LinkedHashMap<>();
        for (ColumnDefinition column : stream.columns()) {
            put(fields, column, valueOf(column, member, round, time, random));
        }
        made++;
        return new KeyedRecord(text.key(fields), text.write(fields));
    }

    /** Splits a column with several sources over these sources, unless they are columns themselves. */
    private static void put(Map<String, RawValue> fields, ColumnDefinition column, RawValue value) {
        int count = column.source().size();
        // Fields are joined by a blank, so a date and a time in ISO 8601 are split at the T.
        boolean iso = column.type().isTemporal() && column.formats().get(0).equals(ColumnDefinition.ISO_8601);
        String[] pieces =
                count == 1 ? new String[] {value.text()} : value.text().split(iso ? "[T ]" : " ", count);
        for (int i = 0; i < pieces.length; i++) {
            fields.putIfAbsent(column.source().get(i), new RawValue(pieces[i], value.type()));
        }
    }

    private RawValue valueOf(ColumnDefinition column, int member, long round, Instant time, SplittableRandom random) {
        return new RawValue(
                switch (column.type()) {
                    case STRING -> word(column, member);
                    case JSON -> "{\"n\":%d}".formatted(member % WORDS);
                    case BOOLEAN -> String.valueOf(random.nextInt(4) == 0);
                    case INT32, INT64, UINT64 -> String.valueOf(integer(column, member, round, random));
                    case FLOAT32, FLOAT64 ->
                        String.format(Locale.ROOT, "%.2f", swing(member, round) + random.nextDouble() * 2);
                    case DATE -> times.write(LocalDate.ofInstant(time, stream.timeZone()), column.formats());
                    case TIMESTAMP -> times.write(time, column.formats());
                },
                column.type());
    }

    private String word(ColumnDefinition column, int member) {
        boolean ofSeries = stream.seriesKey().contains(column.name());
        return ofSeries ? "%s-%04d".formatted(column.name(), member) : "%s-%d".formatted(column.name(), member % WORDS);
    }

    private long integer(ColumnDefinition column, int member, long round, SplittableRandom random) {
        if (stream.seriesKey().contains(column.name())) {
            return member;
        }
        if (stream.counters() == null || !stream.counters().columns().contains(column.name())) {
            return Math.round(swing(member, round));
        }
        boolean register = stream.counters().kind() == CounterKind.CUMULATIVE;
        return register ? 1_000L * member + MAX_STEP * round + random.nextInt(MAX_STEP) : random.nextInt(MAX_STEP);
    }

    /** Oscillates slowly, with a different phase for each series. */
    private static double swing(int member, long round) {
        return 50 + 20 * Math.sin(round / 30.0 + member);
    }
}
