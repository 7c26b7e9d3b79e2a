package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a condition remembers of one series; changed in place. */
public interface ConditionState {
    /** Tells the reader which state it is. */
    Kind kind();

    void write(DataOutput out) throws IOException;

    /** A state that this one's further readings leave alone. */
    ConditionState copy();

    /**
     * Becomes like another state of its kind: only of conditions that are replayed. In place, since it happens with nearly every
     * message: a new object in an old one's field costs the garbage collector dearly.
     */
    default void set(ConditionState other) {
        throw new UnsupportedOperationException(kind() + " is not replayed");
    }

    /** The states there are. Their order is part of savepoints: new ones come last. */
    enum Kind {
        NONE,
        CHANGE,
        REGISTER,
        CROWDING,
        DETECTOR;

        private static final Kind[] ALL = values();

        /** Reads what {@link #writeTo} wrote. */
        public static ConditionState readFrom(DataInput in) throws IOException {
            return switch (ALL[in.readUnsignedByte()]) {
                case NONE -> EmptyConditionState.INSTANCE;
                case CHANGE -> SlidingExtremum.read(in);
                case REGISTER -> CounterState.read(in);
                case CROWDING -> SeasonalBaseline.read(in);
                case DETECTOR -> AnomalyDetectorState.read(in);
            };
        }
    }

    /** Writes the state behind its kind. */
    @SuppressWarnings("EnumOrdinal") // The order of the kinds is part of savepoints.
    default void writeTo(DataOutput out) throws IOException {
        out.writeByte(kind().ordinal());
        write(out);
    }
}
