package io.arrowgate.archive;

/** Receives the progress of an archive or a restore. */
@FunctionalInterface
public interface ArchiveProgressListener {
    /** Ignores progress. */
    ArchiveProgressListener NONE = (step, unit, done, total) -> {};

    /**
     * Receives the progress of a step.
     *
     * @param step for example {@code "writing sensors of 2024-05-01"}
     * @param unit of the numbers: bytes or rows
     * @param total -1 if unknown
     */
    void at(String step, String unit, long done, long total);
}
