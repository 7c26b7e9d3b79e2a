package io.arrowgate.alert;

import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesHeader;
import io.arrowgate.alert.state.SeriesState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Holds the series of one alert subtask: where each is in Flink's state, and a cache of their states.
 *
 * <p>A cached state is written to Flink's state only before a checkpoint, or when it has to leave the cache. So a series costs at most
 * one read and one write between two checkpoints, and nothing if it had no reading. States are cached in encoded form, and those of
 * series that are seen every other second in decoded form, which takes up to ten times the memory. Both are bounded. Beyond that, each
 * series takes about 170 bytes.
 *
 * <p>A state leaves the full cache at random. Devices report in turn, and then the one that was seen least recently is the next to be
 * seen: a cache for 80 % of the series in that order would never have the one that is asked for. At random, it has 60 % of them.
 */
final class SeriesStore {
    private static final int SCRATCH_BYTES = 4096;
    /** Share of the cache for decoded states. */
    private static final int DECODED_SHARE = 4;
    /**
     * A state is kept in decoded form if its series is seen again within this time. Otherwise, its many objects would live just long
     * enough to burden the garbage collector.
     */
    private static final long DECODED_INTERVAL_MILLIS = 2_000;

    private final MapState<String, EncodedSeriesState> flinkState;
    private final IntConsumer selectBucket;
    private final long maxBytes;
    private final Map<String, TrackedSeries> byKey = new HashMap<>();
    private final DataOutputSerializer scratch = new DataOutputSerializer(SCRATCH_BYTES);
    private final SeriesOrder order = new SeriesOrder();
    /** Series with a cached state, in no order; {@link TrackedSeries#cacheIndex} is their index. */
    private final List<TrackedSeries> cached = new ArrayList<>();
    /** Series whose cached state has changed since it was last written. */
    private final List<TrackedSeries> changed = new ArrayList<>();

    private final SplittableRandom random = new SplittableRandom(1);
    /** Series with a decoded state, the first decoded first; and some whose state was evicted since. */
    private final Deque<TrackedSeries> decoded = new ArrayDeque<>();

    private long encodedBytes;
    private long decodedBytes;
    private long reads;
    private long writes;

    /**
     * Creates an empty store.
     *
     * @param flinkState of each bucket, the states by the series' keys
     * @param selectBucket makes Flink's state that of a bucket, by its key
     * @param maxBytes limit of the cached states' memory
     */
    SeriesStore(MapState<String, EncodedSeriesState> flinkState, IntConsumer selectBucket, long maxBytes) {
        this.flinkState = flinkState;
        this.selectBucket = selectBucket;
        this.maxBytes = maxBytes;
    }

    /** Returns the number of series. */
    int size() {
        return byKey.size();
    }

    /** Returns the number of states read from Flink's state. */
    long reads() {
        return reads;
    }

    /** Returns the number of states written to Flink's state. */
    long writes() {
        return writes;
    }

    /** Returns a series by its key; null if it is not known. */
    TrackedSeries find(String key) {
        return byKey.get(key);
    }

    /** Adds a series that has no state yet; {@link #seen} must follow. */
    TrackedSeries add(int bucketKey, String key) {
        TrackedSeries series = new TrackedSeries(bucketKey, key);
        byKey.put(key, series);
        return series;
    }

    /**
     * Adds all series that Flink's state has.
     *
     * @param bucketKeys keys of the buckets
     * @param restored receives each of them with the header of its state
     */
    void restore(List<Integer> bucketKeys, BiConsumer<TrackedSeries, SeriesHeader> restored) throws Exception {
        List<TrackedSeries> all = new ArrayList<>();
        for (int bucketKey : bucketKeys) {
            selectBucket.accept(bucketKey);
            for (Map.Entry<String, EncodedSeriesState> entry : flinkState.entries()) {
                SeriesHeader header = entry.getValue().header();
                TrackedSeries series = add(bucketKey, entry.getKey());
                series.lastSeenMillis = header.lastSeenMillis();
                series.absenceMillis = header.absenceMillis();
                restored.accept(series, header);
                all.add(series);
            }
        }
        all.sort(Comparator.comparingLong(series -> series.lastSeenMillis));
        all.forEach(order::makeNewest);
    }

    /** Returns the state of a series that was seen before, from the cache or else from Flink's state. */
    SeriesState load(TrackedSeries series) throws Exception {
        if (series.state != null) {
            return series.state;
        }
        return (series.encoded != null ? series.encoded : read(series)).decode(series.key);
    }

    private EncodedSeriesState read(TrackedSeries series) throws Exception {
        reads++;
        selectBucket.accept(series.bucketKey);
        return flinkState.get(series.key);
    }

    /** Caches the changed state of a series that was just seen, which makes it the newest. */
    void seen(TrackedSeries series, SeriesState state) throws Exception {
        boolean frequent = state.lastSeenMillis() - series.lastSeenMillis <= DECODED_INTERVAL_MILLIS;
        series.lastSeenMillis = state.lastSeenMillis();
        markChanged(series);
        addCached(series);
        if (series.state != null || frequent) {
            setEncoded(series, null);
            setDecoded(series, state, state.memoryBytes());
            addDecoded(series);
        } else {
            setEncoded(series, EncodedSeriesState.of(state, scratch));
        }
        order.makeNewest(series);
        while (decodedBytes > maxBytes / DECODED_SHARE) {
            TrackedSeries first = decoded.remove();
            first.inDecodedQueue = false;
            encode(first);
        }
        while (decodedBytes + encodedBytes > maxBytes && cached.size() > 1) {
            evict(cached.get(random.nextInt(cached.size())));
        }
    }

    private void markChanged(TrackedSeries series) {
        if (!series.changed) {
            series.changed = true;
            changed.add(series);
        }
    }

    private void addCached(TrackedSeries series) {
        if (series.cacheIndex == TrackedSeries.NOT_CACHED) {
            series.cacheIndex = cached.size();
            cached.add(series);
        }
    }

    private void removeCached(TrackedSeries series) {
        if (series.cacheIndex != TrackedSeries.NOT_CACHED) {
            TrackedSeries last = cached.remove(cached.size() - 1);
            if (last != series) {
                cached.set(series.cacheIndex, last);
                last.cacheIndex = series.cacheIndex;
            }
            series.cacheIndex = TrackedSeries.NOT_CACHED;
        }
    }

    private void addDecoded(TrackedSeries series) {
        if (!series.inDecodedQueue) {
            series.inDecodedQueue = true;
            decoded.add(series);
        }
    }

    /** Writes the changed state of a series that was not seen. */
    void write(TrackedSeries series, SeriesState state) throws Exception {
        EncodedSeriesState encoded = EncodedSeriesState.of(state, scratch);
        if (series.encoded != null) {
            setEncoded(series, encoded);
        }
        put(series, encoded);
    }

    /** Removes a series and its state. */
    void remove(TrackedSeries series) throws Exception {
        byKey.remove(series.key);
        selectBucket.accept(series.bucketKey);
        flinkState.remove(series.key);
        setEncoded(series, null);
        setDecoded(series, null, 0);
        series.changed = false;
        removeCached(series);
        if (series.inDecodedQueue) {
            decoded.remove(series);
        }
        order.remove(series);
    }

    /** Writes all cached states with changes, before a checkpoint. */
    void writeChanges() throws Exception {
        for (TrackedSeries series : changed) {
            // It may have left the cache, or may have been added twice since.
            if (series.changed) {
                put(series, series.encoded != null ? series.encoded : EncodedSeriesState.of(series.state, scratch));
                series.changed = false;
            }
        }
        changed.clear();
    }

    private void put(TrackedSeries series, EncodedSeriesState encoded) throws Exception {
        writes++;
        selectBucket.accept(series.bucketKey);
        flinkState.put(series.key, encoded);
    }

    /** Returns the series that was not seen for the longest time; null if there is none. */
    TrackedSeries oldest() {
        return order.oldest();
    }

    /** Starts a sweep over all series, from the oldest on. */
    void startSweep() {
        order.startSweep();
    }

    /** Returns the next series of the sweep; null after its end. A series that was seen during the sweep may come twice. */
    TrackedSeries pollSweep() {
        return order.pollSweep();
    }

    /** Replaces a decoded state, if there is one, by its encoded form. */
    private void encode(TrackedSeries series) {
        if (series.state != null) {
            setEncoded(series, EncodedSeriesState.of(series.state, scratch));
            setDecoded(series, null, 0);
        }
    }

    private void evict(TrackedSeries series) throws Exception {
        encode(series);
        if (series.changed) {
            put(series, series.encoded);
            series.changed = false;
        }
        setEncoded(series, null);
        removeCached(series);
    }

    private void setEncoded(TrackedSeries series, EncodedSeriesState encoded) {
        encodedBytes -= series.encoded == null ? 0 : series.encoded.memoryBytes();
        encodedBytes += encoded == null ? 0 : encoded.memoryBytes();
        series.encoded = encoded;
    }

    private void setDecoded(TrackedSeries series, SeriesState state, int bytes) {
        decodedBytes += bytes - series.stateBytes;
        series.stateBytes = bytes;
        series.state = state;
    }
}
