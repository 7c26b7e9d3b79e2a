package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * Describes how CSV lines are written. Each character is one character of ASCII.
 *
 * @param delimiter between fields; {@code \t} is a tab
 * @param decimal point or comma before the fraction of a number
 * @param thousands between groups of three digits of a number; empty for none
 * @param quote around fields; empty for none
 * @param comment first character of lines that are skipped; empty for none
 * @param skipLines number of lines at the start of a file that precede its header
 * @param skipAfterHeader number of lines that follow the header and are not records, such as units
 */
public record CsvDialect(
        String delimiter,
        String decimal,
        String thousands,
        String quote,
        String comment,
        Integer skipLines,
        Integer skipAfterHeader)
        implements Serializable {
    /** The dialect of RFC 4180. */
    public static final CsvDialect DEFAULT = new CsvDialect(null, null, null, null, null, null, null);

    private static final String KEY = "csv-dialect.";
    private static final int MAX_SKIPPED = 1_000;

    public CsvDialect(
            @JsonProperty("delimiter") String delimiter,
            @JsonProperty("decimal") String decimal,
            @JsonProperty("thousands") String thousands,
            @JsonProperty("quote") String quote,
            @JsonProperty("comment") String comment,
            @JsonProperty("skip-lines") Integer skipLines,
            @JsonProperty("skip-after-header") Integer skipAfterHeader) {
        this.delimiter = orElse(delimiter, ",").replace("\\t", "\t");
        this.decimal = orElse(decimal, ".");
        this.thousands = orElse(thousands, "");
        this.quote = orElse(quote, "\"");
        this.comment = orElse(comment, "");
        this.skipLines = orElse(skipLines, 0);
        this.skipAfterHeader = orElse(skipAfterHeader, 0);
        checkCharacter("delimiter", this.delimiter);
        check(!this.delimiter.isEmpty(), KEY + "delimiter", "", "is empty");
        check(this.decimal.matches("[.,]"), KEY + "decimal", this.decimal, "is neither '.' nor ','");
        checkCharacter("thousands", this.thousands);
        check(!this.thousands.equals(this.decimal), KEY + "thousands", this.thousands, "is also the decimal separator");
        checkCharacter("quote", this.quote);
        checkCharacter("comment", this.comment);
        check(!this.quote.equals(this.delimiter), KEY + "quote", this.quote, "is also the delimiter");
        check(!this.comment.equals(this.delimiter), KEY + "comment", this.comment, "is also the delimiter");
        check(
                this.comment.isEmpty() || !this.comment.equals(this.quote),
                KEY + "comment",
                this.comment,
                "is also the quote");
        checkSkipped("skip-lines", this.skipLines);
        checkSkipped("skip-after-header", this.skipAfterHeader);
    }

    private static void checkSkipped(String key, int lines) {
        check(lines >= 0 && lines <= MAX_SKIPPED, KEY + key, lines, "is not in 0 to 1,000");
    }

    private static void checkCharacter(String key, String text) {
        boolean isCharacter = text.isEmpty()
                || text.equals("\t")
                || (text.length() == 1 && text.charAt(0) >= ' ' && text.charAt(0) < 0x7f);
        check(
                isCharacter && !text.matches("[A-Za-z0-9]"),
                KEY + key,
                text,
                "is not one punctuation character of ASCII");
    }

    /** Returns whether numbers are written as in JSON. */
    public boolean hasPlainNumbers() {
        return decimal.equals(".") && thousands.isEmpty();
    }
}
