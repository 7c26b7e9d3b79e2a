package io.arrowgate.clickhouse;

/** Handles that the server has no table of the stream's name while the job runs. */
interface MissingTable {
    /** Waits for an operator to bring it back. */
    MissingTable WAIT = new MissingTable() {
        @Override
        public void look() {}

        @Override
        public void seen() {}

        @Override
        public String handle(AttemptFailedException failure) {
            return failure.messageWithRemedy();
        }
    };

    /** Reads which table is there: it may be another one than the one noted. */
    void look() throws AttemptFailedException, InterruptedException;

    /** Notes which table is there, unless one is noted. */
    void seen() throws AttemptFailedException, InterruptedException;

    /** Does what can be done, and returns what was found and what an operator can do. */
    String handle(AttemptFailedException failure) throws AttemptFailedException, InterruptedException;
}
