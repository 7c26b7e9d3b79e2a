package io.arrowgate;

/** The job's entry point. */
public final class ArrowgateJob {
    private ArrowgateJob() {}

    public static void main(String[] args) {}
}
