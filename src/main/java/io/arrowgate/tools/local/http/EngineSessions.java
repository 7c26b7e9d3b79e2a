package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ChDbEngine;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Provides the engine connection of each request, with the request's database and settings: its session's, which keeps
 * temporary tables, SET and USE, or else one that no other request uses.
 *
 * <p>A session ends after its timeout without use, which is checked at each request, or with {@code close_session=1}.
 */
final class EngineSessions implements AutoCloseable {
    private static final int MAX_SESSIONS = 1000;

    private final ChDbEngine engine;
    private final Map<String, Session> sessions = new HashMap<>();
    /** At most as many as requests that ever ran at the same time. */
    private final Deque<ReusableConnection> idle = new ConcurrentLinkedDeque<>();

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

        /** Reports that the request left the connection's session as it was. */
        void sessionIsUnchanged();

        @Override
        void close();
    }

    EngineSessions(ChDbEngine engine) {
        this.engine = engine;
    }

    /**
     * Returns the request's connection.
     *
     * @throws ClickHouseException 373 if the session is in use, 372 if the requested session does not exist, 81 for an unknown
     *     database, 115 for an unknown setting
     */
    Lease lease(RequestParameters request) {
        endIdleSessions();
        return request.sessionId().isPresent()
                ? leaseSession(request.sessionId().get(), request)
                : leaseReusable(request);
    }

    private ChDbConnection connect() {
        ChDbConnection connection = engine.connect();
        // The embedded engine accepts a bare expression as a query; the server does not.
        connection.execute("SET implicit_select = 0");
        return connection;
    }

    private Lease leaseReusable(RequestParameters request) {
        ReusableConnection reusable = prepared(request);
        return new Lease() {
            private boolean unchanged;

            @Override
            public ChDbConnection connection() {
                return reusable.connection();
            }

            @Override
            public void sessionIsUnchanged() {
                unchanged = true;
            }

            @Override
            public void close() {
                if (unchanged) {
                    idle.addLast(reusable);
                } else {
                    reusable.close();
                }
            }
        };
    }

    private ReusableConnection prepared(RequestParameters request) {
        ReusableConnection used = idle.pollLast();
        if (used != null) {
            try {
                used.prepare(request);
                return used;
            } catch (ClickHouseException e) {
                // Either the request is wrong, which the new connection reports, or the previous one made settings
                // constant.
                used.close();
            }
        }
        ReusableConnection opened = new ReusableConnection(connect());
        try {
            opened.prepare(request);
            return opened;
        } catch (ClickHouseException e) {
            opened.close();
            throw e;
        }
    }

    private Lease leaseSession(String id, RequestParameters request) {
        Session session = enter(id, request);
        SessionContext context;
        try {
            context = SessionContext.apply(session.connection, request);
        } catch (RuntimeException e) {
            leave(id, session, request);
            throw e;
        }
        return new Lease() {
            @Override
            public ChDbConnection connection() {
                return session.connection;
            }

            @Override
            public void sessionIsUnchanged() {}

            @Override
            public void close() {
                try {
                    context.close();
                } finally {
                    leave(id, session, request);
                }
            }
        };
    }

    private synchronized Session enter(String id, RequestParameters request) {
        Session session = sessions.get(id);
        if (session == null) {
            session = open(id, request);
        }
        if (session.busy) {
            throw new ClickHouseException(
                    373, "SESSION_IS_LOCKED", "Session " + id + " is locked by a concurrent client");
        }
        session.busy = true;
        return session;
    }

    private Session open(String id, RequestParameters request) {
        if (request.flag("session_check")) {
            throw new ClickHouseException(372, "SESSION_NOT_FOUND", "Session " + id + " not found");
        }
        if (sessions.size() >= MAX_SESSIONS) {
            throw new ClickHouseException(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many sessions: " + MAX_SESSIONS);
        }
        Session session = new Session(connect());
        sessions.put(id, session);
        return session;
    }

    private synchronized void leave(String id, Session session, RequestParameters request) {
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

    /** Closes every connection; no request may be running. */
    @Override
    public synchronized void close() {
        sessions.values().forEach(session -> session.connection.close());
        sessions.clear();
        idle.forEach(ReusableConnection::close);
        idle.clear();
    }
}
