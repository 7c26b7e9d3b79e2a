package io.arrowgate.archive;

import com.clickhouse.data.ClickHouseFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an archive's file is like; each holds every value exactly. */
public enum ArchiveFormat {
    PARQUET(ClickHouseFormat.Parquet),
    /** Arrow's IPC file. */
    ARROW(ClickHouseFormat.Arrow),
    /** With a line of the columns' names. */
    CSV(ClickHouseFormat.CSVWithNames);

    private final ClickHouseFormat clickHouse;

    ArchiveFormat(ClickHouseFormat clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** The format that a file's name says by its ending. */
    public static Optional<ArchiveFormat> ofName(String name) {
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.ending()))
                .findFirst();
    }

    /** Ending of files' names, without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    ClickHouseFormat clickHouse() {
        return clickHouse;
    }
}
