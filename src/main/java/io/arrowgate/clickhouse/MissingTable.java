package io.arrowgate.clickhouse;

/** Handles that the server has no table of the stream's name while the job runs. */
interface MissingTable {
    /** Waits for an operator to bring it back. */
    MissingTable WAIT = new MissingTable() {
        @Override
        public void seen() {}

        @Override
        public String handle(AttemptFailedException failure) {
            return failure.messageWithRemedy();
        }
    };

    /** Notes that the table is there. */
    void seen() throws AttemptFailedException, InterruptedException;

    /** Does what can be done, and returns what was found and what an operator can do. */
    String handle(AttemptFailedException failure) throws AttemptFailedException, InterruptedException;
}
