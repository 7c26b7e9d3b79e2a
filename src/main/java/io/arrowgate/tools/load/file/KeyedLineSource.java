package io.arrowgate.tools.load.file;

import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads lines of a key, a tab and a value, as {@code kcat -K '\t'} writes them, or of a topic, a blank and a value, as
 * {@code mosquitto_sub -v} does.
 */
public final class KeyedLineSource implements RecordSource {
    private static final int LOOKAHEAD = 32 * 1024;

    private static final Pattern BEFORE_JSON = Pattern.compile("[^\t{\\[\"]*\t[{\\[].*");
    private static final String TOPIC = "[A-Za-z][^\\s{\"]*/[^\\s{\"]*";
    private static final String VALUE = "(\\{.*|-?\\d+(\\.\\d+)?|(?i:true|false|on|off))";
    private static final Pattern TOPIC_AND_BLANK = Pattern.compile(TOPIC + " " + VALUE);
    private static final Pattern TOPIC_AND_TAB = Pattern.compile(TOPIC + "\t" + VALUE);
    private static final Pattern BEFORE_POINT = Pattern.compile("[^\t ]*\t[^\t ]+ [^\t= ]+=.*");
    /** The value is not a number with a decimal comma. */
    private static final Pattern BEFORE_CSV = Pattern.compile("[^\t,;]*\t[^\t]*[^\t\\d-][^\t]*[,;][^\t]*");

    /** The key of a record that has none, as {@code kafka-console-consumer} writes it. */
    private static final byte[] NO_KEY = "null".getBytes(StandardCharsets.US_ASCII);

    private final RecordLineReader lines;
    private final byte separator;

    /** @param text closed with this */
    public KeyedLineSource(BufferedInputStream text) throws IOException {
        separator = (byte) (isTopicAndBlank(text) ? ' ' : '\t');
        lines = new RecordLineReader(text);
    }

    private static boolean isTopicAndBlank(BufferedInputStream text) throws IOException {
        return TOPIC_AND_BLANK.matcher(firstLine(text)).matches();
    }

    /** Returns whether the first line has a key, without consuming it. */
    public static boolean isKeyed(BufferedInputStream text) throws IOException {
        String line = firstLine(text);
        return Stream.of(BEFORE_JSON, TOPIC_AND_BLANK, TOPIC_AND_TAB, BEFORE_POINT, BEFORE_CSV)
                .anyMatch(keyed -> keyed.matcher(line).matches());
    }

    /** Reads no further than the line, because standard input may have no more yet. */
    private static String firstLine(BufferedInputStream text) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        text.mark(LOOKAHEAD);
        int next = text.read();
        while (next >= 0 && next != '\n' && line.size() < LOOKAHEAD - 1) {
            if (next != '\r') {
                line.write(next);
            }
            next = text.read();
        }
        text.reset();
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public KeyedRecord next() throws IOException {
        if (!lines.next()) {
            return null;
        }
        byte[] line = lines.copy();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == separator) {
                byte[] key = Arrays.copyOf(line, i);
                boolean hasKey = i > 0 && !Arrays.equals(key, NO_KEY);
                return new KeyedRecord(hasKey ? key : null, Arrays.copyOfRange(line, i + 1, line.length));
            }
        }
        return new KeyedRecord(null, line);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
