package io.arrowgate.cli;

import io.arrowgate.clickhouse.Refusal;
import io.arrowgate.config.InvalidSettingException;
import io.arrowgate.config.JobCommandLine;
import io.arrowgate.ingest.KafkaRefusal;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a person in one line why a command failed; the stack trace goes to the log file. */
final class FailureReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        print(command, JobCommandLine.message(e));
        command.getErr().printf("See '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return Arrowgate.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        Optional<InvalidSettingException> setting = setting(e);
        LOG.info("{} failed", command.getCommandName(), e);
        if (setting.isPresent()) {
            print(command, setting.get().getMessage());
            return Arrowgate.USAGE;
        }
        print(command, e instanceof NoSuchFileException ? "no such file: " + e.getMessage() : message(e));
        return Arrowgate.FAILED;
    }

    /** The setting that is to blame, if one is. */
    private static Optional<InvalidSettingException> setting(Exception e) {
        return Optional.ofNullable(ExceptionUtils.throwableOfType(e, InvalidSettingException.class))
                .or(() -> KafkaRefusal.of(e))
                .or(() -> Refusal.of(e));
    }

    private static String message(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Throwable root = ExceptionUtils.getRootCause(e);
        boolean saysMore = root != e && root.getMessage() != null && !message.contains(root.getMessage());
        return saysMore ? message + ": " + root.getMessage() : message;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println(command.getColorScheme().errorText("arrowgate: " + message));
    }
}
