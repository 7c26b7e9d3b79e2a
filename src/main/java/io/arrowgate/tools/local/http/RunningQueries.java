package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tracks the ids of the running queries and rejects a second query with the same id, like the server. */
final class RunningQueries {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** Represents a running query; closing it frees the id. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** Registers a query, or rejects it with error 216. */
    Entry enter(String id) {
        if (!ids.add(id)) {
            throw new ClickHouseException(
                    216, "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING", "Query with id = " + id + " is already running");
        }
        return () -> ids.remove(id);
    }
}
