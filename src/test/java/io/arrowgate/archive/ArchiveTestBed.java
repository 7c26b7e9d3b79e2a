package io.arrowgate.archive;

import io.arrowgate.testing.TablesTestBed;
import io.arrowgate.tools.local.SharedStack;
import java.nio.file.Path;
import java.util.List;

/** Provides a database with tables of streams, and a folder for archives. */
public final class ArchiveTestBed extends TablesTestBed {
    public final Path folder = SharedStack.freshDir("archive");

    public ArchiveTestBed(String... streams) throws Exception {
        super(builtIn(streams));
    }

    /** Inserts readings of sensors in two partitions, 20 s apart, some of them null. */
    public void insertReadings(String firstTime, int firstOffset, int count) {
        query("""
                INSERT INTO {db}.sensors
                SELECT concat('d"', toString(number %% 3), ', ä'), toDateTime64('%s', 6, 'UTC') + number * 20.000001,
                    if(number %% 4 = 0, NULL, number / 7), number, NULL, -0.1, if(number %% 5 = 0, NULL, number),
                    'topic', number %% 2, %d + number, 0, toDateTime64('2024-06-01 00:00:00.123', 3, 'UTC') FROM numbers(%d)""".formatted(firstTime, firstOffset, count));
    }

    /** Deletes all rows of sensors, and forgets which were archived. */
    void deleteReadingsAndArchives() {
        for (String table : List.of("sensors", "archived_days", "archived_offsets")) {
            query("TRUNCATE TABLE {db}." + table);
        }
    }

    /** Returns count and hash of all rows of a table, computed differently than by the archiver. */
    public String digest(String table) {
        return query(
                "SELECT count(), sum(sipHash64(toString(tuple(*)))), groupBitXor(cityHash64(toString(tuple(*)))) FROM {db}."
                        + table + " FINAL");
    }
}
