package io.arrowgate.tools.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.DurationConverter;
import io.arrowgate.tools.rule.EffectiveRules;
import io.arrowgate.tools.rule.RuleDifference;
import io.arrowgate.tools.rule.RuleFile;
import io.arrowgate.tools.rule.RuleTable;
import io.arrowgate.tools.rule.RuleTopicWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and changes alert rules ({@code alerts rules}). */
@Command(
        name = "rules",
        description = "Lists the alert rules of a job, and changes them while it runs.",
        synopsisSubcommandLabel = "COMMAND")
final class AlertRulesCommand implements Runnable {
    private static final String WAIT = "Longest wait until the job has read the change. Default: ${DEFAULT-VALUE}.";

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "subcommand is missing; give list, apply or delete");
    }

    @Command(
            name = "list",
            modelTransformer = Flags.class,
            description = {
                "Lists the rules in force: those of the definitions and those of the rules topic.",
                "",
                "Without --kafka-bootstrap-servers the broker is that of the local stack.",
                ""
            })
    int list(
            @Option(names = "--json", description = "Print the rules in force as JSON, which 'apply' reads.")
                    boolean json)
            throws Exception {
        EffectiveRules effective = EffectiveRules.read(settings());
        if (json) {
            out().println(RuleTable.json(effective));
        } else {
            RuleTable.lines(effective).forEach(out()::println);
        }
        effective.ignored().forEach(record -> err().println("not a rule of this job, and ignored: " + record));
        return 0;
    }

    @Command(
            name = "apply",
            modelTransformer = Flags.class,
            description = {
                "Adds and changes the rules of a file, after a check with the job's own parser.",
                "",
                "The file is YAML or JSON: one rule, a list of rules, or an object with the keys stream and alerts. Rules that"
                        + " the file does not have stay in force.",
                ""
            })
    int apply(
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE",
                            required = true,
                            description = "File of rules; - for standard input.")
                    String file,
            @Option(names = "--dry-run", description = "Only show what would change.") boolean dryRun,
            @Option(
                            names = "--wait",
                            paramLabel = "TIME",
                            defaultValue = "30s",
                            converter = DurationConverter.class,
                            description = WAIT)
                    Duration wait)
            throws Exception {
        JobSettings settings = settings();
        EffectiveRules effective = EffectiveRules.read(settings);
        List<RuleDifference> differences =
                RuleFile.parse(text(file), EffectiveRules.streams(settings)).values().stream()
                        .map(rule -> RuleDifference.of(rule, effective))
                        .toList();
        differences.forEach(difference -> out().println(difference.describe()));
        List<RuntimeRule> changed = differences.stream()
                .filter(difference -> difference.kind() != RuleDifference.Kind.UNCHANGED)
                .map(RuleDifference::rule)
                .toList();
        return changed.isEmpty() || dryRun ? 0 : report(settings, new RuleTopicWriter(settings).apply(changed, wait));
    }

    @Command(
            name = "delete",
            modelTransformer = Flags.class,
            description = {"Removes rules of the definitions or of the rules topic, until they are applied again.", ""})
    int delete(
            @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of rules.") List<String> names,
            @Option(
                            names = "--wait",
                            paramLabel = "TIME",
                            defaultValue = "30s",
                            converter = DurationConverter.class,
                            description = WAIT)
                    Duration wait)
            throws Exception {
        JobSettings settings = settings();
        EffectiveRules effective = EffectiveRules.read(settings);
        for (String name : names) {
            if (!effective.rules().containsKey(name)) {
                throw new ParameterException(
                        invoked().commandLine(),
                        "no rule '%s' is in force%s; 'arrowgate alerts rules list' lists all rules"
                                .formatted(
                                        name,
                                        NameSuggestion.suggestion(
                                                name, effective.rules().keySet())));
            }
        }
        Optional<List<String>> rejections = new RuleTopicWriter(settings).delete(names, wait);
        names.forEach(name -> out().println("removed   " + name));
        return report(settings, rejections);
    }

    private int report(JobSettings settings, Optional<List<String>> rejections) {
        String topic = settings.alerts().rulesTopic();
        String job = settings.jobName();
        if (rejections.isEmpty()) {
            err().printf(
                            "topic %s has the change, but job %s has not read it in time; it does when it runs%n",
                            topic, job);
            return 0;
        }
        rejections.get().forEach(reason -> err().printf("job %s rejected a rule: %s%n", job, reason));
        if (rejections.get().isEmpty()) {
            out().printf("job %s has accepted the change%n", job);
        }
        return rejections.get().isEmpty() ? 0 : 1;
    }

    /** Returns the settings of the subcommand; by default those of the local stack's job. */
    private JobSettings settings() {
        return JobSettings.from(
                LocalServers.reachable(invoked()).withPreset(ArrowgateOptions.JOB_NAME, "arrowgate", "local stack"));
    }

    private CommandSpec invoked() {
        return command.commandLine().getParseResult().subcommand().commandSpec();
    }

    private static String text(String file) throws IOException {
        return file.equals("-") ? new String(System.in.readAllBytes(), UTF_8) : Files.readString(Path.of(file));
    }

    private PrintWriter out() {
        return invoked().commandLine().getOut();
    }

    private PrintWriter err() {
        return invoked().commandLine().getErr();
    }

    /** Adds the flags of the job's topics and streams. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            if (command.findOption("--" + ArrowgateOptions.JOB_NAME.key()) != null) {
                return command; // Picocli transforms the command of a method twice.
            }
            OptionFlags.addTo(
                    command,
                    List.of(
                            ArrowgateOptions.JOB_NAME,
                            ArrowgateOptions.STREAMS,
                            ArrowgateOptions.STREAMS_DIR,
                            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                            ArrowgateOptions.KAFKA_PROPERTIES,
                            ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                            ArrowgateOptions.ALERTS_RULES_TOPIC,
                            LocalOptions.KAFKA_PORT,
                            LocalOptions.DATA_DIR));
            return command;
        }
    }
}
