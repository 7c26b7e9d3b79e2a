package io.arrowgate.view.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplerTest {
    /** Goes on when it is told to. */
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
    private final LastAnswer<JobNumbers> job = new LastAnswer<>("Flink", clock);
    private final LastAnswer<Map<String, TableNumbers>> tables = new LastAnswer<>("ClickHouse", clock);
    private final Feed feed = new Feed(10);
    private final Sampler sampler = new Sampler(job, tables, List.of("sensors"), clock, feed);

    private static JobNumbers counted(double rows, double bytes, double letters) {
        return new JobNumbers(
                "RUNNING",
                Map.of("sensors", Map.of("rows", rows, "encodedBytes", bytes, "deadLetters", letters, "batches", 2.0)));
    }

    private StreamNumbers numbers() {
        return sampler.next().streams().get("sensors");
    }

    @Test
    void numbersComeFromTheJobsCountersAndTheTable() {
        job.is(counted(1_000, 20_000, 0));
        numbers();
        clock.millis += 2_000;
        job.is(counted(3_000, 50_000, 100));
        tables.is(Map.of("sensors", new TableNumbers(2_500, clock.millis - 700)));
        clock.millis += 100;
        assertThat(numbers())
                .isEqualTo(new StreamNumbers(1_050.0, null, 2_500L, 800L, 2L, 3_000L, 50_000L, 15.0, 100L));
    }

    @Test
    void whatNobodyHasToldIsNull() throws Exception {
        sampler.sample();
        assertThat(feed.after(0, Duration.ZERO)).extracting(Feed.Event::data).containsExactly("""
                {"time":1000000,"job":{"now":false,"last":0},"jobState":null,"clickHouse":{"now":false,"last":0},"streams":\
                {"sensors":{"eventsPerSecond":null,"lag":null,"rows":null,"freshMillis":null,"batches":null,"batchRows":null,\
                "batchBytes":null,"bytesPerRow":null,"deadLetters":null}}}""");
    }

    @Test
    void aServerThatFailsIsAwayAndIsBackWithItsNextAnswer() {
        tables.is(Map.of("sensors", new TableNumbers(5, clock.millis)));
        clock.millis += 1_000;
        tables.failed(new IOException("refused"));
        assertThat(sampler.next().clickHouse()).isEqualTo(new Sample.Answering(false, 1_000_000));
        assertThat(numbers().rows()).isNull();
        tables.is(Map.of("sensors", new TableNumbers(6, clock.millis)));
        assertThat(sampler.next().clickHouse()).isEqualTo(new Sample.Answering(true, 1_001_000));
        assertThat(numbers().rows()).isEqualTo(6);
    }

    @Test
    void aServerThatDoesNotAnswerForSecondsIsAway() {
        job.is(counted(0, 0, 0));
        clock.millis += 14_999;
        assertThat(sampler.next().job().now()).isTrue();
        clock.millis += 1;
        assertThat(sampler.next().job().now()).isFalse();
        assertThat(sampler.next().jobState()).isEqualTo("RUNNING");
        assertThat(numbers().batches()).isNull();
    }

    @Test
    void anEmptyTableIsNeitherFreshNorStale() {
        tables.is(Map.of("sensors", new TableNumbers(0, 0)));
        assertThat(numbers().freshMillis()).isNull();
        assertThat(numbers().rows()).isZero();
    }
}
