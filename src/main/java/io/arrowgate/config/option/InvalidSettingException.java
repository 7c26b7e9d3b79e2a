package io.arrowgate.config.option;

/** Reports an invalid setting. The message names its key, value, origin and the remedy. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String problem;

    public InvalidSettingException(String key, String problem) {
        super("%s: %s".formatted(key, problem));
        this.key = key;
        this.problem = problem;
    }

    private InvalidSettingException(InvalidSettingException cause, String origin) {
        super("%s (from %s): %s".formatted(cause.key, origin, cause.problem), cause);
        this.key = cause.key;
        this.problem = cause.problem;
    }

    public String key() {
        return key;
    }

    public InvalidSettingException from(String origin) {
        return new InvalidSettingException(this, origin);
    }
}
