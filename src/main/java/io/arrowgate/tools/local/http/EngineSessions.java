package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ChDbEngine;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Provides the engine connection of each request: a new one, or its session's, which keeps temporary tables, SET and USE.
 *
 * <p>A session ends after its timeout without use, which is checked at each request, or with {@code close_session=1}.
 */
final class EngineSessions implements AutoCloseable {
    private static final int MAX_SESSIONS = 1000;

    private final ChDbEngine engine;
    private final Map<String, Session> sessions = new HashMap<>();

    private static final class Session {
        final ChDbConnection connection;
        boolean busy;
        Instant end = Instant.MAX;

        Session(ChDbConnection connection) {
            this.connection = connection;
        }
    }

    /** Represents a connection that is leased for one request. */
    interface Lease extends AutoCloseable {
        ChDbConnection connection();

        @Override
        void close();
    }

    EngineSessions(ChDbEngine engine) {
        this.engine = engine;
    }

    /**
     * Returns the request's connection.
     *
     * @throws ClickHouseException 373 if the session is in use, 372 if the requested session does not exist
     */
    Lease lease(RequestParameters request) {
        endIdleSessions();
        return request.sessionId().map(id -> leaseSession(id, request)).orElseGet(this::leaseFresh);
    }

    private Lease leaseFresh() {
        return new ConnectionLease(engine.connect(), ChDbConnection::close);
    }

    private synchronized Lease leaseSession(String id, RequestParameters request) {
        Session session = sessions.get(id);
        if (session == null) {
            session = open(id, request);
        }
        if (session.busy) {
            throw new ClickHouseException(
                    373, "SESSION_IS_LOCKED", "Session " + id + " is locked by a concurrent client");
        }
        session.busy = true;
        Session leased = session;
        return new ConnectionLease(leased.connection, connection -> release(id, leased, request));
    }

    private Session open(String id, RequestParameters request) {
        if (request.flag("session_check")) {
            throw new ClickHouseException(372, "SESSION_NOT_FOUND", "Session " + id + " not found");
        }
        if (sessions.size() >= MAX_SESSIONS) {
            throw new ClickHouseException(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many sessions: " + MAX_SESSIONS);
        }
        Session session = new Session(engine.connect());
        sessions.put(id, session);
        return session;
    }

    private synchronized void release(String id, Session session, RequestParameters request) {
        session.busy = false;
        session.end = Instant.now().plus(request.sessionTimeout());
        if (request.flag("close_session")) {
            sessions.remove(id);
            session.connection.close();
        }
    }

    private synchronized void endIdleSessions() {
        Instant now = Instant.now();
        Iterator<Session> all = sessions.values().iterator();
        while (all.hasNext()) {
            Session session = all.next();
            if (!session.busy && session.end.isBefore(now)) {
                all.remove();
                session.connection.close();
            }
        }
    }

    /** Closes every session; no request may be running. */
    @Override
    public synchronized void close() {
        sessions.values().forEach(session -> session.connection.close());
        sessions.clear();
    }

    private record ConnectionLease(ChDbConnection connection, Consumer<ChDbConnection> onClose) implements Lease {
        @Override
        public void close() {
            onClose.accept(connection);
        }
    }
}
