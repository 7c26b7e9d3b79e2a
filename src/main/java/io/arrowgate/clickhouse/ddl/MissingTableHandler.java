package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.RequestFailedException;

/** Handles that the server has no table of the stream's name while the job runs. */
public interface MissingTableHandler {
    /** Waits for an operator to bring it back. */
    MissingTableHandler WAIT = new MissingTableHandler() {
        @Override
        public void look() {}

        @Override
        public void tableFound() {}

        @Override
        public String handle(RequestFailedException failure) {
            return failure.messageWithRemedy();
        }
    };

    /** Reads which table is there: it may be another one than the one noted. */
    void look() throws RequestFailedException, InterruptedException;

    /** Notes which table is there, unless one is noted. */
    void tableFound() throws RequestFailedException, InterruptedException;

    /** Does what can be done, and returns what was found and what an operator can do. */
    String handle(RequestFailedException failure) throws RequestFailedException, InterruptedException;
}
