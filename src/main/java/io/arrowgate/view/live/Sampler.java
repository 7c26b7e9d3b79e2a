package io.arrowgate.view.live;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what the job and ClickHouse have answered into a sample, and that into the feed; for one thread. */
final class Sampler {
    private final LastAnswer<JobNumbers> job;
    private final LastAnswer<Map<String, TableNumbers>> tables;
    private final List<StreamMeter> meters;
    private final Clock clock;
    private final Feed feed;
    private long notedMillis;
    private String jobState;

    Sampler(
            LastAnswer<JobNumbers> job,
            LastAnswer<Map<String, TableNumbers>> tables,
            List<String> streams,
            Clock clock,
            Feed feed) {
        this.job = job;
        this.tables = tables;
        meters = streams.stream().map(StreamMeter::new).toList();
        this.clock = clock;
        this.feed = feed;
    }

    void sample() {
        feed.add("sample", Json.of(next()));
    }

    Sample next() {
        JobNumbers counted = job.value();
        Sample.Answering jobAnswers = job.answering();
        if (counted != null) {
            jobState = counted.state();
            if (jobAnswers.last() != notedMillis) {
                notedMillis = jobAnswers.last();
                meters.forEach(meter -> meter.note(notedMillis, counted));
            }
        }
        Map<String, TableNumbers> found = tables.value();
        long now = clock.millis();
        Map<String, StreamNumbers> streams = new LinkedHashMap<>();
        for (StreamMeter meter : meters) {
            TableNumbers table = found == null ? null : found.get(meter.stream());
            streams.put(meter.stream(), meter.numbers(now, counted, table));
        }
        return new Sample(now, jobAnswers, jobState, tables.answering(), streams);
    }
}
