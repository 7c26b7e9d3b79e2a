package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Holds the state of a condition for one series; changed in place. */
public interface ConditionState {
    /** Returns the kind, which is written before the state. */
    Kind kind();

    void write(DataOutput out) throws IOException;

    /** Returns an estimate of the memory that this state takes, in bytes. */
    int memoryBytes();

    /** Returns a deep copy. */
    ConditionState copy();

    /**
     * Copies another state of the same kind into this one. Only for conditions that are replayed. In place, because it
     * happens with nearly every message, and storing new objects in long-lived ones is costly for the garbage collector.
     */
    default void set(ConditionState other) {
        throw new UnsupportedOperationException(kind() + " is not replayed");
    }

    /** Lists the kinds of state. Their order is part of savepoints: append new ones, and keep those of 0.1.0. */
    enum Kind {
        NONE,
        CHANGE,
        REGISTER,
        CROWDING,
        DETECTOR,
        WINDOW,
        RATED_DETECTOR,
        REPLAYED;

        private static final Kind[] ALL = values();

        /** Reads what {@link #writeTo} wrote. */
        public static ConditionState readFrom(DataInput in) throws IOException {
            return switch (ALL[in.readUnsignedByte()]) {
                case NONE -> EmptyConditionState.INSTANCE;
                case CHANGE -> SlidingExtremum.readOf01(in);
                case WINDOW -> SlidingExtremum.read(in);
                case REGISTER -> CounterState.read(in);
                case CROWDING -> SeasonalBaseline.read(in);
                case DETECTOR -> AnomalyDetectorState.read(in);
                case RATED_DETECTOR -> AnomalyDetectorState.readRated(in);
                case REPLAYED -> ReplayedConditionState.read(in);
            };
        }
    }

    /** Writes the kind, then the state. */
    @SuppressWarnings("EnumOrdinal") // The order of the kinds is part of savepoints.
    default void writeTo(DataOutput out) throws IOException {
        out.writeByte(kind().ordinal());
        write(out);
    }
}
