package io.arrowgate.tools.tour;

/** Represents the job of the tour. A start resumes from its savepoint, or else from its last checkpoint. */
public interface TourJob extends AutoCloseable {
    /** Starts the job, and waits until it runs. */
    void start() throws Exception;

    /** Stops the job with a savepoint. */
    void stop() throws Exception;

    /** Ends the job without a savepoint. */
    void kill() throws Exception;

    /** Returns the id of the process that runs the job. */
    long pid();

    @Override
    void close() throws Exception;
}
