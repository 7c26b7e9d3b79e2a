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
 * Copies days of one table into files, takes them out of the table, and brings them back. A day is one of UTC.
 *
 * <p>Each of these may break off at any point and be tried again. For one thread; of two at once on one day one fails.
 */
public final class TableArchiver implements AutoCloseable {
    /** Of one statement. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final ClickHouseJdbcSession queries;
    private final FileTransfer fileTransfer;
    private final ArchivedTable table;
    private final ArchiveCatalog records;
    private final ArchiveFileMatcher rows;
    private final DayRemoval dayRemoval;
    private final ArchiveProgressListener listener;

    public TableArchiver(ClickHouseSettings settings, DayTable day, ArchiveProgressListener listener)
            throws SQLException {
        this.listener = listener;
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensureArchiveTables();
        }
        queries = new ClickHouseJdbcSession(settings.withRequestTimeout(PATIENCE));
        fileTransfer = new FileTransfer(settings, PATIENCE);
        table = ArchivedTable.read(queries, settings.database(), day);
        records = new ArchiveCatalog(queries, table);
        rows = new ArchiveFileMatcher(queries, table);
        dayRemoval = new DayRemoval(queries, table);
    }

    /**
     * A day that is in a file.
     *
     * @param day UTC
     * @param digest of its rows
     * @param place where they are
     * @param format of the file
     */
    public record Copy(LocalDate day, RowDigest digest, ArchiveLocation place, ArchiveFormat format) {}

    /** Where the archives of a day are whose rows were taken out of the table. */
    public List<String> locationsOfRemoved(LocalDate day) throws SQLException {
        return records.of(day).stream()
                .filter(ArchiveCatalog.Entry::taken)
                .map(ArchiveCatalog.Entry::path)
                .toList();
    }

    /**
     * Writes the rows of a day to a file, and reads the file again. One that is there already and has the same rows will do.
     *
     * @return what was copied; of no rows there is no file
     */
    public Copy copy(LocalDate day, ArchiveLocation place, ArchiveFormat format) throws Exception {
        dayRemoval.restoreAside(day);
        RowDigest digest = digest(table.rows(), table.of(day));
        Copy copy = new Copy(day, digest, place, format);
        if (digest.rows() == 0) {
            return copy;
        }
        write(copy, table.export(day));
        try (ArchiveFile file = open(copy)) {
            checkSame(copy, digest(file.rows(), "1"));
        }
        records.recordCopied(day, digest, place.text(), format.ending());
        return copy;
    }

    /** Writes a day as the operator's own CSV: for people and old programs; it lacks columns, and so is no way back. */
    public Copy copyAsClassicCsv(LocalDate day, Path file) throws Exception {
        RowDigest digest = digest(table.rows(), table.of(day));
        if (digest.rows() > 0) {
            download(table.classicExport(day), ClickHouseFormat.TSVRaw, true, file, day);
        }
        return new Copy(day, digest, new ArchiveLocation.Local(file), ArchiveFormat.CSV);
    }

    /** Takes the rows of a copy out of the table, if they are still the table's rows of that day, and all of them. */
    public void removeRows(Copy copy) throws Exception {
        LocalDate day = copy.day();
        checkSame(copy, digest(table.rows(), table.of(day)));
        records.taken(day, copy.digest(), copy.place().text(), copy.format().ending());
        if (table.byDay()) {
            takeWhole(copy);
            return;
        }
        try (ArchiveFile file = open(copy)) {
            dayRemoval.delete(day, file.rows());
        }
    }

    private void takeWhole(Copy copy) throws SQLException {
        LocalDate day = copy.day();
        dayRemoval.setAside(day);
        RowDigest aside = digest(dayRemoval.rows(day), "1");
        if (!aside.equals(copy.digest())) {
            dayRemoval.restoreAside(day);
            records.recordRestored(day, copy.digest());
            checkSame(copy, aside);
        }
        dayRemoval.drop(day);
    }

    /**
     * Brings the rows of a file back, but for those that are there.
     *
     * @return what was brought back, and how many of its rows were there before
     */
    public Restored restore(ArchiveLocation place, ArchiveFormat format) throws Exception {
        try (ArchiveFile file = ArchiveFile.open(queries, fileTransfer, table, place, format, listener)) {
            RowDigest found = digest(file.rows(), "1");
            LocalDate day = dayOf(file, found, place);
            RowDigest digest = rows.recorded(day, file, found, records.of(day), place);
            dayRemoval.restoreAside(day);
            boolean taken = records.isRemoved(day, digest);
            records.recordCopied(day, digest, place.text(), format.ending());
            long inserted = new DayRestore(queries, table, listener).insert(day, file.rows());
            records.recordRestored(day, digest);
            return new Restored(day, digest, inserted, taken);
        }
    }

    /**
     * A day that was brought back.
     *
     * @param day UTC
     * @param digest of the file's rows
     * @param inserted how many of them were not there
     * @param taken whether an archive had taken them out of a stream's own table, so that what derives from it has to be worked out anew
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
        listener.at("writing " + object.url(), "rows", 0, copy.digest().rows());
        try {
            queries.execute(
                    "INSERT INTO FUNCTION %s %s".formatted(object.function(copy.format(), table.structure()), rows));
        } catch (SQLException e) {
            // An object that is there is not replaced; whether it is the right one is seen when it is read.
            ArchiveException shown = object.access().masked(e);
            if (!shown.getMessage().contains("already exists")) {
                throw shown;
            }
        }
    }

    /** A file is there whole, or not at all. */
    private void download(String sql, ClickHouseFormat format, boolean held, Path file, LocalDate day)
            throws Exception {
        if (Files.exists(file)) {
            throw new ArchiveException("--to: '%s' is there already".formatted(file));
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
                    "%s: its rows are not those of %s in the table (%d rows, hash %s, against %d rows, hash %s): either rows have come in"
                                    .formatted(
                                            copy.place().text(),
                                            copy.day(),
                                            found.rows(),
                                            found.hash(),
                                            copy.digest().rows(),
                                            copy.digest().hash())
                            + " meanwhile, or the file was there before. Try again with another --to");
        }
    }

    private RowDigest digest(String source, String condition) throws SQLException {
        return rows.digest(source, condition);
    }

    private LocalDate dayOf(ArchiveFile file, RowDigest digest, ArchiveLocation place) throws SQLException {
        if (digest.rows() == 0) {
            throw new ArchiveException("--from: '%s' has no rows".formatted(place.text()));
        }
        String time = SqlQuoting.name(table.day().time());
        Map<String, Object> row = queries.rows(
                        "SELECT toString(toDate32(min(%1$s), 'UTC')) AS a, toString(toDate32(max(%1$s), 'UTC')) AS z FROM %2$s"
                                .formatted(time, file.rows()))
                .get(0);
        if (!row.get("a").equals(row.get("z"))) {
            throw new ArchiveException("--from: '%s' is no archive of one day: its rows are from %s to %s"
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
