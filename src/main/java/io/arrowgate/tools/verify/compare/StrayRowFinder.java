package io.arrowgate.tools.verify.compare;

import static java.util.stream.Collectors.joining;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.OffsetRangeCollector;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds rows of a table that cannot come from the raw topic: of other topics, other partitions or beyond its end. */
public final class StrayRowFinder {
    private final KafkaSettings kafka;
    private final VerifiedTable verifiedTable;
    private final RawTopicRange topic;

    public StrayRowFinder(KafkaSettings kafka, VerifiedTable verifiedTable, RawTopicRange topic) {
        this.kafka = kafka;
        this.verifiedTable = verifiedTable;
        this.topic = topic;
    }

    /** Counts the rows of other topic ids. */
    public Map<String, Long> otherTopics() throws Exception {
        Map<String, Long> others = new TreeMap<>();
        String sql = "SELECT toString(`_topic_id`) AS t, count() AS n FROM %s WHERE `_topic_id` != '%s' GROUP BY t"
                .formatted(verifiedTable.name(), topic.topicId());
        for (String[] row : verifiedTable.texts(sql)) {
            others.put(row[0], Long.valueOf(row[1]));
        }
        return others;
    }

    /** Reports the rows at positions that the topic never had. */
    public void find(SideReportBuilder log) throws Exception {
        List<String[]> suspects = suspects(present());
        if (suspects.isEmpty()) {
            return;
        }
        // A running job may have written rows of records newer than the plan.
        RawTopicRange now = present();
        for (String[] row : suspects) {
            int partition = Integer.parseInt(row[0]);
            long offset = Long.parseLong(row[1]);
            RawTopicRange.Window window = now.windows().get(partition);
            if (partition < 0 || offset < 0) {
                String place = partition + ":" + offset;
                log.altered(List.of(new AlteredCell(partition, offset, 0, "_partition, _offset", "0 or above", place)));
            } else if (window == null || offset >= window.end()) {
                log.add(Finding.OUTSIDE, partition, offset);
            }
        }
    }

    private RawTopicRange present() throws Exception {
        return RawTopicRange.find(kafka, topic.name(), VerifyPoint.OPEN, VerifyPoint.OPEN);
    }

    private List<String[]> suspects(RawTopicRange present) throws Exception {
        String places = present.windows().entrySet().stream()
                .map(window -> "(`_partition` = %d AND `_offset` >= 0 AND `_offset` < %d)"
                        .formatted(window.getKey(), window.getValue().end()))
                .collect(joining(" OR "));
        return verifiedTable.texts(
                "SELECT `_partition` AS p, `_offset` AS o FROM %s WHERE `_topic_id` = '%s' AND NOT (%s) ORDER BY p, o LIMIT %d"
                        .formatted(verifiedTable.name(), topic.topicId(), places, OffsetRangeCollector.MAX_RANGES));
    }
}
