package io.arrowgate.tools.option;

import io.arrowgate.archive.ArchiveFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses times, days and formats of the archive commands. Errors give an example. */
public final class ArchiveConverters {
    private ArchiveConverters() {}

    /** Parses an ISO-8601 instant. */
    public static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is not a time; give for example 2024-05-01T12:00:00Z".formatted(text));
            }
        }
    }

    /** Parses a day. */
    public static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'%s' is not a day; give for example 2024-05-01".formatted(text));
            }
        }
    }

    /** Parses the name of an archive format. */
    public static final class Format implements ITypeConverter<ArchiveFormat> {
        @Override
        public ArchiveFormat convert(String text) {
            return ArchiveFormat.ofName("." + text)
                    .orElseThrow(() -> new TypeConversionException("unknown value '%s'; give one of %s"
                            .formatted(
                                    text,
                                    Arrays.stream(ArchiveFormat.values())
                                            .map(ArchiveFormat::ending)
                                            .toList())));
        }
    }
}
