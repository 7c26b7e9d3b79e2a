package io.arrowgate.tools.verify;

/** Receives the progress of a verification. */
@FunctionalInterface
public interface VerifyProgress {
    /** Ignores the progress. */
    VerifyProgress NONE = (stream, task, done, total) -> {};

    /**
     * Reports the progress; called occasionally.
     *
     * @param stream name of the stream
     * @param task what is being read, for example {@code "table"}
     * @param done number of offsets read
     * @param total number of offsets to read
     */
    void at(String stream, String task, long done, long total);
}
