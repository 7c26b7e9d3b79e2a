package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the inserts of batches and records how they end. For one thread.
 *
 * <p>Every insert of a batch, including one of missing rows only, has the batch's token and query id. The server remembers tokens per
 * table partition, so the later of two attempts adds nothing, and it rejects an attempt while another one is running.
 */
final class InsertSender {
    private static final Logger LOG = LoggerFactory.getLogger(InsertSender.class);

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final ConsistentReads reads;
    private final TableChangeDetector tableChangeDetector;
    private final BatchRowCheck batchRowCheck;
    private final InFlightInsertFence inFlightInsertFence;

    InsertSender(
            ClickHouseClient client,
            BronzeTable table,
            ConsistentReads reads,
            TableChangeDetector tableChangeDetector,
            BatchRowCheck batchRowCheck,
            InFlightInsertFence inFlightInsertFence) {
        this.client = client;
        this.table = table;
        this.reads = reads;
        this.tableChangeDetector = tableChangeDetector;
        this.batchRowCheck = batchRowCheck;
        this.inFlightInsertFence = inFlightInsertFence;
    }

    /** Sends a whole batch that was never sent before. */
    Future<Long> sendFirst(BatchCommittable batch) throws IOException, InterruptedException {
        return send(batch, new ArrowPayload(batch.content().read()), InsertProgress.firstToken(batch));
    }

    /** Sends missing rows of the batch and waits for the acknowledgement. */
    void insert(InsertProgress progress, ArrowPayload missingRows) throws IOException, InterruptedException {
        progress.sending(missingRows);
        await(send(progress.batch(), missingRows, progress.token()), progress);
    }

    /**
     * Repeats a failed insert unchanged if materialized views read the table. The server feeds the rows to the views even if the table
     * already has them, and deduplicates by token in the table and in the views' targets.
     */
    void repeatForViews(InsertProgress progress) throws IOException, InterruptedException {
        tableChangeDetector.check();
        if (!tableChangeDetector.hasViews()) {
            return;
        }
        if (!inFlightInsertFence.tokensOutliveRetries()) {
            LOG.warn(
                    "Batch {}: its insert failed and is not repeated for materialized views, because table {} remembers too few"
                            + " deduplication tokens. Rows may be missing in the views' targets. ALTER TABLE … MODIFY SETTING"
                            + " non_replicated_deduplication_window = {}",
                    progress.batch().id(),
                    table.name(),
                    TableDdl.DEDUPLICATION_WINDOW);
            return;
        }
        await(send(progress.batch(), progress.lastPayload(), progress.token()), progress);
    }

    /** Waits for the acknowledgement of an insert and returns the number of written rows. */
    long await(Future<Long> response, InsertProgress progress) throws IOException, InterruptedException {
        try {
            long writtenRows = client.await(response);
            progress.acknowledged();
            return writtenRows;
        } catch (RequestFailedException e) {
            reads.forgetReplicas();
            progress.failed();
            if (e.mayStillRun()) {
                progress.mayArriveUntil(inFlightInsertFence.latestEndOfSentInserts());
            }
            throw e;
        }
    }

    private Future<Long> send(BatchCommittable batch, ArrowPayload payload, String token)
            throws IOException, InterruptedException {
        int quorum = reads.quorum();
        String endpoint = client.endpoint();
        boolean hasRowColumn = tableChangeDetector.hasRowColumn(endpoint);
        if (!hasRowColumn) {
            batchRowCheck.requireFirstRows(payload);
        }
        List<String> columns = table.columns(batch.id(), payload, hasRowColumn);
        return client.insert(endpoint, table.name(), columns, payload, token, queryId(table.name(), batch), quorum);
    }

    /**
     * Returns the query id of a batch, the same for every attempt and process. A server rejects a query whose id is in use in any of its
     * databases, and jobs with different databases can have equal batches.
     *
     * @param table quoted, with its database
     */
    static String queryId(String table, BatchCommittable batch) {
        return "arrowgate-" + UUID.nameUUIDFromBytes((table + "/" + batch.id()).getBytes(UTF_8));
    }
}
