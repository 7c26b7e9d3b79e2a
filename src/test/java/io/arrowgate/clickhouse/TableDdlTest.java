package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The tables' exact text: what is in it is frozen by the first table that anyone has. */
class TableDdlTest {
    @Test
    void sensors() {
        assertThat(TableDdl.createTable("arrowgate", StreamDefinitions.builtIn("sensors")))
                .isEqualTo("""
                        CREATE TABLE IF NOT EXISTS `arrowgate`.`sensors`
                        (
                            `device` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
                            `ts` DateTime64(6, 'UTC') COMMENT 'event time' CODEC(DoubleDelta, ZSTD(1)),
                            `cpu_used` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
                            `cpu_free` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
                            `memory_used` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
                            `memory_free` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
                            `run_elapsed_ms` Nullable(Int32) COMMENT 'unit: ms' CODEC(Delta, ZSTD(1)),
                            `_topic_id` LowCardinality(String) COMMENT 'Kafka\\'s id of the raw topic: a \
                        topic that was deleted and made again is another one' CODEC(ZSTD(1)),
                            `_partition` Int32 COMMENT 'partition of the raw record' CODEC(Delta, ZSTD(1)),
                            `_offset` Int64 COMMENT 'offset of the raw record' CODEC(Delta, ZSTD(1)),
                            `_ingested_at` DateTime64(3, 'UTC') COMMENT 'the raw record\\'s own timestamp' \
                        CODEC(Delta, ZSTD(1)),
                            PROJECTION row_identity (SELECT `_topic_id`, `_partition`, `_offset`, `ts` ORDER \
                        BY `_topic_id`, `_partition`, `_offset`),
                            PROJECTION high_water (SELECT `_topic_id`, `_partition`, max(`_offset`) GROUP BY \
                        `_topic_id`, `_partition`)
                        )
                        ENGINE = ReplacingMergeTree
                        PARTITION BY toYYYYMMDD(`ts`)
                        ORDER BY (`device`, `ts`, `_topic_id`, `_partition`, `_offset`)
                        SETTINGS non_replicated_deduplication_window = 10000, \
                        deduplicate_merge_projection_mode = 'rebuild'
                        COMMENT 'Created by Arrowgate'""");
    }

    @Test
    void turnstiles() {
        assertThat(TableDdl.createTable("arrowgate", StreamDefinitions.builtIn("turnstiles")))
                .isEqualTo("""
                        CREATE TABLE IF NOT EXISTS `arrowgate`.`turnstiles`
                        (
                            `CA` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
                            `UNIT` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
                            `SCP` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
                            `STATION` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
                            `LINENAME` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
                            `DIVISION` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
                            `event_time` DateTime64(6, 'UTC') COMMENT 'event time' CODEC(DoubleDelta, \
                        ZSTD(1)),
                            `DATE` Date32 COMMENT 'calendar date, America/New_York' CODEC(Delta, ZSTD(1)),
                            `TIME` LowCardinality(String) CODEC(ZSTD(1)),
                            `DESC` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
                            `ENTRIES` Int64 COMMENT 'cumulative register: traffic is the difference of two \
                        readings' CODEC(Delta, ZSTD(1)),
                            `EXITS` Int64 COMMENT 'cumulative register: traffic is the difference of two \
                        readings' CODEC(Delta, ZSTD(1)),
                            `ID` Nullable(String) CODEC(ZSTD(1)),
                            `TIMESTAMP` Nullable(DateTime64(6, 'UTC')) CODEC(Delta, ZSTD(1)),
                            `_topic_id` LowCardinality(String) COMMENT 'Kafka\\'s id of the raw topic: a \
                        topic that was deleted and made again is another one' CODEC(ZSTD(1)),
                            `_partition` Int32 COMMENT 'partition of the raw record' CODEC(Delta, ZSTD(1)),
                            `_offset` Int64 COMMENT 'offset of the raw record' CODEC(Delta, ZSTD(1)),
                            `_ingested_at` DateTime64(3, 'UTC') COMMENT 'the raw record\\'s own timestamp' \
                        CODEC(Delta, ZSTD(1)),
                            PROJECTION row_identity (SELECT `_topic_id`, `_partition`, `_offset`, \
                        `event_time` ORDER BY `_topic_id`, `_partition`, `_offset`),
                            PROJECTION high_water (SELECT `_topic_id`, `_partition`, max(`_offset`) GROUP BY \
                        `_topic_id`, `_partition`)
                        )
                        ENGINE = ReplacingMergeTree
                        PARTITION BY toYYYYMMDD(`event_time`)
                        ORDER BY (`CA`, `UNIT`, `SCP`, `event_time`, `_topic_id`, `_partition`, `_offset`)
                        SETTINGS non_replicated_deduplication_window = 10000, \
                        deduplicate_merge_projection_mode = 'rebuild'
                        COMMENT 'Created by Arrowgate'""");
    }

    @Test
    void ttlDeletes() throws IOException {
        assertThat(TableDdl.createTable("db", streamWith("{ttl: P30D}")))
                .contains("\nTTL toDateTime(`t`) + toIntervalSecond(2592000) DELETE\nSETTINGS ");
    }

    @Test
    void ttlMovesToAVolume() throws IOException {
        assertThat(TableDdl.createTable("db", streamWith("{ttl: PT1H, ttl-volume: cold}")))
                .contains("\nTTL toDateTime(`t`) + toIntervalSecond(3600) TO VOLUME 'cold'\nSETTINGS ");
    }

    @Test
    void tableSortingKeyAndPartitionsAreTheDefinitionsChoice() throws IOException {
        assertThat(TableDdl.createTable("db", streamWith("{table: mine, order-by: [t], partition-by: toYYYYMM(t)}")))
                .startsWith("CREATE TABLE IF NOT EXISTS `db`.`mine`\n")
                .contains("\nPARTITION BY toYYYYMM(t)\nORDER BY (`t`, `_topic_id`, `_partition`, `_offset`)\n");
    }

    @Test
    void namesAndTextsCannotEndTheirQuotes() {
        assertThat(Sql.name("a`b\\c")).isEqualTo("`a\\`b\\\\c`");
        assertThat(Sql.text("it's \\")).isEqualTo("'it\\'s \\\\'");
    }

    static StreamDefinition streamWith(String clickhouse) throws IOException {
        String yaml = """
                name: s
                format: json
                event-time: {column: t}
                series-key: [k]
                clickhouse: %s
                columns:
                  - {name: k, type: string, required: true}
                  - {name: t, type: timestamp, required: true}
                """.formatted(clickhouse);
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "test");
    }
}
