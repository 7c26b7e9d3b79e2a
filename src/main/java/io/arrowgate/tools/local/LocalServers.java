package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.ResolvedOptions;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Resolves the settings of commands that use running servers: the local stack's, unless others are given. */
public final class LocalServers {
    private static final String LOCAL_STACK = "local stack";

    private LocalServers() {}

    /** Returns the settings of a command. It has no job, so its own name serves as the required job name. */
    public static JobSettings settings(CommandSpec command) {
        return JobSettings.from(
                reachable(command).withPreset(ArrowgateOptions.JOB_NAME, command.name(), command.name()));
    }

    /** Returns the options of a command, after a check that the servers that it has options for are there. */
    public static ResolvedOptions reachable(CommandSpec command) {
        ResolvedOptions options = options(command);
        if (has(command, ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)) {
            ServerProbe.checkKafka(options);
        }
        if (has(command, ArrowgateOptions.CLICKHOUSE_URL)) {
            ServerProbe.checkClickHouse(options);
        }
        return options;
    }

    /**
     * Returns the options of a command with the addresses of the local stack: those on the given ports, or else those of the stack
     * that runs from the data directory, or else those on the default ports.
     */
    public static ResolvedOptions options(CommandSpec command) {
        ResolvedOptions given = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        Map<String, String> running = StackInstance.addresses(given);
        ResolvedOptions options = has(command, ArrowgateOptions.CLICKHOUSE_URL)
                ? LocalPassword.of(given).addTo(given)
                : given;
        return options.withPreset(
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                        address(
                                given,
                                running.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key()),
                                "127.0.0.1:",
                                LocalOptions.KAFKA_PORT),
                        LOCAL_STACK)
                .withPreset(
                        ArrowgateOptions.CLICKHOUSE_URL,
                        address(
                                given,
                                running.get(ArrowgateOptions.CLICKHOUSE_URL.key()),
                                "http://127.0.0.1:",
                                LocalOptions.CLICKHOUSE_PORT),
                        LOCAL_STACK);
    }

    private static String address(
            ResolvedOptions given, String running, String host, ArrowgateOption<Integer> portOption) {
        return running == null || given.isSet(portOption) ? host + given.get(portOption) : running;
    }

    private static boolean has(CommandSpec command, ArrowgateOption<?> option) {
        return command.findOption("--" + option.key()) != null;
    }
}
