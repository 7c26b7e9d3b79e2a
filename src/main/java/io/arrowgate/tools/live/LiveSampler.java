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

/** Combines the latest responses of the job and ClickHouse into a sample and adds it to the feed. Not thread-safe. */
final class LiveSampler {
    private final LatestResponse<JobCounters> job;
    private final LatestResponse<Map<String, TableStats>> tables;
    private final List<StreamMeter> meters;
    private final Clock clock;
    private final EventFeed eventFeed;
    private long recordedMillis;
    private String jobState;
    private String jobFailure;
    private String jobFailuresUrl;
    private Double reportLagSeconds;

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
        JobCounters counters = job.value();
        LiveSample.ServerStatus jobStatus = job.status();
        if (counters != null) {
            jobState = counters.state();
            jobFailure = counters.failure();
            jobFailuresUrl = counters.failuresUrl();
            reportLagSeconds = counters.reportLagSeconds();
            if (jobStatus.last() != recordedMillis) {
                recordedMillis = jobStatus.last();
                meters.forEach(meter -> meter.record(recordedMillis, counters));
            }
        }
        Map<String, TableStats> tableStats = tables.value();
        long now = clock.millis();
        Map<String, StreamStats> streams = new LinkedHashMap<>();
        for (StreamMeter meter : meters) {
            TableStats table = tableStats == null ? null : tableStats.get(meter.stream());
            streams.put(meter.stream(), meter.stats(now, counters, table));
        }
        return new LiveSample(
                now, jobStatus, jobState, jobFailure, jobFailuresUrl, reportLagSeconds, tables.status(), streams);
    }
}
