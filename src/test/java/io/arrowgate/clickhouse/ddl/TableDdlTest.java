package io.arrowgate.clickhouse.ddl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TableDdlTest {
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
                .contains("\nPARTITION BY toYYYYMM(t)\nORDER BY (`t`, `_topic_id`, `_partition`, `_offset`, `_row`)\n");
    }

    @Test
    void namesAndTextsCannotEndTheirQuotes() {
        assertThat(SqlQuoting.name("a`b\\c")).isEqualTo("`a\\`b\\\\c`");
        assertThat(SqlQuoting.text("it's \\")).isEqualTo("'it\\'s \\\\'");
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
