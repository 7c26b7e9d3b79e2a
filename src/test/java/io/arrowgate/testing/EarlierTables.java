package io.arrowgate.testing;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates tables as version 0.1.0 created them. */
public final class EarlierTables {
    private static final Path STATEMENTS = Path.of("src/test/resources/tables-0.1.0");

    private EarlierTables() {}

    /** Creates {@code sensors}, {@code archived_offsets} or {@code dead_letters} in a database, which is created if it is missing. */
    public static void create(String database, String table) throws IOException {
        SharedStack.query("CREATE DATABASE IF NOT EXISTS " + database);
        SharedStack.query(Files.readString(STATEMENTS.resolve(table + ".sql"))
                .strip()
                .replace("`arrowgate`.", "`" + database + "`."));
    }
}
