package io.arrowgate.archive;

import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.derived.DayTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Copies days of one table to files, removes them from the table, and restores them. Days are UTC.
 *
 * <p>Each operation can be interrupted at any point and retried. Not thread-safe. Of two concurrent operations on one day, one
 * fails.
 */
public final class TableArchiver implements AutoCloseable {
    private static final Duration STATEMENT_TIMEOUT = Duration.ofHours(6);

    private final ClickHouseJdbcSession queries;
    private final FileTransfer fileTransfer;
    private final ArchivedTable table;
    private final ArchiveCatalog catalog;
    private final ArchiveFileMatcher matcher;
    private final DayRemoval dayRemoval;
    private final ArchiveProgressListener listener;

    public TableArchiver(ClickHouseSettings settings, DayTable day, ArchiveProgressListener listener)
            throws SQLException {
        this.listener = listener;
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensureArchiveTables();
        }
        queries = new ClickHouseJdbcSession(settings.withRequestTimeout(STATEMENT_TIMEOUT));
        fileTransfer = new FileTransfer(settings, STATEMENT_TIMEOUT);
        table = ArchivedTable.read(queries, settings.database(), day);
        catalog = new ArchiveCatalog(queries, table);
        matcher = new ArchiveFileMatcher(queries, table);
        dayRemoval = new DayRemoval(queries, table);
    }

    /**
     * Describes a day that was copied to a file.
     *
     * @param day UTC
     * @param digest of its rows
     * @param place location of the file
     * @param format of the file
     */
    public record Copy(LocalDate day, RowDigest digest, ArchiveLocation place, ArchiveFormat format) {}

    /** Returns the locations of a day's archives whose rows were removed from the table. */
    public List<String> locationsOfRemoved(LocalDate day) throws SQLException {
        return catalog.of(day).stream()
                .filter(ArchiveCatalog.Entry::taken)
                .map(ArchiveCatalog.Entry::path)
                .toList();
    }

    /**
     * Writes the rows of a day to a file, and verifies the file. An existing file with the same rows is kept.
     *
     * @return the copy; without rows, no file is written
     */
    public Copy copy(LocalDate day, ArchiveLocation place, ArchiveFormat format) throws Exception {
        dayRemoval.restoreAside(day);
        RowDigest digest = digest(table.rows(), table.of(day));
        Copy copy = new Copy(day, digest, place, format);
        if (digest.count() == 0) {
            return copy;
        }
        write(copy, table.export(day));
        try (ArchiveFile file = open(copy)) {
            checkSame(copy, digest(file.rows(), "1"));
        }
        catalog.recordCopied(day, digest, place.text(), format.ending());
        return copy;
    }

    /** Writes a day in the transit operator's CSV format for legacy programs. It omits columns, so it cannot be restored. */
    public Copy copyAsClassicCsv(LocalDate day, Path file) throws Exception {
        RowDigest digest = digest(table.rows(), table.of(day));
        if (digest.count() > 0) {
            download(table.classicExport(day), ClickHouseFormat.TSVRaw, true, file, day);
        }
        return new Copy(day, digest, new ArchiveLocation.Local(file), ArchiveFormat.CSV);
    }

    /** Removes the rows of a copy from the table, if they are still exactly the table's rows of that day. */
    public void removeRows(Copy copy) throws Exception {
        LocalDate day = copy.day();
        checkSame(copy, digest(table.rows(), table.of(day)));
        catalog.recordRemoved(
                day, copy.digest(), copy.place().text(), copy.format().ending());
        if (table.byDay()) {
            removePartition(copy);
            return;
        }
        try (ArchiveFile file = open(copy)) {
            dayRemoval.delete(day, file.rows());
        }
    }

    private void removePartition(Copy copy) throws SQLException {
        LocalDate day = copy.day();
        dayRemoval.setAside(day);
        RowDigest aside = digest(dayRemoval.rows(day), "1");
        if (!aside.equals(copy.digest())) {
            dayRemoval.restoreAside(day);
            catalog.recordRestored(day, copy.digest());
            checkSame(copy, aside);
        }
        dayRemoval.drop(day);
    }

    /**
     * Restores the rows of a file that are missing in the table.
     *
     * @return the restored day with the number of inserted rows
     */
    public Restored restore(ArchiveLocation place, ArchiveFormat format) throws Exception {
        try (ArchiveFile file = ArchiveFile.open(queries, fileTransfer, table, place, format, listener)) {
            RowDigest found = digest(file.rows(), "1");
            LocalDate day = dayOf(file, found, place);
            RowDigest digest = matcher.recorded(day, file, found, catalog.of(day), place);
            dayRemoval.restoreAside(day);
            boolean taken = catalog.isRemoved(day, digest);
            catalog.recordCopied(day, digest, place.text(), format.ending());
            long inserted = new DayRestore(queries, table, listener).insert(day, file.rows());
            catalog.recordRestored(day, digest);
            return new Restored(day, digest, inserted, taken);
        }
    }

    /**
     * Describes a restored day.
     *
     * @param day UTC
     * @param digest of the file's rows
     * @param inserted number of rows that were missing in the table
     * @param taken true if an archive had removed the rows from a stream's own table, so that its derived tables have to be
     *     recomputed
     */
    public record Restored(LocalDate day, RowDigest digest, long inserted, boolean taken) {}

    private void write(Copy copy, String rows) throws Exception {
        if (copy.place() instanceof ArchiveLocation.Local local) {
            if (!Files.exists(local.file())) {
                download(rows, copy.format().clickHouse(), false, local.file(), copy.day());
            }
            return;
        }
        S3Object object = ((ArchiveLocation.Remote) copy.place()).object();
        listener.at("writing " + object.url(), "rows", 0, copy.digest().count());
        try {
            queries.execute(
                    "INSERT INTO FUNCTION %s %s".formatted(object.function(copy.format(), table.structure()), rows));
        } catch (SQLException e) {
            // An existing object is not replaced; the caller verifies its content.
            ArchiveException shown = object.access().masked(e);
            if (!shown.getMessage().contains("already exists")) {
                throw shown;
            }
        }
    }

    /** Creates the file atomically: it is complete, or does not exist. */
    private void download(String sql, ClickHouseFormat format, boolean held, Path file, LocalDate day)
            throws Exception {
        if (Files.exists(file)) {
            throw new ArchiveException(
                    "--to: '%s' already exists; remove it, or give a different location".formatted(file));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        String step = "writing %s of %s".formatted(table.day().name(), day);
        fileTransfer.download(sql, format, held, part, bytes -> listener.at(step, "bytes", bytes, -1));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private ArchiveFile open(Copy copy) throws Exception {
        return ArchiveFile.open(queries, fileTransfer, table, copy.place(), copy.format(), listener);
    }

    private static void checkSame(Copy copy, RowDigest found) {
        if (!found.equals(copy.digest())) {
            throw new ArchiveException(
                    "%s: its rows differ from those of %s in the table (%d rows, hash %s, against %d rows, hash %s): either rows were inserted"
                                    .formatted(
                                            copy.place().text(),
                                            copy.day(),
                                            found.count(),
                                            found.sum(),
                                            copy.digest().count(),
                                            copy.digest().sum())
                            + " meanwhile, or the file already existed. Try again with a different --to");
        }
    }

    private RowDigest digest(String source, String condition) throws SQLException {
        return table.digest(queries, source, condition);
    }

    private LocalDate dayOf(ArchiveFile file, RowDigest digest, ArchiveLocation place) throws SQLException {
        if (digest.count() == 0) {
            throw new ArchiveException("--from: '%s' has no rows".formatted(place.text()));
        }
        String time = SqlQuoting.name(table.day().time());
        Map<String, Object> row = queries.rows(
                        "SELECT toString(toDate32(min(%1$s), 'UTC')) AS a, toString(toDate32(max(%1$s), 'UTC')) AS z FROM %2$s"
                                .formatted(time, file.rows()))
                .get(0);
        if (!row.get("a").equals(row.get("z"))) {
            throw new ArchiveException(
                    "--from: '%s' is not an archive of one day: its rows are from %s to %s; give a file that archive wrote"
                            .formatted(place.text(), row.get("a"), row.get("z")));
        }
        return LocalDate.parse((String) row.get("a"));
    }

    @Override
    public void close() throws SQLException {
        fileTransfer.close();
        queries.close();
    }
}
