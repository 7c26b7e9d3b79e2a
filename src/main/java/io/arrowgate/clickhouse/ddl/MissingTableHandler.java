package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.RequestFailedException;

/** Handles a stream's table that is dropped or renamed while the job runs. */
public interface MissingTableHandler {
    /** Waits until an operator restores the table. */
    MissingTableHandler WAIT = new MissingTableHandler() {
        @Override
        public void refresh(TableSchema table) {}

        @Override
        public void tableFound() {}

        @Override
        public String handle(RequestFailedException failure) {
            return failure.messageWithRemedy();
        }
    };

    /** Records the identity of the existing table, which may differ from the recorded one. */
    void refresh(TableSchema table);

    /** Reads and records the identity of the existing table, unless one is recorded. */
    void tableFound() throws RequestFailedException, InterruptedException;

    /** Handles the failure if possible, and returns its cause and what an operator can do. */
    String handle(RequestFailedException failure) throws RequestFailedException, InterruptedException;
}
