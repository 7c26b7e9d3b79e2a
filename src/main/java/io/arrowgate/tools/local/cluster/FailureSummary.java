package io.arrowgate.tools.local.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/** Extracts the messages for the console from a stack trace, the only form in which Flink's REST returns a failure. */
final class FailureSummary {
    private static final int MAX_CHARS = 2_000;
    private static final String CAUSE = "Caused by: ";
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ )|\\s*Suppressed: ");
    /** A failure that was sent over the network has this name before its own, or its own name two times. */
    private static final String SERIALIZED = "org.apache.flink.util.SerializedThrowable: ";

    private static final Pattern CLASS = Pattern.compile("^([\\w.$]+: )\\1?");
    private static final Pattern OURS = Pattern.compile("^io\\.arrowgate\\.[\\w.$]+: ");

    private FailureSummary() {}

    /**
     * Returns the message of the job's outermost own exception, which names batch, table and remedy, and that of the root cause
     * if it adds something. Flink's own exceptions report only that the job failed.
     */
    static String of(String stackTrace) {
        List<String> heads = heads(stackTrace);
        Optional<String> ours = heads.stream()
                .filter(head -> OURS.matcher(head).find())
                .findFirst()
                .map(FailureSummary::message);
        String root = heads.stream()
                .filter(head -> head.contains(": "))
                .reduce((outer, inner) -> inner)
                .or(() -> heads.stream().findFirst())
                .map(FailureSummary::message)
                .orElse("");
        String text = ours.isEmpty() ? root : ours.get().contains(root) ? ours.get() : ours.get() + ": " + root;
        return StringUtils.abbreviate(text, "…", MAX_CHARS);
    }

    /** Returns class and message of each exception, the outermost first; a message may have several lines. */
    private static List<String> heads(String stackTrace) {
        List<String> heads = new ArrayList<>();
        boolean open = false;
        for (String line : stackTrace.strip().lines().toList()) {
            if (heads.isEmpty() || line.startsWith(CAUSE)) {
                heads.add(after(SERIALIZED, after(CAUSE, line)));
                open = true;
            } else if (FRAME.matcher(line).lookingAt()) {
                open = false;
            } else if (open) {
                int last = heads.size() - 1;
                heads.set(last, heads.get(last) + "\n" + line);
            }
        }
        return heads;
    }

    private static String after(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String message(String head) {
        return CLASS.matcher(head).replaceFirst("").strip();
    }
}
