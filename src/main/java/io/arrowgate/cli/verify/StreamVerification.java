package io.arrowgate.cli.verify;

import io.arrowgate.stream.StreamDefinition;
import java.time.Clock;
import org.apache.kafka.common.TopicPartition;

/** Verifies one stream: the raw topic is read from end to end, a chunk at a time, beside the table and the Arrow topic. */
final class StreamVerification {
    private final VerifyPlan plan;
    private final StreamDefinition stream;
    private final RawTopic topic;
    private final DeadLetterPlaces letters;
    private final RejectedOffsets rejected;
    private final VerifyProgress progress;
    private final SideLog tableLog = new SideLog();
    private final SideLog arrowLog = new SideLog();
    private long records;
    private long done;

    StreamVerification(
            VerifyPlan plan,
            StreamDefinition stream,
            RawTopic topic,
            DeadLetterPlaces letters,
            RejectedOffsets rejected,
            VerifyProgress progress) {
        this.plan = plan;
        this.stream = stream;
        this.topic = topic;
        this.letters = letters;
        this.rejected = rejected;
        this.progress = progress;
    }

    StreamReport run() throws Exception {
        EarlierRows earlier = new EarlierRows(stream);
        try (Table table = new Table(plan.clickHouse(), stream, topic.topicId());
                ArrowScan scan = new ArrowScan(plan.kafka(), stream, topic, plan.deep(), earlier, arrowLog)) {
            ArrowCoverage arrow = scan.run((read, total) -> progress.at(stream.name(), "Arrow topic", read, total));
            AbsentDays absent = AbsentDays.of(
                    stream,
                    table,
                    plan.clickHouse().database(),
                    Clock.systemUTC().instant());
            TableCheck check = new TableCheck(
                    stream, table, topic, plan.deep(), absent, rejected, table.archived(), earlier, tableLog);
            for (var window : topic.windows().entrySet()) {
                walk(window.getKey(), window.getValue(), check, arrow);
            }
            StrayRows strays = new StrayRows(plan.kafka(), table, topic);
            strays.find(tableLog);
            return new StreamReport(
                    topic.topicId(),
                    records,
                    check.deadLetters(),
                    tableLog.report(),
                    arrowLog.report(),
                    strays.otherTopics());
        }
    }

    private void walk(int partition, RawTopic.Window window, TableCheck table, ArrowCoverage arrow) throws Exception {
        DeadLetterPlaces.Places places = letters.of(topic.name(), partition);
        try (RawCursor cursor = new RawCursor(plan.kafka(), new TopicPartition(topic.name(), partition), window)) {
            RawChunk chunk = RawChunk.read(cursor, partition, window.begin(), window.end());
            while (chunk != null) {
                table.check(chunk, places);
                arrow.check(chunk, places);
                records += chunk.records().size();
                done += chunk.end() - chunk.begin();
                progress.at(stream.name(), "table", done, topic.offsets());
                chunk = RawChunk.read(cursor, partition, chunk.end(), window.end());
            }
        }
    }
}
