package io.arrowgate.cli.verify;

import static java.util.stream.Collectors.joining;

import io.arrowgate.config.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the rows of a table that cannot come from the raw topic: other topics', other partitions', beyond the end. */
final class StrayRows {
    private final KafkaSettings kafka;
    private final Table table;
    private final RawTopic topic;

    StrayRows(KafkaSettings kafka, Table table, RawTopic topic) {
        this.kafka = kafka;
        this.table = table;
        this.topic = topic;
    }

    /** Rows by topic ids other than the raw topic's. */
    Map<String, Long> otherTopics() throws Exception {
        Map<String, Long> others = new TreeMap<>();
        String sql = "SELECT toString(`_topic_id`) AS t, count() AS n FROM %s WHERE `_topic_id` != '%s' GROUP BY t"
                .formatted(table.name(), topic.topicId());
        for (String[] row : table.texts(sql)) {
            others.put(row[0], Long.valueOf(row[1]));
        }
        return others;
    }

    /** Logs the rows at places that the topic has never had. */
    void find(SideLog log) throws Exception {
        List<String[]> suspects = suspects(present());
        if (suspects.isEmpty()) {
            return;
        }
        // A running job may have written rows of records that came after the first look.
        RawTopic now = present();
        for (String[] row : suspects) {
            int partition = Integer.parseInt(row[0]);
            long offset = Long.parseLong(row[1]);
            RawTopic.Window window = now.windows().get(partition);
            if (partition < 0 || offset < 0) {
                String place = partition + ":" + offset;
                log.altered(List.of(new AlteredRow(partition, offset, "_partition, _offset", "0 or above", place)));
            } else if (window == null || offset >= window.end()) {
                log.add(Finding.OUTSIDE, partition, offset);
            }
        }
    }

    private RawTopic present() throws Exception {
        return RawTopic.find(kafka, topic.name(), VerifyPoint.OPEN, VerifyPoint.OPEN);
    }

    private List<String[]> suspects(RawTopic present) throws Exception {
        String places = present.windows().entrySet().stream()
                .map(window -> "(`_partition` = %d AND `_offset` >= 0 AND `_offset` < %d)"
                        .formatted(window.getKey(), window.getValue().end()))
                .collect(joining(" OR "));
        return table.texts(
                "SELECT `_partition` AS p, `_offset` AS o FROM %s WHERE `_topic_id` = '%s' AND NOT (%s) ORDER BY p, o LIMIT %d"
                        .formatted(table.name(), topic.topicId(), places, OffsetLog.MAX_RANGES));
    }
}
