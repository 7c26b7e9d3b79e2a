package io.arrowgate.tools.verify;

/** Is told how far a verification is. */
@FunctionalInterface
public interface VerifyProgress {
    /** Tells nobody. */
    VerifyProgress NONE = (stream, task, done, total) -> {};

    /**
     * Is called now and then.
     *
     * @param stream its name
     * @param task what is read at present, for example {@code "table"}
     * @param done offsets that are done
     * @param total offsets that there are
     */
    void at(String stream, String task, long done, long total);
}
