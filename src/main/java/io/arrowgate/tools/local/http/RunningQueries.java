package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of the queries that run now; a second one of the same id is refused, as the server does. */
final class RunningQueries {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** A running query's place; closing it frees the id. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** Enters a query, or refuses it with error 216. */
    Entry enter(String id) {
        if (!ids.add(id)) {
            throw new ClickHouseException(
                    216, "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING", "Query with id = " + id + " is already running");
        }
        return () -> ids.remove(id);
    }
}
