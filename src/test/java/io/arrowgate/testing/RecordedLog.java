package io.arrowgate.testing;

import java.io.StringWriter;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Records everything that this JVM logs at INFO and above, stack traces included, while it is open. */
public final class RecordedLog implements AutoCloseable {
    /** The JVM has one log, so test classes that record it must not run concurrently. */
    public static final String LOCK = "recorded log";

    private static final String NAME = "recorded";

    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    /** The appender that writes the log to the console. */
    private final List<Appender> others = List.copyOf(root.getAppenders().values());

    private final StringWriter text = new StringWriter();

    public RecordedLog() {
        PatternLayout layout =
                PatternLayout.newBuilder().withPattern("%c %m%n%throwable").build();
        WriterAppender appender = WriterAppender.createAppender(layout, null, text, NAME, false, false);
        appender.start();
        others.forEach(other -> root.removeAppender(other.getName()));
        root.addAppender(appender, Level.INFO, null);
        root.setLevel(Level.INFO);
        context.updateLoggers();
    }

    public String text() {
        return text.toString();
    }

    /** Returns the lines that a class logged, without its name. */
    public List<String> lines(Class<?> logger) {
        String prefix = logger.getName() + " ";
        return text().lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    @Override
    public void close() {
        root.removeAppender(NAME);
        others.forEach(other -> root.addAppender(other, null, null));
        root.setLevel(before);
        context.updateLoggers();
    }
}
