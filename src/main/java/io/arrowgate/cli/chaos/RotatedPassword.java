package io.arrowgate.cli.chaos;

import io.arrowgate.clickhouse.ClickHouseQueries;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;

/** Gives the job's user another password on the server, and the old one back: the server rejects every request meanwhile. */
final class RotatedPassword implements LastingFaults.Condition {
    private static final String OTHER = "rotated-by-chaos";

    private final ChaosStack stack;
    private final String own;

    RotatedPassword(ChaosStack stack) throws SQLException {
        this.stack = stack;
        own = stack.settings().clickHouse().password();
        change(own, OTHER);
    }

    private void change(String valid, String next) throws SQLException {
        ClickHouseSettings settings = stack.settingsWithPassword(valid);
        try (ClickHouseQueries queries = new ClickHouseQueries(settings)) {
            queries.execute("ALTER USER `%s` IDENTIFIED BY '%s'".formatted(settings.user(), next.replace("'", "''")));
        }
    }

    @Override
    public void close() throws SQLException {
        change(OTHER, own);
    }
}
