package io.arrowgate.tools.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.live.sample.JobCounters;
import io.arrowgate.tools.live.sample.LatestResponse;
import io.arrowgate.tools.live.sample.LiveSample;
import io.arrowgate.tools.live.sample.StreamStats;
import io.arrowgate.tools.live.sample.TableStats;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSamplerTest {
    /** Advances on request. */
    private static final class HandClock extends Clock {
        private long millis = 1_000_000;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }

    private final HandClock clock = new HandClock();
    private final LatestResponse<JobCounters> job = new LatestResponse<>("Flink", clock);
    private final LatestResponse<Map<String, TableStats>> tables = new LatestResponse<>("ClickHouse", clock);
    private final EventFeed eventFeed = new EventFeed(10);
    private final LiveSampler liveSampler = new LiveSampler(job, tables, List.of("sensors"), clock, eventFeed);

    private static JobCounters counted(double rows, double bytes, double letters) {
        return new JobCounters(
                "RUNNING",
                "",
                "http://flink/failures",
                Map.of("sensors", Map.of("rows", rows, "encodedBytes", bytes, "deadLetters", letters, "batches", 2.0)));
    }

    private StreamStats numbers() {
        return liveSampler.next().streams().get("sensors");
    }

    @Test
    void statisticsCombineJobCountersAndTable() {
        job.update(counted(1_000, 20_000, 0));
        numbers();
        clock.millis += 2_000;
        job.update(counted(3_000, 50_000, 100));
        tables.update(Map.of("sensors", new TableStats(2_500, clock.millis - 700)));
        clock.millis += 100;
        assertThat(numbers())
                .isEqualTo(new StreamStats(
                        1_050.0, null, 2_500L, 1_001_300L, 100L, 2L, 3_000L, 50_000L, null, 15.0, 100L));
    }

    @Test
    void reportLagStaysWhileTheJobIsUnavailable() {
        job.update(new JobCounters("RUNNING", "", "", Map.of("", Map.of("reportLagSeconds", 12.5))));
        assertThat(liveSampler.next().reportLagSeconds()).isEqualTo(12.5);
        job.failed(new IOException("refused"));
        assertThat(liveSampler.next().reportLagSeconds()).isEqualTo(12.5);
    }

    @Test
    void unknownValuesAreNull() throws Exception {
        liveSampler.sample();
        assertThat(eventFeed.after(0, Duration.ZERO))
                .extracting(EventFeed.Event::data)
                .containsExactly("""
                {"time":1000000,"job":{"now":false,"last":0},"jobState":null,"jobFailure":null,"jobFailuresUrl":null,"reportLagSeconds":null,"clickHouse":{"now":false,"last":0},"streams":\
                {"sensors":{"eventsPerSecond":null,"lag":null,"rows":null,"newestMillis":null,"freshMillis":null,"batches":null,"batchRows":null,\
                "batchBytes":null,"rowsPerBatch":null,"bytesPerRow":null,"deadLetters":null}}}""");
    }

    @Test
    void failedServerIsUnavailableUntilItsNextResponse() {
        tables.update(Map.of("sensors", new TableStats(5, clock.millis)));
        clock.millis += 1_000;
        tables.failed(new IOException("refused"));
        assertThat(liveSampler.next().clickHouse()).isEqualTo(new LiveSample.ServerStatus(false, 1_000_000));
        assertThat(numbers().rows()).isNull();
        tables.update(Map.of("sensors", new TableStats(6, clock.millis)));
        assertThat(liveSampler.next().clickHouse()).isEqualTo(new LiveSample.ServerStatus(true, 1_001_000));
        assertThat(numbers().rows()).isEqualTo(6);
    }

    @Test
    void serverWithoutRecentResponseIsUnavailable() {
        job.update(counted(0, 0, 0));
        clock.millis += 44_999;
        assertThat(liveSampler.next().job().now()).isTrue();
        clock.millis += 1;
        assertThat(liveSampler.next().job().now()).isFalse();
        assertThat(liveSampler.next().jobState()).isEqualTo("RUNNING");
        assertThat(numbers().batches()).isNull();
    }

    @Test
    void emptyTableHasNoFreshness() {
        tables.update(Map.of("sensors", new TableStats(0, 0)));
        assertThat(numbers().freshMillis()).isNull();
        assertThat(numbers().rows()).isZero();
    }
}
