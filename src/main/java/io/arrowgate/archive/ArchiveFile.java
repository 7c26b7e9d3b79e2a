package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Makes the rows of an archive file selectable. A local file is loaded into a temporary table, which {@link #close} drops.
 */
final class ArchiveFile implements AutoCloseable {
    private final ClickHouseJdbcSession queries;
    private final String rows;
    private final boolean loaded;

    private ArchiveFile(ClickHouseJdbcSession queries, String rows, boolean loaded) {
        this.queries = queries;
        this.rows = rows;
        this.loaded = loaded;
    }

    static ArchiveFile open(
            ClickHouseJdbcSession queries,
            FileTransfer fileTransfer,
            ArchivedTable table,
            ArchiveLocation place,
            ArchiveFormat format,
            ArchiveProgressListener listener)
            throws Exception {
        if (place instanceof ArchiveLocation.Remote remote) {
            return new ArchiveFile(queries, remote.object().function(format, table.structure()), false);
        }
        // The same file gets the same name, so a retry replaces the table that a killed process left.
        String name = "arrowgate_file_"
                + DigestUtils.sha256Hex(table.sql() + place.text()).substring(0, 16);
        ArchiveFile file = new ArchiveFile(queries, SqlQuoting.table(table.database(), name), true);
        try {
            file.load(fileTransfer, table, ((ArchiveLocation.Local) place).file(), format, listener);
            return file;
        } catch (Exception e) {
            file.close();
            throw e;
        }
    }

    private void load(
            FileTransfer fileTransfer,
            ArchivedTable table,
            Path file,
            ArchiveFormat format,
            ArchiveProgressListener listener)
            throws Exception {
        long size = Files.size(file);
        close();
        queries.execute("CREATE TABLE %s (%s) ENGINE = MergeTree ORDER BY %s"
                .formatted(rows, table.structure(), SqlQuoting.name(table.day().time())));
        String step = "reading " + file.getFileName();
        fileTransfer.upload(
                file, format.clickHouse(), rows, table.columns(), bytes -> listener.at(step, "bytes", bytes, size));
    }

    /** Returns a table expression in SQL. */
    String rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (loaded) {
            queries.execute("DROP TABLE IF EXISTS %s SYNC".formatted(rows));
        }
    }
}
