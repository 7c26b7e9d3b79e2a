package io.arrowgate.stream.column;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimePatternCheckTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "YYYY/MM/dd HH:mm | the calendar year is y",
                "YYYY-MM-dd | the calendar year is y",
                "yyyy-MM-DD | the day of the month is d",
                "DD/MM/yyyy | the day of the month is d",
                "MM/dd HH:mm:ss | it has no year",
                "HH:mm:ss | it has no year",
                "yyyy-MM | it needs year, month and day",
                "yyyy-dd HH:mm | it needs year, month and day",
                "YYYY-'W'ww | it needs year, month and day",
                "yyyy-MM-dd hh:mm:ss | needs a (AM or PM)",
                "yyyy-MM-dd KK:mm | needs a (AM or PM)",
                "yyyy-mm-dd HH:MM:ss | the month is M",
                "yyyy-mm-dd | the month is M",
                "yyyy-MM-dd mm:ss | must follow the hour",
                "dd/MM/yyyy HH:mm:SS | the second is s",
                "yyyy-dd HH:MM | the minute is m",
                "yyyy-MM-dd ss | an hour before minutes or seconds",
                "yyyy-MM-dd HH:mm:ss v | use z (EST, EDT), VV (America/New_York) or xxx (-05:00)",
                "yyyy-MM-dd HH:MM | M is there more than once; the month is M, and the minute is m",
                "[yyyy-MM-dd][dd/MM/yyyy] | list each form as a format of its own",
                "yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSS] | list each form as a format of its own",
                "%Y-%m-%d | % is of strftime",
                "yyyy-MM-ddTHH:mm | Unknown pattern letter: T; put text in single quotes",
                "epoch-m | formats with a name are iso-8601, epoch, epoch-s, epoch-ms, epoch-us, epoch-ns, epoch-d",
                "yyyy-MM-dd b | is not a date pattern",
                "yyyy-MM-dd 'T | is not a date pattern",
                "yyyy-MM-dd p | is not a date pattern"
            })
    void patternThatReadsNoTimeIsRejectedWithRemedy(String pattern, String remedy) {
        assertThatThrownBy(() -> column(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("columns.t.formats: '%s' is ".formatted(pattern))
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd",
                "yyyyMMdd",
                "MM-dd-yy HH:mm:ss",
                "dd.MM.yyyy HH:mm",
                "yyyy-MM-dd HH",
                "MM/dd/yyyy hh:mm:ss a",
                "h:mm a, MMM d, yyyy",
                "h:mm B d MMM yyyy",
                "HH:mm dd/MM/yyyy",
                "yyyy-DDD",
                "YYYY-'W'ww-e",
                "YYYY'W'wwe",
                "YY-ww EEE",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "yyyy-MM-dd HH:mm:ss[.SSS][ z]",
                "EEE MMM d HH:mm:ss zzz yyyy",
                "yyyy-MM-dd kk:mm:ss zzzz",
                "yyyy-MM-dd HH:mm O",
                "yyyy-MM-dd HH:mm VV",
                "ppd/ppM/yyyy",
                "G yyyy-MM-dd",
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                "HHmmss ddMMyy"
            })
    void usablePatternIsAccepted(String pattern) {
        assertThatCode(() -> column(pattern)).doesNotThrowAnyException();
    }

    @Test
    void quotedZIsRejectedOutsideOfUtc() {
        ColumnDefinition column = column("yyyy-MM-dd'T'HH:mm:ss'Z'");

        assertThatCode(() -> column.checkZone(ZoneId.of("UTC"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> column.checkZone(ZoneId.of("Europe/Vienna")))
                .hasMessageContaining("time-zone Europe/Vienna. Write X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss' GMT'"})
    void quotedNameOfUtcIsRejectedOutsideOfUtc(String pattern) {
        ColumnDefinition column = column(pattern);

        assertThatCode(() -> column.checkZone(ZoneId.of("UTC"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> column.checkZone(ZoneId.of("Europe/Vienna")))
                .hasMessageContaining("is text: its times would be of time-zone Europe/Vienna. Write z, which reads");
    }

    private static ColumnDefinition column(String pattern) {
        return new ColumnDefinition(
                "t", ColumnType.TIMESTAMP, null, false, false, null, null, List.of(pattern), null, null, null);
    }
}
