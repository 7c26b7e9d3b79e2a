package io.arrowgate.tools.chaos.check;

import io.arrowgate.archive.RowDigest;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.config.JobSettings;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares raw topics with tables by the count and the hash sum of all rows, with and without FINAL if the engine supports it.
 * The hash covers each row's text and identity. Rows of a dropped table count unless the recreated one has them too.
 */
public final class RowComparison {
    private static final SqlTemplate EVENTS = SqlTemplate.resource("tools/chaos/events");
    private static final SqlTemplate DIFFERENCES = SqlTemplate.resource("tools/chaos/row_differences");
    private static final int EXAMPLES = 20;
    private static final String DEAD_LETTERS = "chaos_dead_letters";

    private final JobSettings settings;
    private final boolean plainTables;
    private final UndroppedTables dropped;

    /**
     * @param settings that reach Kafka and ClickHouse directly, without a proxy
     * @param plainTables whether the tables' engine is MergeTree, which does not support FINAL
     */
    public RowComparison(JobSettings settings, boolean plainTables) {
        this.settings = settings;
        this.plainTables = plainTables;
        dropped = new UndroppedTables(settings.clickHouse());
    }

    /** Copies the topics into tables of the job's database and returns the outcome for each stream. */
    public Map<String, StreamOutcome> compare() throws Exception {
        RawTopicCopy copy = new RawTopicCopy(settings);
        copy.copyDeadLetters(table(DEAD_LETTERS));
        Map<String, StreamOutcome> outcomes = new LinkedHashMap<>();
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            for (RowTextExpressions texts : RowTextExpressions.all()) {
                dropped.undrop(queries, texts.stream());
                copy.copyRawTopic(texts.stream(), raw(texts));
                outcomes.put(texts.stream(), outcome(queries, texts));
            }
        }
        return outcomes;
    }

    private StreamOutcome outcome(ClickHouseJdbcSession queries, RowTextExpressions texts) throws SQLException {
        String ofStream = "FROM %s WHERE v = '%s'".formatted(table(DEAD_LETTERS), texts.stream());
        String events = "(" + events(texts, raw(texts)) + ")";
        String undecodable = "FROM %s WHERE NOT (%s)".formatted(events, texts.decodable());
        RowDigest rows = RowDigest.of(queries, texts.ofRow(), dropped.all(texts.stream(), ""));
        return new StreamOutcome(
                queries.number("SELECT count() FROM " + raw(texts)),
                queries.number("SELECT count() FROM " + events),
                RowDigest.of(queries, texts.ofEvent(), events + " WHERE " + texts.decodable()),
                rows,
                plainTables ? rows : RowDigest.of(queries, texts.ofRow(), dropped.all(texts.stream(), "FINAL")),
                RowDigest.of(queries, "toString((p, o, d))", "(SELECT p, o, d " + undecodable + ")"),
                RowDigest.of(queries, "toString((p, o, d))", "(SELECT p, o, d " + ofStream + ")"),
                dropped.countOnlyInDropped(queries, texts.stream(), "_partition, _offset, _row"),
                dropped.countOnlyInDropped(queries, texts.stream(), "_partition, _offset"));
    }

    /** Returns an operand of FROM with all rows of a stream, those of a dropped table included. */
    public String rows(String stream) {
        return dropped.all(stream, "");
    }

    /** Returns the first few events whose row is missing, duplicated or altered. */
    public List<String> differences(String stream) throws SQLException {
        RowTextExpressions texts = RowTextExpressions.all().stream()
                .filter(one -> one.stream().equals(stream))
                .findFirst()
                .orElseThrow();
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            String sql = differences(texts, raw(texts), dropped.all(stream, ""));
            return queries.rows(sql).stream().map(row -> (String) row.get("d")).toList();
        }
    }

    public static String events(RowTextExpressions texts, String raw) {
        return EVENTS.with("events", texts.events()).with("raw", raw).render();
    }

    public static String differences(RowTextExpressions texts, String raw, String rows) {
        return DIFFERENCES
                .with("event_text", texts.ofEvent())
                .with("events", events(texts, raw))
                .with("decodable", texts.decodable())
                .with("row_text", texts.ofRow())
                .with("rows", rows)
                .with("limit", String.valueOf(EXAMPLES))
                .render();
    }

    private String raw(RowTextExpressions texts) {
        return table("chaos_raw_" + texts.stream());
    }

    private String table(String name) {
        return "`%s`.`%s`".formatted(settings.clickHouse().database(), name);
    }
}
