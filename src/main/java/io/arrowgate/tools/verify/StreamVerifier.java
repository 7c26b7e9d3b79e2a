package io.arrowgate.tools.verify;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.compare.ArrowCoverage;
import io.arrowgate.tools.verify.compare.ArrowTopicScan;
import io.arrowgate.tools.verify.compare.EarlierVersionRows;
import io.arrowgate.tools.verify.compare.RemovedDays;
import io.arrowgate.tools.verify.compare.RowsBeforeColumnAdded;
import io.arrowgate.tools.verify.compare.StrayRowFinder;
import io.arrowgate.tools.verify.compare.TableComparison;
import io.arrowgate.tools.verify.compare.VerifiedTable;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicCursor;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RejectedRows;
import java.time.Clock;
import org.apache.kafka.common.TopicPartition;

/** Verifies one stream: reads the raw topic chunk by chunk and compares each chunk with the table and the Arrow topic. */
final class StreamVerifier {
    private final VerifyPlan plan;
    private final StreamDefinition stream;
    private final RawTopicRange topic;
    private final DeadLetterOffsets deadLetters;
    private final RejectedRows rejected;
    private final VerifyProgress progress;
    private final SideReportBuilder tableLog = new SideReportBuilder();
    private final SideReportBuilder arrowLog = new SideReportBuilder();
    private long records;
    private long done;

    StreamVerifier(
            VerifyPlan plan,
            StreamDefinition stream,
            RawTopicRange topic,
            DeadLetterOffsets deadLetters,
            RejectedRows rejected,
            VerifyProgress progress) {
        this.plan = plan;
        this.stream = stream;
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.rejected = rejected;
        this.progress = progress;
    }

    StreamVerifyReport run() throws Exception {
        RowsBeforeColumnAdded earlier = new RowsBeforeColumnAdded(stream);
        EarlierVersionRows earlierVersion = new EarlierVersionRows();
        try (VerifiedTable table = new VerifiedTable(plan.clickHouse(), stream, topic.topicId());
                ArrowTopicScan scan = new ArrowTopicScan(
                        plan.kafka(), stream, topic, plan.deep(), earlier, earlierVersion, arrowLog)) {
            ArrowCoverage arrow = scan.run((read, total) -> progress.at(stream.name(), "Arrow topic", read, total));
            RemovedDays absent = RemovedDays.of(
                    stream,
                    table,
                    plan.clickHouse().database(),
                    Clock.systemUTC().instant());
            TableComparison check = new TableComparison(
                    stream,
                    table,
                    topic,
                    plan.deep(),
                    absent,
                    rejected,
                    table.archived(),
                    earlier,
                    earlierVersion,
                    tableLog);
            for (var window : topic.windows().entrySet()) {
                walk(window.getKey(), window.getValue(), check, arrow);
            }
            StrayRowFinder strays = new StrayRowFinder(plan.kafka(), table, topic);
            strays.find(tableLog);
            return new StreamVerifyReport(
                    topic.topicId(),
                    records,
                    check.deadLetters(),
                    tableLog.report(),
                    arrowLog.report(),
                    strays.otherTopics());
        }
    }

    private void walk(int partition, RawTopicRange.Window window, TableComparison table, ArrowCoverage arrow)
            throws Exception {
        DeadLetterOffsets.InPartition inPartition = deadLetters.of(topic.name(), partition);
        try (RawTopicCursor cursor =
                new RawTopicCursor(plan.kafka(), new TopicPartition(topic.name(), partition), window)) {
            RawRecordChunk chunk = RawRecordChunk.read(cursor, partition, window.begin(), window.end());
            while (chunk != null) {
                table.check(chunk, inPartition);
                arrow.check(chunk, inPartition);
                records += chunk.records().size();
                done += chunk.end() - chunk.begin();
                progress.at(stream.name(), "table", done, topic.offsets());
                chunk = RawRecordChunk.read(cursor, partition, chunk.end(), window.end());
            }
        }
    }
}
