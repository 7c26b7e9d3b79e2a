package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Compares a reading with a bound. */
public enum Comparison {
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    EQUAL("="),
    NOT_EQUAL("!=");

    static final List<String> SYMBOLS =
            Arrays.stream(values()).map(Comparison::symbol).toList();

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    @JsonValue
    public String symbol() {
        return symbol;
    }

    /** Returns the words for a reading in breach, before the bound. */
    String words() {
        return switch (this) {
            case GREATER -> "above";
            case GREATER_OR_EQUAL -> "at or above";
            case LESS -> "below";
            case LESS_OR_EQUAL -> "at or below";
            case EQUAL -> "equal to";
            case NOT_EQUAL -> "other than";
        };
    }

    /** Returns whether a reading is in breach of a bound. */
    public boolean isBreached(double reading, double bound) {
        return switch (this) {
            case GREATER -> reading > bound;
            case GREATER_OR_EQUAL -> reading >= bound;
            case LESS -> reading < bound;
            case LESS_OR_EQUAL -> reading <= bound;
            case EQUAL -> reading == bound;
            case NOT_EQUAL -> reading != bound;
        };
    }

    /** Returns whether a value is on the bound or on its clear side; false for equality comparisons. */
    boolean isCleared(double value, double bound) {
        return switch (this) {
            case GREATER, GREATER_OR_EQUAL -> value <= bound;
            case LESS, LESS_OR_EQUAL -> value >= bound;
            case EQUAL, NOT_EQUAL -> false;
        };
    }

    @JsonCreator
    static Comparison of(String symbol) {
        return Arrays.stream(values())
                .filter(each -> each.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "comparison: '%s' is unknown; give one of %s, in quotes".formatted(symbol, SYMBOLS)));
    }
}
