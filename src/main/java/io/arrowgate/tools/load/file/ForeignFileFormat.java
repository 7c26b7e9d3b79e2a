package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.ForeignEncodings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes files that are neither CSV nor JSON nor line protocol, and names a way to convert them. */
public final class ForeignFileFormat {
    private static final int SAMPLE = 64 * 1024;

    private static final List<ForeignFileFormat> FORMATS = List.of(
            new ForeignFileFormat("<.*", "XML", "convert it to JSON or CSV"),
            new ForeignFileFormat(
                    "[$!][A-Z]{2}[A-Z0-9]{3},.*", "NMEA 0183", "convert it to JSON, such as with gpsd: gpspipe -w"),
            new ForeignFileFormat(
                    "[a-zA-Z_:][\\w:]*\\{.*\\} +[-+\\dNI]\\S*( \\d+)?",
                    "metrics of Prometheus",
                    "collect them with Telegraf (inputs.prometheus), which writes line protocol"),
            new ForeignFileFormat(
                    "[^\\s{\\[\"]+:\\{.*\\}",
                    "JSON after keys",
                    "separate key and value by a tab, as kcat -K '\\t' writes them"),
            new ForeignFileFormat(
                    "[^\\s=,;|\\[{\"]+=(\"[^\"]*\"|\\S*)(\\s+[^\\s=,;|]+=(\"[^\"]*\"|\\S*))+",
                    "logfmt",
                    "convert the pairs to JSON, such as with Vector or Fluent Bit"),
            new ForeignFileFormat(
                    "\\[\\s*(-?\\d|\"|true|false|null).*\\]",
                    "JSON arrays of values",
                    "make objects of them, such as with jq -c '{id: .[0], value: .[1]}'"),
            new ForeignFileFormat(
                    "(?=(\\S+ +){2}\\S)(?=.*\\d\\S* .*\\d)[^,;|=\\t{\"]+",
                    "columns that are separated by blanks",
                    "separate them by one character, such as with tr -s ' ' ';'"));

    private final Pattern line;
    private final String name;
    private final String remedy;

    private ForeignFileFormat(String line, String name, String remedy) {
        this.line = Pattern.compile(line);
        this.name = name;
        this.remedy = remedy;
    }

    /**
     * Checks the first lines of a file.
     *
     * @throws IllegalArgumentException with the format and the remedy
     */
    public static void check(Path file) throws IOException {
        try (BufferedInputStream text = RecordFile.text(Files.newInputStream(file))) {
            byte[] start = text.readNBytes(SAMPLE);
            if (start.length == 0) {
                throw new IllegalArgumentException(file + ": is empty");
            }
            String encoding = ForeignEncodings.describe(wholeLines(start));
            if (encoding != null) {
                throw new IllegalArgumentException(file + ": " + encoding);
            }
            String first = new String(start, UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .findFirst()
                    .orElse("");
            for (ForeignFileFormat format : FORMATS) {
                if (format.line.matcher(first.strip()).matches()) {
                    throw new IllegalArgumentException("%s: looks like %s, which the job does not read: %s"
                            .formatted(file, format.name, format.remedy));
                }
            }
        }
    }

    /** Returns the bytes before the last line break of a cut text. */
    private static byte[] wholeLines(byte[] text) {
        int end = text.length;
        while (text.length == SAMPLE && end > 0 && text[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? text : Arrays.copyOf(text, end);
    }
}
