package io.arrowgate.archive;

/** Is told how far an archive, or its way back, is. */
@FunctionalInterface
public interface ArchiveProgressListener {
    /** Tells nobody. */
    ArchiveProgressListener NONE = (step, unit, done, total) -> {};

    /**
     * Is called now and then.
     *
     * @param step for example {@code "writing sensors of 2024-05-01"}
     * @param unit of the numbers: bytes or rows
     * @param total -1 if that is not known
     */
    void at(String step, String unit, long done, long total);
}
