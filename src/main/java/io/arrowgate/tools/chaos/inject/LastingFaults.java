package io.arrowgate.tools.chaos.inject;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.stack.ChaosStack;
import io.arrowgate.tools.chaos.stack.ReplicaPair;
import io.arrowgate.tools.local.fault.InjectedResponses;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RandomResponseInterceptor;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import java.io.IOException;
import java.sql.SQLException;

/** Injects faults that last for a while, and ends them. */
final class LastingFaults {
    private static final int SOAK_ONE_IN = 20;

    private final ChaosStack stack;

    LastingFaults(ChaosStack stack) {
        this.stack = stack;
    }

    /** Represents a fault that lasts until it is closed. */
    interface Condition extends AutoCloseable {
        /** Throws if the job did not handle the fault correctly. */
        default void check() throws IOException, InterruptedException {}

        @Override
        void close() throws IOException, InterruptedException, SQLException;
    }

    Condition begin(Fault fault) throws IOException, InterruptedException, SQLException {
        FaultKind kind = fault.kind();
        if (kind == FaultKind.ROTATED_PASSWORD && !stack.isReplicated()) {
            return new PasswordRotation(stack);
        }
        if (fault.response().isPresent()) {
            return intercept(ResponseInterceptor.always(fault.response().get()));
        }
        if (kind == FaultKind.SOAK) {
            return intercept(new RandomResponseInterceptor(
                    Double.doubleToLongBits(fault.moment()), SOAK_ONE_IN, InjectedResponses.lasting()));
        }
        if (kind.isOfTable()) {
            TableFaults.Change change = new TableFaults(stack.settings().clickHouse()).apply(kind, fault.moment());
            return change::close;
        }
        if (kind == FaultKind.SECOND_INSTANCE) {
            return new CompetingJob(stack);
        }
        if (kind == FaultKind.LATE_REPLICA) {
            stack.replicas().pauseFetches();
            return () -> stack.replicas().resumeFetches();
        }
        if (kind == FaultKind.LOST_ENDPOINT) {
            return loseEndpoint(fault);
        }
        stack.proxies().setMode(mode(kind));
        return () -> stack.proxies().setMode(ProxyMode.PASS);
    }

    /** Kills a replica and restarts it, or deletes its data and replaces it with an empty one. */
    private Condition loseEndpoint(Fault fault) throws IOException {
        ReplicaPair replicas = stack.replicas();
        if (fault.late()) {
            replicas.lose(fault.moment());
            return replicas::replace;
        }
        replicas.kill(fault.moment());
        return replicas::restart;
    }

    private Condition intercept(ResponseInterceptor responseInterceptor) {
        stack.proxies().setInterceptor(responseInterceptor);
        return () -> stack.proxies().setInterceptor(ResponseInterceptor.NONE);
    }

    private static ProxyMode mode(FaultKind kind) {
        return switch (kind) {
            case ERRORS -> ProxyMode.FAIL_INSERTS;
            case TOO_MANY_PARTS -> ProxyMode.TOO_MANY_PARTS;
            case SILENCE -> ProxyMode.HANG;
            default -> throw new IllegalArgumentException(kind + " is not a lasting fault");
        };
    }

    /** Changes the password of the job's user on the server and changes it back. The server rejects every request in between. */
    private static final class PasswordRotation implements Condition {
        private static final String OTHER = "rotated-by-chaos";

        private final ChaosStack stack;
        private final String own;

        PasswordRotation(ChaosStack stack) throws SQLException {
            this.stack = stack;
            own = stack.settings().clickHouse().password();
            change(own, OTHER);
        }

        private void change(String valid, String next) throws SQLException {
            ClickHouseSettings settings = stack.settingsWithPassword(valid);
            try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
                queries.execute(
                        "ALTER USER `%s` IDENTIFIED BY '%s'".formatted(settings.user(), next.replace("'", "''")));
            }
        }

        @Override
        public void close() throws SQLException {
            change(OTHER, own);
        }
    }
}
