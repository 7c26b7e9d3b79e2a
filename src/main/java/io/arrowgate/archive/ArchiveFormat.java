package io.arrowgate.archive;

import com.clickhouse.data.ClickHouseFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the file formats of archives. Each represents every value exactly. */
public enum ArchiveFormat {
    PARQUET(ClickHouseFormat.Parquet),
    /** Arrow IPC file. */
    ARROW(ClickHouseFormat.Arrow),
    /** With a header line of column names. */
    CSV(ClickHouseFormat.CSVWithNames);

    private final ClickHouseFormat clickHouse;

    ArchiveFormat(ClickHouseFormat clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** Returns the format of a file name's extension. */
    public static Optional<ArchiveFormat> ofName(String name) {
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.ending()))
                .findFirst();
    }

    /** Returns the extension of file names, without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    ClickHouseFormat clickHouse() {
        return clickHouse;
    }
}
