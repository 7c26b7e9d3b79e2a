package io.arrowgate.config.option;

import java.time.Duration;
import java.util.regex.Pattern;

/** The checks that the settings share; each failure names the option's key, the value and what to do. */
public final class SettingChecks {
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private SettingChecks() {}

    public static void check(boolean holds, ArrowgateOption<?> option, Object value, String remedy) {
        if (!holds) {
            throw new InvalidSettingException(option.key(), "'%s' %s".formatted(value, remedy));
        }
    }

    public static void checkPresent(ArrowgateOption<?> option, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException(
                    option.key(),
                    "is not set; give --%s, %s in the environment, or the key in the file of --config"
                            .formatted(option.key(), option.environmentVariable()));
        }
    }

    public static void checkTopic(ArrowgateOption<?> option, String name) {
        check(
                name != null && TOPIC_NAME.matcher(name).matches(),
                option,
                name,
                "is no topic name; give letters, digits, '.', '_' and '-'");
    }

    public static void checkAtLeast(long minimum, ArrowgateOption<?> option, long value) {
        check(value >= minimum, option, value, "is too small; give %d or more".formatted(minimum));
    }

    public static void checkPositive(ArrowgateOption<?> option, Duration value) {
        check(value != null && value.toMillis() > 0, option, value, "is no time span; give 1 ms or more");
    }
}
