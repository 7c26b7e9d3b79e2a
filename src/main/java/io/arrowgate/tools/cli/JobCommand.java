package io.arrowgate.tools.cli;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.option.StackFlags;
import io.arrowgate.tools.run.LocalJobRunner;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs only the job, in a mini-cluster, against existing servers ({@code job}). */
@Command(
        name = "job",
        modelTransformer = StackFlags.class,
        description = {
            "Runs only the job, in a Flink mini-cluster, against an existing Kafka and ClickHouse.",
            "",
            "--kafka-bootstrap-servers and --clickhouse-url are required. For a Flink cluster, submit the jar instead.",
            ""
        })
final class JobCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        for (var required : List.of(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, ArrowgateOptions.CLICKHOUSE_URL)) {
            if (!options.isSet(required)) {
                throw new InvalidSettingException(required.key(), "is missing; './arrowgate up' starts one instead");
            }
        }
        new LocalJobRunner(command.commandLine().getOut(), "The job runs").runUntilStopped(options);
        return Arrowgate.OK;
    }
}
