package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import picocli.CommandLine.Model.CommandSpec;

/** Resolves the settings of commands that use running servers: the local stack's, unless others are given. */
public final class LocalServers {
    private static final String LOCAL_STACK = "local stack";

    private LocalServers() {}

    /** Returns the settings of a command. It has no job, so its own name serves as the required job name. */
    public static JobSettings settings(CommandSpec command) {
        ResolvedOptions given = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        String kafka = "127.0.0.1:" + given.get(LocalOptions.KAFKA_PORT);
        String clickHouse = "http://127.0.0.1:" + given.get(LocalOptions.CLICKHOUSE_PORT);
        return JobSettings.from(LocalPassword.of(given)
                .addTo(given)
                .withPreset(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, kafka, LOCAL_STACK)
                .withPreset(ArrowgateOptions.CLICKHOUSE_URL, clickHouse, LOCAL_STACK)
                .withPreset(ArrowgateOptions.JOB_NAME, command.name(), command.name()));
    }
}
