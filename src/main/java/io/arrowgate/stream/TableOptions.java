package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.DefinitionChecks;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes the ClickHouse table of a stream.
 *
 * @param table its name; the stream's by default
 * @param orderBy leading columns of the sorting key; the series key and the event time by default. The row identity is
 *     always appended
 * @param partitionBy a ClickHouse expression of names, numbers, texts, calls and arithmetic; by default the event time's day (UTC)
 * @param ttl how long after its event time a row is kept; null for no limit
 * @param ttlVolume the volume that rows move to when {@code ttl} is over; null deletes them
 * @param storagePolicy of the table; null for the server's default
 */
public record TableOptions(
        String table, List<String> orderBy, String partitionBy, Duration ttl, String ttlVolume, String storagePolicy)
        implements Serializable {

    public TableOptions(
            @JsonProperty("table") String table,
            @JsonProperty("order-by") List<String> orderBy,
            @JsonProperty("partition-by") String partitionBy,
            @JsonProperty("ttl") Duration ttl,
            @JsonProperty("ttl-volume") String ttlVolume,
            @JsonProperty("storage-policy") String storagePolicy) {
        this.table = table;
        this.orderBy = List.copyOf(orElse(orderBy, List.of()));
        this.partitionBy = partitionBy;
        this.ttl = ttl;
        this.ttlVolume = ttlVolume;
        this.storagePolicy = storagePolicy;
        if (table != null) {
            DefinitionChecks.tableName("clickhouse.table", table);
        }
        if (partitionBy != null) {
            SqlExpressionValidator.checked("clickhouse.partition-by", partitionBy);
        }
        check(ttl == null || ttl.toSeconds() > 0, "clickhouse.ttl", ttl, "is less than a second");
        check(ttlVolume == null || ttl != null, "clickhouse.ttl-volume", ttlVolume, "needs a ttl");
    }

    TableOptions withTable(String name) {
        return new TableOptions(name, orderBy, partitionBy, ttl, ttlVolume, storagePolicy);
    }

    TableOptions withDefaults(String stream, List<String> seriesKey, String eventTime) {
        List<String> order = orderBy;
        if (order.isEmpty()) {
            order = new ArrayList<>(seriesKey);
            order.add(eventTime);
        }
        return new TableOptions(
                orElse(table, stream),
                order,
                orElse(partitionBy, "toYYYYMMDD(`%s`)".formatted(eventTime)),
                ttl,
                ttlVolume,
                storagePolicy);
    }
}
