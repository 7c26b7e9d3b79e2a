package io.arrowgate.tools.live;

import io.arrowgate.tools.live.sample.JobCounters;
import io.arrowgate.tools.live.sample.LatestResponse;
import io.arrowgate.tools.live.sample.LiveSample;
import io.arrowgate.tools.live.sample.StreamMeter;
import io.arrowgate.tools.live.sample.StreamStats;
import io.arrowgate.tools.live.sample.TableStats;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what the job and ClickHouse have answered into a sample, and that into the feed; for one thread. */
final class LiveSampler {
    private final LatestResponse<JobCounters> job;
    private final LatestResponse<Map<String, TableStats>> tables;
    private final List<StreamMeter> meters;
    private final Clock clock;
    private final EventFeed eventFeed;
    private long notedMillis;
    private String jobState;

    LiveSampler(
            LatestResponse<JobCounters> job,
            LatestResponse<Map<String, TableStats>> tables,
            List<String> streams,
            Clock clock,
            EventFeed eventFeed) {
        this.job = job;
        this.tables = tables;
        meters = streams.stream().map(StreamMeter::new).toList();
        this.clock = clock;
        this.eventFeed = eventFeed;
    }

    void sample() {
        eventFeed.add("sample", PageJson.of(next()));
    }

    LiveSample next() {
        JobCounters counted = job.value();
        LiveSample.Answering jobAnswers = job.status();
        if (counted != null) {
            jobState = counted.state();
            if (jobAnswers.last() != notedMillis) {
                notedMillis = jobAnswers.last();
                meters.forEach(meter -> meter.record(notedMillis, counted));
            }
        }
        Map<String, TableStats> found = tables.value();
        long now = clock.millis();
        Map<String, StreamStats> streams = new LinkedHashMap<>();
        for (StreamMeter meter : meters) {
            TableStats table = found == null ? null : found.get(meter.stream());
            streams.put(meter.stream(), meter.numbers(now, counted, table));
        }
        return new LiveSample(now, jobAnswers, jobState, tables.status(), streams);
    }
}
