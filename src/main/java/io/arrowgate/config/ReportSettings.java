package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.checkPositive;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Whether and how often the reports' tables are brought up to date.
 *
 * @param enabled whether the job makes them and keeps them up
 * @param refreshInterval between two refreshes
 */
public record ReportSettings(boolean enabled, Duration refreshInterval) implements Serializable {
    public ReportSettings {
        checkPositive(ArrowgateOptions.REPORTS_REFRESH_INTERVAL, refreshInterval);
    }

    static ReportSettings from(ResolvedOptions options) {
        return new ReportSettings(
                options.get(ArrowgateOptions.REPORTS_ENABLED), options.get(ArrowgateOptions.REPORTS_REFRESH_INTERVAL));
    }
}
