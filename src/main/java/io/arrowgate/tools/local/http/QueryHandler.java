package io.arrowgate.tools.local.http;

import com.sun.net.httpserver.HttpExchange;
import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ChDbEngine;
import io.arrowgate.tools.local.engine.ClickHouseException;
import io.arrowgate.tools.local.engine.QueryStats;
import io.arrowgate.tools.local.sql.ExternalAccessGuard;
import io.arrowgate.tools.local.sql.ParsedStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a query request: checks the credentials, reads the statement, runs it on a connection, and responds. */
final class QueryHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);
    private static final int MAX_QUERIES = 32;
    /** The server's http_receive_timeout. */
    private static final Duration RECEIVE_LIMIT = Duration.ofSeconds(30);

    private static final int FIRST_READ_BYTES = 1 << 16;
    /** A statement without its data is held in memory; the server's limit, max_query_size, is lower. */
    private static final int MAX_STATEMENT_BYTES = 1 << 24;

    private final ChDbEngine engine;
    private final EngineSessions engineSessions;
    /**
     * The engine does not check passwords: this handler does, and ALTER USER changes the password until the end of the process.
     */
    private volatile Credentials credentials;

    private final RunningQueries running = new RunningQueries();
    private final QueryConcurrencyLimit slots = new QueryConcurrencyLimit(MAX_QUERIES);

    QueryHandler(ChDbEngine engine, EngineSessions engineSessions, Credentials credentials) {
        this.engine = engine;
        this.engineSessions = engineSessions;
        this.credentials = credentials;
    }

    /** Handles the request; after an exception the connection must be closed. */
    void handle(HttpExchange exchange, RequestParameters request, RequestDeadlines deadlines) throws IOException {
        exchange.setStreams(new DeadlineInputStream(exchange.getRequestBody(), deadlines, RECEIVE_LIMIT), null);
        deadlines.unlimited();
        try (QueryResponse queryResponse = new QueryResponse(exchange, request)) {
            try {
                credentials.check(Credentials.of(request));
                refuseUnsupported(request);
                queryResponse.finish(run(exchange, request, queryResponse));
            } catch (ClickHouseException e) {
                queryResponse.fail(e, engine.version());
            } catch (IOException e) {
                if (queryResponse.hasBegun()) {
                    throw e;
                }
                // An invalid content encoding; if the connection is broken, this response fails as well.
                queryResponse.fail(
                        new ClickHouseException(
                                271, "CANNOT_DECOMPRESS", "Cannot read the request's body: " + e.getMessage()),
                        engine.version());
            }
        }
    }

    boolean isClosing() {
        return slots.isClosing();
    }

    /**
     * Rejects further queries and waits for the running ones.
     *
     * @throws IllegalStateException if one of them does not end in time
     */
    void close(Duration limit) {
        slots.close(limit);
    }

    private static void refuseUnsupported(RequestParameters request) {
        if (request.parameter("role").isPresent()) {
            throw new ClickHouseException(48, "NOT_IMPLEMENTED", "The local engine has no roles");
        }
        if (request.header("Content-Type").orElse("").startsWith("multipart/form-data")) {
            throw new ClickHouseException(
                    48, "NOT_IMPLEMENTED", "The local engine takes no external tables and no forms");
        }
    }

    @SuppressWarnings("try") // slot and entry are only held
    private QueryStats run(HttpExchange exchange, RequestParameters request, QueryResponse queryResponse)
            throws IOException {
        try (QueryConcurrencyLimit.Slot slot = slots.enter();
                RunningQueries.Entry entry = running.enter(request.queryId());
                EngineSessions.Lease lease = engineSessions.lease(request)) {
            LOG.debug("query {} runs", request.queryId());
            return execute(lease, exchange, request, queryResponse);
        }
    }

    private QueryStats execute(
            EngineSessions.Lease lease, HttpExchange exchange, RequestParameters request, QueryResponse queryResponse)
            throws IOException {
        InputStream input = statementAndData(exchange, request);
        byte[] head = input.readNBytes(FIRST_READ_BYTES);
        Optional<ParsedStatement> split = ParsedStatement.split(head, head.length, head.length < FIRST_READ_BYTES);
        while (split.isEmpty()) {
            int wanted = head.length * 2;
            byte[] more = input.readNBytes(wanted - head.length);
            int length = head.length + more.length;
            head = Arrays.copyOf(head, length);
            System.arraycopy(more, 0, head, length - more.length, more.length);
            split = ParsedStatement.split(head, length, length < wanted);
            if (split.isEmpty() && length >= MAX_STATEMENT_BYTES) {
                throw new ClickHouseException(
                        62, "SYNTAX_ERROR", "Max query size exceeded: " + MAX_STATEMENT_BYTES + " bytes");
            }
        }
        ParsedStatement parsedStatement = split.get();
        refuseWritingGet(exchange, parsedStatement);
        ExternalAccessGuard.check(parsedStatement.text());
        InputStream data = new SequenceInputStream(
                new ByteArrayInputStream(head, parsedStatement.dataStart(), head.length - parsedStatement.dataStart()),
                input);
        QueryStats stats = execute(parsedStatement, data, lease.connection(), request, queryResponse);
        if (parsedStatement.isStateless()) {
            lease.sessionIsUnchanged();
        }
        return stats;
    }

    private QueryStats execute(
            ParsedStatement parsedStatement,
            InputStream data,
            ChDbConnection connection,
            RequestParameters request,
            QueryResponse queryResponse)
            throws IOException {
        if (parsedStatement.isInsertOfData()) {
            queryResponse.setFormat(request.defaultFormat());
            InputStream harmless = parsedStatement.dataAreExpressions() ? ExternalAccessGuard.checked(data) : data;
            return connection.insert(
                    parsedStatement.text(), parsedStatement.inputFormat(), request.arguments(), harmless);
        }
        String format = parsedStatement.outputFormat(request.defaultFormat());
        queryResponse.setFormat(format);
        Optional<Credentials> altered =
                credentials.alteredBy(new String(parsedStatement.text(), StandardCharsets.UTF_8));
        if (altered.isPresent()) {
            credentials = altered.get();
            return QueryStats.NONE;
        }
        return parsedStatement.isReading()
                ? connection.query(parsedStatement.text(), format, request.arguments(), queryResponse)
                : connection.queryWhole(parsedStatement.text(), format, request.arguments(), queryResponse);
    }

    /** Returns the statement: the URL's parameter, a line end, and the body. */
    private static InputStream statementAndData(HttpExchange exchange, RequestParameters request) throws IOException {
        InputStream body = RequestBodyDecoder.decode(exchange.getRequestBody(), request);
        String query = request.parameter("query").orElse("").stripTrailing();
        if (query.isEmpty()) {
            return body;
        }
        byte[] line = (query + "\n").getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(new ByteArrayInputStream(line), body);
    }

    private static void refuseWritingGet(HttpExchange exchange, ParsedStatement parsedStatement) {
        if (exchange.getRequestMethod().equals("GET")
                && (parsedStatement.isInsertOfData() || !parsedStatement.isReading())) {
            throw new ClickHouseException(
                    164,
                    "READONLY",
                    "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. "
                            + "You should use method POST for modifying queries");
        }
    }
}
