package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The rows of an archive's file, as something to select from. A file of this machine is loaded into a table of its own, which goes
 * with this.
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
        // The same for the same file: what a process left behind that was killed goes when it is tried again.
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

    /** An SQL expression of a table. */
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
