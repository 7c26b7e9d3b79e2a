package io.arrowgate.cli.archive;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of where the tables are that archives are made of. */
final class ArchiveFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        OptionFlags.addTo(
                command,
                List.of(
                        ArrowgateOptions.STREAMS_DIR,
                        ArrowgateOptions.CLICKHOUSE_URL,
                        ArrowgateOptions.CLICKHOUSE_USER,
                        ArrowgateOptions.CLICKHOUSE_PASSWORD,
                        ArrowgateOptions.CLICKHOUSE_DATABASE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY,
                        ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT,
                        ArrowgateOptions.REPORTS_ENABLED,
                        LocalOptions.CLICKHOUSE_PORT));
        return command;
    }
}
