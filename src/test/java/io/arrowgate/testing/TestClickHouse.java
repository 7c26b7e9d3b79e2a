package io.arrowgate.testing;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.ClickHouseTlsFiles;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;

/** Builds ClickHouse settings for tests: the engine's user, short back-offs, no retry limit. */
public final class TestClickHouse {
    private final String url;
    private final String database;
    private String password = SharedStack.PASSWORD;
    private String cluster;
    private Duration requestTimeout = MachineSpeed.seconds(60);
    private Duration retryInitialBackoff = Duration.ofMillis(20);
    private Duration retryMaxBackoff = Duration.ofMillis(100);
    private Duration retryMaxDuration;

    public TestClickHouse(String url, String database) {
        this.url = url;
        this.database = database;
    }

    /** Returns the settings of a database of the shared engine. */
    public static ClickHouseSettings shared(String database) {
        return new TestClickHouse(SharedStack.clickHouseUrl(), database).settings();
    }

    public TestClickHouse password(String password) {
        this.password = password;
        return this;
    }

    public TestClickHouse cluster(String cluster) {
        this.cluster = cluster;
        return this;
    }

    public TestClickHouse requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    public TestClickHouse backoff(Duration initial, Duration max) {
        retryInitialBackoff = initial;
        retryMaxBackoff = max;
        return this;
    }

    public TestClickHouse retryMaxDuration(Duration duration) {
        retryMaxDuration = duration;
        return this;
    }

    public ClickHouseSettings settings() {
        return new ClickHouseSettings(
                url,
                SharedStack.USER,
                password,
                database,
                ClickHouseTlsFiles.DEFAULT,
                cluster,
                ClickHouseSettings.MAJORITY,
                Duration.ofSeconds(2),
                requestTimeout,
                retryInitialBackoff,
                retryMaxBackoff,
                retryMaxDuration);
    }
}
