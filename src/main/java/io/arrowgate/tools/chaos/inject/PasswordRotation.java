package io.arrowgate.tools.chaos.inject;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import java.sql.SQLException;

/** Changes the password of the job's user on the server and changes it back. The server rejects every request in between. */
final class PasswordRotation implements LastingFaults.Condition {
    private static final String OTHER = "rotated-by-chaos";

    private final ChaosStack stack;
    private final String own;

    PasswordRotation(ChaosStack stack) throws SQLException {
        this.stack = stack;
        own = stack.settings().clickHouse().password();
        change(own, OTHER);
    }

    private void change(String valid, String next) throws SQLException {
        ClickHouseSettings settings = stack.settingsWithPassword(valid);
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            queries.execute("ALTER USER `%s` IDENTIFIED BY '%s'".formatted(settings.user(), next.replace("'", "''")));
        }
    }

    @Override
    public void close() throws SQLException {
        change(OTHER, own);
    }
}
