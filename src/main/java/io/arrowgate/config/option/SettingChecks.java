package io.arrowgate.config.option;

import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/** Checks settings. Each failure names the option's key, the value and the remedy. */
public final class SettingChecks {
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private SettingChecks() {}

    public static void check(boolean holds, ArrowgateOption<?> option, Object value, String remedy) {
        if (!holds) {
            Object text = value instanceof Duration duration ? TimeUtils.formatWithHighestUnit(duration) : value;
            throw new InvalidSettingException(option.key(), "'%s' %s".formatted(text, remedy));
        }
    }

    public static void checkPresent(ArrowgateOption<?> option, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException(
                    option.key(),
                    "is not set; give --%s, %s in the environment, or the key in the --config file"
                            .formatted(option.key(), option.environmentVariable()));
        }
    }

    public static void checkTopic(ArrowgateOption<?> option, String name) {
        check(
                name != null && TOPIC_NAME.matcher(name).matches(),
                option,
                name,
                "is not a topic name; use letters, digits, '.', '_' and '-'");
    }

    public static void checkAtLeast(long minimum, ArrowgateOption<?> option, long value) {
        check(value >= minimum, option, value, "is too small; give %d or more".formatted(minimum));
    }

    public static void checkPositive(ArrowgateOption<?> option, Duration value) {
        check(value != null && value.toMillis() > 0, option, value, "is not a positive duration; give 1 ms or more");
    }
}
