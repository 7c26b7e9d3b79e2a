package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.TableMismatchException;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recreates a stream's table that is dropped while the job runs, if the job created it and it certainly does not exist any more: no
 * replica has a table with its UUID. A renamed table still has its UUID, so the job waits until it is renamed back. For one thread.
 */
public final class TableRecreator implements MissingTableHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TableRecreator.class);

    private final ClickHouseClient client;
    private final ClickHouseSettings settings;
    private final StreamDefinition stream;
    private final String database;
    private final String name;
    private TableSchema.Identity known;

    public TableRecreator(ClickHouseClient client, ClickHouseSettings settings, StreamDefinition stream) {
        this.client = client;
        this.settings = settings;
        this.stream = stream;
        database = SqlQuoting.text(settings.database());
        name = SqlQuoting.text(stream.clickhouse().table());
    }

    @Override
    public void refresh(TableSchema table) {
        known = table.identity().orElse(known);
    }

    @Override
    public void tableFound() throws RequestFailedException, InterruptedException {
        if (known == null) {
            String query =
                    TableSchema.query(settings.database(), stream.clickhouse().table());
            refresh(client.query(query, TableSchema::decode));
        }
    }

    @Override
    public String handle(RequestFailedException failure) throws RequestFailedException, InterruptedException {
        if (known == null || !known.hasUuid()) {
            return failure.messageWithRemedy();
        }
        String[] left = lines(("SELECT concat(toString(count()), '\\n', any(concat(database, '.', name))) FROM %s"
                        + " WHERE %s = '%s' OR database = %s AND name = %s")
                .formatted(allTables(), TableSchema.UUID, known.uuid(), database, name));
        if (left.length < 1 || !left[0].equals("0")) {
            return "%s. It exists as %s: rename it back, then the job continues."
                    .formatted(failure.getMessage(), left.length < 2 ? "another table" : left[1]);
        }
        boolean several = known.isReplicated() || !client.otherEndpoints().isEmpty();
        boolean replicasUnknown = several && settings.cluster() == null;
        if (!known.comment().equals(TableDdl.CREATED_BY_JOB) || replicasUnknown) {
            return failure.messageWithRemedy();
        }
        return recreate(failure);
    }

    private String allTables() {
        return settings.cluster() == null
                ? "system.tables"
                : "clusterAllReplicas(%s, system.tables)".formatted(SqlQuoting.text(settings.cluster()));
    }

    private String recreate(RequestFailedException failure) {
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(stream);
        } catch (SQLException | TableMismatchException e) {
            return "%s. It was dropped and cannot be recreated: %s".formatted(failure.getMessage(), e.getMessage());
        }
        LOG.warn(
                "Table {}.{} was dropped while the job was running. The job recreated it without its former rows",
                settings.database(),
                stream.clickhouse().table());
        known = null;
        return failure.getMessage() + ". It was dropped, and the job recreated it without its former rows.";
    }

    private String[] lines(String query) throws RequestFailedException, InterruptedException {
        return client.query(query, RowBinaryResponse::decodeText).split("\n", -1);
    }
}
