package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.BatchCapacity;
import io.arrowgate.batch.arrow.ColumnLimits;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that streams of many columns fit the default memory of a subtask. */
class WideStreamTest {
    private static final long ARROW_MEMORY = 256L << 20;

    private final Random random = new Random(1);

    /** Covers compressible values, which fill the vectors, and noise, which fills a message and is split. */
    @ParameterizedTest
    @CsvSource({"float64, false", "float64, true", "string, true", "dictionary, true"})
    void thousandColumnsFitTheMemoryOfASubtask(String type, boolean noise) throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(wide(type, 1_000), settings(ARROW_MEMORY))) {
            fill(batch, type, 1_000, noise);
            int rows = batch.rows();

            assertThat(batch.drain().stream().mapToInt(MicroBatch::rows).sum()).isEqualTo(rows);

            // Four such streams in two slots have 1 GB in flink-conf.
            assertThat(batch.peakBytes()).isLessThan(ARROW_MEMORY / 2);
        }
    }

    /** Puts long texts into one column after the other; none keeps memory that others need. */
    @Test
    void longTextsInOneColumnAfterTheOtherFitTheMemoryOfASubtask() throws Exception {
        int columns = 36;
        try (TestBatchBuilder batch = new TestBatchBuilder(wide("string", columns), settings(ARROW_MEMORY))) {
            String text = "x".repeat(400_000);
            for (int column = 0; column < columns; column++) {
                for (int row = 0; !batch.isFull() && !batch.isAtSizeLimit(); row++) {
                    batch.append(
                            0, row, "{\"id\":\"a\",\"ts\":1714521600,\"c%d\":\"%d%s\"}".formatted(column, row, text));
                }
                batch.drain();
            }
            assertThat(batch.peakBytes()).isLessThan(ARROW_MEMORY);
        }
    }

    @Test
    void streamOfOrdinaryWidthHasRoomForMaxRows() throws Exception {
        assertThat(BatchCapacity.of(wide("float64", 10), settings(ARROW_MEMORY)).rows())
                .isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "string", "dictionary", "boolean"})
    void thousandColumnsPassTheCheckWithDefaultSettings(String type) throws Exception {
        assertThatCode(() -> ColumnLimits.check(wide(type, 1_000), settings(ARROW_MEMORY)))
                .doesNotThrowAnyException();
    }

    @Test
    void tooLittleArrowMemoryForTheColumnsNamesTheSetting() {
        assertThatThrownBy(() -> ColumnLimits.check(wide("float64", 1_000), settings(1 << 20)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("batch.arrow-memory: '1 mb' has room for 8 rows of stream 'wide', which has 1002 columns;"
                        + " give 8 mb or more");
    }

    @Test
    void schemaThatFillsTheMessagesNamesTheSetting() {
        assertThatThrownBy(() -> ColumnLimits.check(wide("float64", 5_000), settings(ARROW_MEMORY)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("batch.max-bytes: '900 kb' is too little for stream 'wide'")
                .hasMessageContaining("5002 columns");
    }

    private void fill(TestBatchBuilder batch, String type, int columns, boolean noise) throws Exception {
        String[] records = new String[20];
        for (int i = 0; i < records.length; i++) {
            records[i] = record(type, columns, noise);
        }
        for (int row = 0; !batch.isFull() && !batch.isAtSizeLimit(); row++) {
            batch.append(0, row, records[row % records.length]);
        }
    }

    private String record(String type, int columns, boolean noise) {
        StringBuilder json = new StringBuilder("{\"id\":\"a\",\"ts\":1714521600");
        for (int i = 0; i < columns; i++) {
            json.append(",\"c").append(i).append("\":").append(value(type, noise));
        }
        return json.append('}').toString();
    }

    private String value(String type, boolean noise) {
        return switch (type) {
            case "boolean" -> String.valueOf(noise && random.nextBoolean());
            case "int32" -> String.valueOf(noise ? random.nextInt() : 1);
            case "float64" -> String.valueOf(noise ? random.nextDouble() : 1.5);
            default -> '"' + (noise ? Long.toHexString(random.nextLong()) : "same") + '"';
        };
    }

    private static BatchSettings settings(long arrowMemory) {
        return new BatchSettings(100_000, Duration.ofSeconds(1), 900 << 10, 32, arrowMemory);
    }

    private static StreamDefinition wide(String type, int columns) throws Exception {
        StringBuilder yaml = new StringBuilder("""
                name: wide
                format: json
                event-time: {column: ts}
                series-key: [id]
                columns:
                  - {name: id, type: string, required: true}
                  - {name: ts, type: timestamp, required: true}
                """);
        for (int i = 0; i < columns; i++) {
            yaml.append("  - {name: c%d, type: %s}%n"
                    .formatted(i, type.equals("dictionary") ? "string, dictionary: true" : type));
        }
        return BatchFixtures.stream(yaml.toString());
    }
}
