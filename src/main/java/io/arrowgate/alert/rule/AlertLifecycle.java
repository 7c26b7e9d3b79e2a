package io.arrowgate.alert.rule;

import io.arrowgate.alert.notify.AlertState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Where an alert of one rule and series stands: whether its breach has lasted, whether it fires, and since when. */
public final class AlertLifecycle {
    private static final Phase[] PHASES = Phase.values();

    private Phase phase = Phase.QUIET;
    private long firstMicros;
    private long lastMicros;
    private long readings;
    private int partition;
    private long offset;

    /** What one reading did to an alert. */
    public enum Transition {
        NONE(null),
        FIRED(AlertState.FIRING),
        RESOLVED(AlertState.RESOLVED);

        private final AlertState state;

        Transition(AlertState state) {
            this.state = state;
        }

        /** The state that the alert came to; null if nothing happened. */
        public AlertState state() {
            return state;
        }
    }

    private enum Phase {
        QUIET,
        /** In breach, not yet for long enough. */
        PENDING,
        FIRING
    }

    /** Whether there is neither an alert nor a breach that may become one. */
    public boolean isClear() {
        return phase == Phase.QUIET;
    }

    public boolean isFiring() {
        return phase == Phase.FIRING;
    }

    /** Event time of the breach's first reading: with the rule and the series it is the alert's identity. */
    public long firstMicros() {
        return firstMicros;
    }

    /** Event time of the breach's latest reading. */
    public long lastMicros() {
        return lastMicros;
    }

    /** How many readings were in breach. */
    public long readings() {
        return readings;
    }

    /** Of the reading that fired the alert. */
    public int partition() {
        return partition;
    }

    /** Of the reading that fired the alert. */
    public long offset() {
        return offset;
    }

    /** Takes the verdict on a reading; readings come in order of event time. */
    public Transition step(Verdict verdict, Reading reading, Hold lasting) {
        return switch (verdict) {
            case NONE -> Transition.NONE;
            case BREACH -> breach(reading, lasting);
            case BETWEEN -> between();
            case CLEAR -> clear(reading.timeMicros, lasting);
        };
    }

    /** Fires without a reading in breach: the series has been silent since this one. */
    public void fireAbsence(long sinceMicros, int lastPartition, long lastOffset) {
        phase = Phase.FIRING;
        firstMicros = sinceMicros;
        lastMicros = sinceMicros;
        readings = 0;
        partition = lastPartition;
        offset = lastOffset;
    }

    /** Ends a silence. */
    public void resolve(long timeMicros) {
        phase = Phase.QUIET;
        lastMicros = timeMicros;
    }

    private Transition breach(Reading reading, Hold lasting) {
        if (phase == Phase.QUIET) {
            phase = Phase.PENDING;
            firstMicros = reading.timeMicros;
            readings = 0;
            // Those of an earlier alert are of no meaning, and would make the state depend on whether it was restored
            // since.
            partition = 0;
            offset = 0;
        }
        readings++;
        lastMicros = reading.timeMicros;
        boolean lasted = lastMicros - firstMicros >= lasting.micros() && readings >= lasting.readings();
        if (phase == Phase.FIRING || !lasted) {
            return Transition.NONE;
        }
        phase = Phase.FIRING;
        partition = reading.partition;
        offset = reading.offset;
        return Transition.FIRED;
    }

    private Transition between() {
        if (phase == Phase.PENDING) {
            phase = Phase.QUIET;
        }
        return Transition.NONE;
    }

    private Transition clear(long timeMicros, Hold lasting) {
        if (phase == Phase.FIRING && timeMicros - lastMicros < lasting.holdMicros()) {
            return Transition.NONE;
        }
        boolean fired = phase == Phase.FIRING;
        phase = Phase.QUIET;
        return fired ? Transition.RESOLVED : Transition.NONE;
    }

    /** Whether the breaches have a moment in common. */
    public boolean overlaps(AlertLifecycle other) {
        return firstMicros <= other.lastMicros && other.firstMicros <= lastMicros;
    }

    public void set(AlertLifecycle other) {
        phase = other.phase;
        firstMicros = other.firstMicros;
        lastMicros = other.lastMicros;
        readings = other.readings;
        partition = other.partition;
        offset = other.offset;
    }

    public AlertLifecycle copy() {
        AlertLifecycle copy = new AlertLifecycle();
        copy.set(this);
        return copy;
    }

    /** Takes over which alert another life stands for; both fire. */
    public void adoptIdentity(AlertLifecycle other) {
        firstMicros = other.firstMicros;
        // Its first reading may be in breach no longer.
        lastMicros = Math.max(lastMicros, firstMicros);
        partition = other.partition;
        offset = other.offset;
    }

    @SuppressWarnings("EnumOrdinal")
    public // The order of the phases is part of savepoints.
    void write(DataOutput out) throws IOException {
        out.writeByte(phase.ordinal());
        if (phase != Phase.QUIET) {
            out.writeLong(firstMicros);
            out.writeLong(lastMicros);
            out.writeLong(readings);
            out.writeInt(partition);
            out.writeLong(offset);
        }
    }

    public static AlertLifecycle read(DataInput in) throws IOException {
        AlertLifecycle life = new AlertLifecycle();
        life.phase = PHASES[in.readUnsignedByte()];
        if (life.phase != Phase.QUIET) {
            life.firstMicros = in.readLong();
            life.lastMicros = in.readLong();
            life.readings = in.readLong();
            life.partition = in.readInt();
            life.offset = in.readLong();
        }
        return life;
    }

    /**
     * How long a breach must last to fire, and how long it must be over to resolve.
     *
     * @param micros of event time, from the first reading in breach
     * @param readings in breach, one after the other
     * @param holdMicros of event time, from the last reading in breach
     */
    public record Hold(long micros, int readings, long holdMicros) {}
}
