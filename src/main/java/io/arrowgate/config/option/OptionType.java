package io.arrowgate.config.option;

/** Describes the format of an option's text. */
public enum OptionType {
    TEXT("text"),
    SECRET("text, never printed"),
    NAMES("names, comma separated"),
    NUMBER("whole number"),
    SWITCH("true or false"),
    DURATION("duration such as 500 ms, 2 s or 15 min"),
    SIZE("size such as 900 kb or 256 mb"),
    CHOICE("one of"),
    PROPERTIES("further keys with this prefix");

    private final String expectation;

    OptionType(String expectation) {
        this.expectation = expectation;
    }

    String expectation() {
        return expectation;
    }
}
