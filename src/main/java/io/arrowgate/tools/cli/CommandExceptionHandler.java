package io.arrowgate.tools.cli;

import io.arrowgate.clickhouse.client.ClickHouseConnectionErrors;
import io.arrowgate.common.kafka.KafkaConnectionErrors;
import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.option.InvalidSettingException;
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

/** Prints in one line why a command failed; the stack trace goes to the log file. */
final class CommandExceptionHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandExceptionHandler.class);

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
        print(command, e instanceof NoSuchFileException ? "file does not exist: " + e.getMessage() : message(e));
        return Arrowgate.FAILED;
    }

    /** Returns the invalid setting that caused the failure, if any. */
    private static Optional<InvalidSettingException> setting(Exception e) {
        return Optional.ofNullable(ExceptionUtils.throwableOfType(e, InvalidSettingException.class))
                .or(() -> KafkaConnectionErrors.of(e))
                .or(() -> ClickHouseConnectionErrors.of(e));
    }

    /** Joins the messages of the exception, of its first cause from the job, and of its root cause, without repetitions. */
    static String message(Exception e) {
        StringBuilder message =
                new StringBuilder(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        ExceptionUtils.getThrowableList(e).stream()
                .skip(1)
                .filter(CommandExceptionHandler::isOurs)
                .findFirst()
                .ifPresent(ours -> append(message, ours));
        append(message, ExceptionUtils.getRootCause(e));
        return message.toString();
    }

    /** Returns whether the exception comes from the job: its message names the batch, the table and the remedy. */
    private static boolean isOurs(Throwable cause) {
        return cause.getClass().getName().startsWith("io.arrowgate.");
    }

    private static void append(StringBuilder message, Throwable cause) {
        if (cause.getMessage() != null && message.indexOf(cause.getMessage()) < 0) {
            message.append(": ").append(cause.getMessage());
        }
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println(command.getColorScheme().errorText("arrowgate: " + message));
    }
}
