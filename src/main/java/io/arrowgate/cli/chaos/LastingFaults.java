package io.arrowgate.cli.chaos;

import io.arrowgate.local.fault.InjectedResponses;
import io.arrowgate.local.fault.Interceptor;
import io.arrowgate.local.fault.Mode;
import io.arrowgate.local.fault.RandomInterceptor;
import java.io.IOException;
import java.sql.SQLException;

/** Brings about what lasts for a while, and ends it. */
final class LastingFaults {
    private static final int SOAK_ONE_IN = 20;

    private final ChaosStack stack;

    LastingFaults(ChaosStack stack) {
        this.stack = stack;
    }

    /** What lasts until it is closed. */
    interface Condition extends AutoCloseable {
        /** Fails if the job did not bear it as it should. */
        default void check() throws IOException, InterruptedException {}

        @Override
        void close() throws IOException, InterruptedException, SQLException;
    }

    Condition begin(Fault fault) throws IOException, InterruptedException, SQLException {
        FaultKind kind = fault.kind();
        if (kind == FaultKind.ROTATED_PASSWORD && !stack.isReplicated()) {
            return new RotatedPassword(stack);
        }
        if (fault.response().isPresent()) {
            return intercept(Interceptor.always(fault.response().get()));
        }
        if (kind == FaultKind.SOAK) {
            return intercept(new RandomInterceptor(
                    Double.doubleToLongBits(fault.moment()), SOAK_ONE_IN, InjectedResponses.lasting()));
        }
        if (kind.isOfTable()) {
            TableFaults.Change change = new TableFaults(stack.settings().clickHouse()).make(kind, fault.moment());
            return change::close;
        }
        if (kind == FaultKind.SECOND_INSTANCE) {
            return new SecondInstance(stack);
        }
        if (kind == FaultKind.LATE_REPLICA) {
            stack.replicas().holdCopies();
            return () -> stack.replicas().releaseCopies();
        }
        if (kind == FaultKind.LOST_ENDPOINT) {
            return loseEndpoint(fault);
        }
        stack.proxies().become(mode(kind));
        return () -> stack.proxies().become(Mode.PASS);
    }

    /** A replica that is lost with its disk is replaced by an empty one. */
    private Condition loseEndpoint(Fault fault) throws IOException {
        TwoReplicas replicas = stack.replicas();
        if (fault.late()) {
            replicas.lose(fault.moment());
            return replicas::replace;
        }
        replicas.kill(fault.moment());
        return replicas::restart;
    }

    private Condition intercept(Interceptor interceptor) {
        stack.proxies().interceptBy(interceptor);
        return () -> stack.proxies().interceptBy(Interceptor.NONE);
    }

    private static Mode mode(FaultKind kind) {
        return switch (kind) {
            case ERRORS -> Mode.FAIL_INSERTS;
            case TOO_MANY_PARTS -> Mode.TOO_MANY_PARTS;
            case SILENCE -> Mode.HANG;
            default -> throw new IllegalArgumentException(kind + " does not last");
        };
    }
}
