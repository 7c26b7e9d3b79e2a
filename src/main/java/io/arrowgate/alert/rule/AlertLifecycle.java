package io.arrowgate.alert.rule;

import io.arrowgate.alert.notify.AlertState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Tracks the alert of one rule and series: whether a breach is pending or firing, and since when. */
public final class AlertLifecycle {
    private static final Phase[] PHASES = Phase.values();

    private Phase phase = Phase.QUIET;
    private long firstMicros;
    private long lastMicros;
    private long readings;
    private int partition;
    private long offset;
    private int rowInRecord;

    /** Describes the effect of one reading on an alert. */
    public enum Transition {
        NONE(null),
        FIRED(AlertState.FIRING),
        RESOLVED(AlertState.RESOLVED);

        private final AlertState state;

        Transition(AlertState state) {
            this.state = state;
        }

        /** Returns the new state of the alert; null if it did not change. */
        public AlertState state() {
            return state;
        }
    }

    private enum Phase {
        QUIET,
        /** In breach, but not long enough to fire. */
        PENDING,
        FIRING
    }

    /** Returns whether there is neither an alert nor a pending breach. */
    public boolean isClear() {
        return phase == Phase.QUIET;
    }

    public boolean isFiring() {
        return phase == Phase.FIRING;
    }

    /** Returns the event time of the first reading in breach. With rule and series it identifies the alert. */
    public long firstMicros() {
        return firstMicros;
    }

    /** Returns the event time of the latest reading in breach. */
    public long lastMicros() {
        return lastMicros;
    }

    /** Returns the number of readings in breach. */
    public long readings() {
        return readings;
    }

    /** Returns the Kafka partition of the reading that fired the alert. */
    public int partition() {
        return partition;
    }

    /** Returns the Kafka offset of the reading that fired the alert. */
    public long offset() {
        return offset;
    }

    /** Returns the position in its record of the reading that fired the alert. */
    public int rowInRecord() {
        return rowInRecord;
    }

    /** Applies the verdict on a reading; readings come in order of event time. */
    public Transition step(Verdict verdict, Reading reading, Hold hold) {
        return switch (verdict) {
            case NONE -> Transition.NONE;
            case BREACH -> breach(reading, hold);
            case BETWEEN -> between();
            case CLEAR -> clear(reading.timeMicros, hold);
        };
    }

    /** Fires without a reading in breach: the series has been absent since this event time. */
    public void fireAbsence(long sinceMicros, int lastPartition, long lastOffset, int lastRowInRecord) {
        phase = Phase.FIRING;
        firstMicros = sinceMicros;
        lastMicros = sinceMicros;
        readings = 0;
        partition = lastPartition;
        offset = lastOffset;
        rowInRecord = lastRowInRecord;
    }

    /** Resolves an absence alert. */
    public void resolve(long timeMicros) {
        phase = Phase.QUIET;
        lastMicros = timeMicros;
    }

    private Transition breach(Reading reading, Hold hold) {
        if (phase == Phase.QUIET) {
            phase = Phase.PENDING;
            firstMicros = reading.timeMicros;
            readings = 0;
            // Reset, so that the state does not depend on whether it was restored since an earlier alert.
            partition = 0;
            offset = 0;
            rowInRecord = 0;
        }
        readings++;
        lastMicros = reading.timeMicros;
        boolean lasted = lastMicros - firstMicros >= hold.micros() && readings >= hold.readings();
        if (phase == Phase.FIRING || !lasted) {
            return Transition.NONE;
        }
        phase = Phase.FIRING;
        partition = reading.partition;
        offset = reading.offset;
        rowInRecord = reading.rowInRecord;
        return Transition.FIRED;
    }

    private Transition between() {
        if (phase == Phase.PENDING) {
            phase = Phase.QUIET;
        }
        return Transition.NONE;
    }

    private Transition clear(long timeMicros, Hold hold) {
        if (phase == Phase.FIRING && timeMicros - lastMicros < hold.holdMicros()) {
            return Transition.NONE;
        }
        boolean fired = phase == Phase.FIRING;
        phase = Phase.QUIET;
        return fired ? Transition.RESOLVED : Transition.NONE;
    }

    /** Returns whether the two breaches overlap in event time. */
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
        rowInRecord = other.rowInRecord;
    }

    public AlertLifecycle copy() {
        AlertLifecycle copy = new AlertLifecycle();
        copy.set(this);
        return copy;
    }

    /** Adopts the identity of another firing alert. */
    public void adoptIdentity(AlertLifecycle other) {
        firstMicros = other.firstMicros;
        // Its first reading may no longer be in breach.
        lastMicros = Math.max(lastMicros, firstMicros);
        partition = other.partition;
        offset = other.offset;
        rowInRecord = other.rowInRecord;
    }

    @SuppressWarnings("EnumOrdinal") // The order of the phases is part of savepoints.
    public void write(DataOutput out) throws IOException {
        out.writeByte(phase.ordinal());
        if (phase != Phase.QUIET) {
            out.writeLong(firstMicros);
            out.writeLong(lastMicros);
            out.writeLong(readings);
            ReadingPlaceFormat.write(partition, offset, rowInRecord, out);
        }
    }

    public static AlertLifecycle read(DataInput in) throws IOException {
        AlertLifecycle life = new AlertLifecycle();
        life.phase = PHASES[in.readUnsignedByte()];
        if (life.phase != Phase.QUIET) {
            life.firstMicros = in.readLong();
            life.lastMicros = in.readLong();
            life.readings = in.readLong();
            int encodedPartition = in.readInt();
            life.partition = ReadingPlaceFormat.partition(encodedPartition);
            life.offset = in.readLong();
            life.rowInRecord = ReadingPlaceFormat.readRowInRecord(encodedPartition, in);
        }
        return life;
    }

    /**
     * Describes how long a breach must last to fire, and how long it must be over to resolve.
     *
     * @param micros of event time, from the first reading in breach
     * @param readings in breach, one after the other
     * @param holdMicros of event time, from the last reading in breach
     */
    public record Hold(long micros, int readings, long holdMicros) {}
}
