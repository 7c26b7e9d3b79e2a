package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.checkPositive;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Describes whether and how often the derived tables of reports are refreshed.
 *
 * @param enabled whether the job creates and refreshes them
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
