package io.arrowgate.stream.column;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;

/**
 * Maps the English names of a time zone to offsets: standard time, daylight saving time, and those of UTC.
 *
 * <p>A name states an offset on every date: CET is +01:00 in July as well. Names of other zones are unknown, because many
 * are ambiguous: IST is used in India, Ireland and Israel.
 */
final class ZoneNames {
    private static final List<String> SHORT_UTC = List.of("UTC", "GMT", "Z");
    private static final List<String> LONG_UTC = List.of("Coordinated Universal Time", "Greenwich Mean Time");

    /** A year in which the rules of every zone are settled. */
    private static final int SETTLED_YEAR = 2100;

    private static final Instant SETTLED = Instant.parse(SETTLED_YEAR + "-01-01T00:00:00Z");

    private final ZoneRules rules;
    private final ZoneOffset standard;
    private final Map<Long, String> ofZone = new LinkedHashMap<>();
    private final List<String> ofUtc;

    private ZoneNames(ZoneId zone, int style, List<String> ofUtc) {
        this.ofUtc = ofUtc;
        rules = zone.getRules();
        standard = rules.getStandardOffset(SETTLED);
        TimeZone names = TimeZone.getTimeZone(zone);
        String standardName = names.getDisplayName(false, style, Locale.ENGLISH);
        String daylightName = names.getDisplayName(true, style, Locale.ENGLISH);
        put(standard.getTotalSeconds(), standardName);
        int saving = saving(rules);
        if (saving != 0 && !daylightName.equals(standardName)) {
            put(standard.getTotalSeconds() + saving, daylightName);
        }
    }

    /** Returns abbreviations such as CET and CEST. */
    static ZoneNames ofShortStyle(ZoneId zone) {
        return new ZoneNames(zone, TimeZone.SHORT, SHORT_UTC);
    }

    /** Returns names such as Central European Standard Time. */
    static ZoneNames ofLongStyle(ZoneId zone) {
        return new ZoneNames(zone, TimeZone.LONG, LONG_UTC);
    }

    private void put(long offset, String name) {
        // Zones without a name are called by their offset, which is what other pattern letters are for.
        if (name.chars().noneMatch(Character::isDigit)) {
            ofZone.put(offset, name);
        }
    }

    /** Returns the seconds that daylight saving time last added; 0 if it never has. */
    private static int saving(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>(rules.getTransitions());
        rules.getTransitionRules().forEach(rule -> transitions.add(rule.createTransition(SETTLED_YEAR)));
        for (int i = transitions.size() - 1; i >= 0; i--) {
            Instant change = transitions.get(i).getInstant();
            if (rules.isDaylightSavings(change)) {
                return (int) rules.getDaylightSavings(change).toSeconds();
            }
        }
        return 0;
    }

    /** Appends an offset written as one of the names. Text without a name also matches, and sets no offset. */
    void appendTo(DateTimeFormatterBuilder builder) {
        Stream.concat(Stream.of(ofZone), ofUtc.stream().map(name -> Map.of(0L, name)))
                .filter(texts -> !texts.isEmpty())
                .forEach(texts -> builder.optionalStart()
                        .appendText(ChronoField.OFFSET_SECONDS, texts)
                        .optionalEnd());
    }

    /** Returns whether a name's offset holds at this time: before a change of the zone's standard time it may differ. */
    boolean apply(ZoneOffset offset, Instant time) {
        return offset.equals(ZoneOffset.UTC) || rules.getStandardOffset(time).equals(standard);
    }

    /** Returns all names, for messages. */
    List<String> list() {
        return Stream.concat(ofZone.values().stream(), ofUtc.stream())
                .distinct()
                .toList();
    }
}
