package io.arrowgate.config.option;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Recognizes values that must never be printed, and masks them. */
public final class Secrets {
    static final String MASK = "***";

    /**
     * Matches secret client properties of Kafka: passwords, JAAS lines, keystore keys, tokens, {@code
     * basic.auth.user.info}.
     */
    private static final Pattern SECRET_KEY = Pattern.compile(
            ".*(password|secret|jaas|token|credential|keystore\\.key|user\\.info|private).*", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    public static boolean isSecret(ArrowgateOption<?> option, String key) {
        return option.isSecret() || (option.type() == OptionType.PROPERTIES && isSecret(key));
    }

    private static boolean isSecret(String key) {
        return SECRET_KEY.matcher(key).matches();
    }

    /** Returns the properties sorted, with the secret ones masked. */
    public static Map<String, String> masked(Map<String, String> properties) {
        Map<String, String> masked = new TreeMap<>(properties);
        masked.replaceAll((key, value) -> isSecret(key) ? MASK : value);
        return masked;
    }
}
