package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.RecordFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses the fields of a sample that identify a device.
 *
 * @param fields raw names; empty if no field can identify a device, or the Kafka key does
 * @param why reason for the choice, as text
 */
record SeriesKeyInference(List<String> fields, boolean isKafkaKey, String why) {
    /** In fewer records, a field may be constant or have a new value in each record by chance. */
    private static final int FEW_RECORDS = 20;

    /** Number of words from which a text is prose. */
    private static final int PROSE_WORDS = 4;

    /** Values of states. */
    private static final Pattern SWITCH = Pattern.compile(
            "(?i)on|off|true|false|yes|no|open|opened|closed?|up|down|ok|alarm|idle|running|online|offline|high|low");

    private static final Set<String> UNITS = Set.of(
            "%",
            "°",
            "°C",
            "C",
            "°F",
            "F",
            "K",
            "kWh",
            "Wh",
            "MWh",
            "W",
            "kW",
            "MW",
            "VA",
            "var",
            "V",
            "mV",
            "kV",
            "A",
            "mA",
            "Hz",
            "kHz",
            "Pa",
            "hPa",
            "kPa",
            "bar",
            "mbar",
            "psi",
            "mm",
            "cm",
            "m",
            "km",
            "km/h",
            "m/s",
            "mph",
            "kn",
            "ms",
            "s",
            "min",
            "h",
            "l",
            "L",
            "ml",
            "m3",
            "m³",
            "l/min",
            "m3/h",
            "m³/h",
            "ug/m3",
            "µg/m3",
            "µg/m³",
            "mg/m³",
            "ppm",
            "ppb",
            "lx",
            "lux",
            "dB",
            "dBm",
            "g",
            "kg",
            "N",
            "Nm",
            "J",
            "rpm",
            "pH",
            "deg",
            "celsius",
            "fahrenheit",
            "percent");

    SeriesKeyInference {
        fields = List.copyOf(fields);
    }

    private SeriesKeyInference(List<String> fields, String why) {
        this(fields, false, why);
    }

    /** Chooses the Kafka key if every record has one that repeats; returns null if not. */
    private static SeriesKeyInference ofKafkaKey(RecordSample sample) {
        FieldProfile key = sample.key();
        boolean isKey = sample.hasKeys() && (sample.rows() < FEW_RECORDS || repeats(key, sample));
        return isKey
                ? new SeriesKeyInference(
                        List.of(),
                        true,
                        "The Kafka key (%,d distinct); check that it identifies a device.".formatted(key.distinct()))
                : null;
    }

    /** Chooses the tags of every line that vary or are named like a device id. */
    static SeriesKeyInference ofPoints(RecordSample sample) {
        SeriesKeyInference kafkaKey = ofKafkaKey(sample);
        if (kafkaKey != null) {
            return kafkaKey;
        }
        List<FieldProfile> tags = sample.fields().values().stream()
                .filter(field -> field.isTag() && field.count() == sample.rows())
                .filter(field -> isDeviceId(field, sample) || !isUnit(field))
                .toList();
        List<FieldProfile> keys = tags.stream()
                .filter(field -> field.distinct() > 1 || isDeviceId(field, sample))
                .toList();
        if (!keys.isEmpty()) {
            return new SeriesKeyInference(names(keys), "The tags of every line, without units and constants.");
        }
        return tags.isEmpty() || sample.rows() >= FEW_RECORDS
                ? new SeriesKeyInference(List.of(RecordFormat.MEASUREMENT), "No tag of every line identifies a device.")
                : new SeriesKeyInference(names(tags), "The tags of every line.");
    }

    /**
     * Chooses a field of every record: one named like a device id; else a text that repeats.
     *
     * @param excluded raw names of fields that cannot be the key
     */
    static SeriesKeyInference ofRecords(RecordSample sample, Set<String> excluded) {
        SeriesKeyInference kafkaKey = ofKafkaKey(sample);
        if (kafkaKey != null) {
            return kafkaKey;
        }
        Predicate<FieldProfile> deviceId = field -> isDeviceId(field, sample);
        Predicate<FieldProfile> varies = field -> field.distinct() > 1;
        Optional<FieldProfile> best = sample.fields().values().stream()
                .filter(field -> field.count() == sample.rows() && !excluded.contains(field.name()))
                // Another record may have more elements, or in another order.
                .filter(field -> !field.name().contains("["))
                .filter(field -> (field.isText() && field.clocks().isEmpty())
                        || field.type().isInteger())
                .filter(field -> !isCloudEventId(field, sample))
                .filter(field -> deviceId.test(field) || mayDistinguishDevices(field, sample))
                .max(Comparator.comparing((FieldProfile field) -> rank(field, deviceId.test(field)))
                        .thenComparing(varies::test)
                        .thenComparing(field -> deviceId.test(field) && new FieldWords(field.name()).isOwnId())
                        .thenComparing(field -> repeats(field, sample))
                        .thenComparing(field -> deviceId.test(field) != new FieldWords(field.name()).isPlace())
                        .thenComparing(FieldProfile::isText)
                        .thenComparing(FieldProfile::distinct)
                        .thenComparing(field -> -field.name().length()));
        return best.map(field -> new SeriesKeyInference(List.of(field.name()), why(field, deviceId.test(field))))
                .orElseGet(
                        () -> new SeriesKeyInference(
                                List.of(),
                                "No field of every record identifies a device: all records of the topic are one series. If the Kafka key does, use _key."));
    }

    /** Ranks a device id above other fields, but the id of the only device, or of a part of each device, below topics. */
    private static int rank(FieldProfile field, boolean deviceId) {
        if (field.distinct() > 1) {
            return deviceId ? 3 : new FieldWords(field.name()).isTopic() ? 2 : 0;
        }
        return deviceId ? 1 : 0;
    }

    private static String why(FieldProfile field, boolean deviceId) {
        return (deviceId
                        ? "In every record, and named like a device id (%,d distinct); check that it identifies a device."
                        : "In every record, and its values repeat most variously (%,d distinct); check that it identifies a device.")
                .formatted(field.distinct());
    }

    /** Returns whether the name is that of a device id, unless the values number the records. */
    private static boolean isDeviceId(FieldProfile field, RecordSample sample) {
        FieldWords words = new FieldWords(field.name());
        boolean isOnlyRecord = sample.rows() == 1;
        return words.isDeviceId()
                && (repeats(field, sample) || sample.rows() < FEW_RECORDS)
                && (field.distinct() > 1 || words.isOwnId() || isOnlyRecord);
    }

    /** Returns whether the field is the id of an event in the envelope of the CloudEvents specification. */
    private static boolean isCloudEventId(FieldProfile field, RecordSample sample) {
        return field.name().equals("id") && sample.fields().containsKey("specversion");
    }

    private static boolean mayDistinguishDevices(FieldProfile field, RecordSample sample) {
        FieldWords words = new FieldWords(field.name());
        return !words.isNoDevice()
                && (field.isText() || words.isPlace())
                && (field.distinct() > 1 ? sample.rows() < FEW_RECORDS || repeats(field, sample) : sample.rows() == 1)
                && !isSwitch(field)
                && !isUnit(field)
                && !isProse(field);
    }

    private static boolean repeats(FieldProfile field, RecordSample sample) {
        return field.distinct() * 2 <= sample.rows();
    }

    private static boolean isSwitch(FieldProfile field) {
        return field.values().stream().allMatch(value -> SWITCH.matcher(value).matches());
    }

    private static boolean isUnit(FieldProfile field) {
        return UNITS.containsAll(field.values());
    }

    private static boolean isProse(FieldProfile field) {
        Pattern blanks = Pattern.compile("\\s+");
        long prose = field.values().stream()
                .filter(value -> blanks.split(value.strip()).length >= PROSE_WORDS)
                .count();
        return prose * 2 > field.values().size();
    }

    private static List<String> names(List<FieldProfile> fields) {
        return fields.stream().map(FieldProfile::name).toList();
    }
}
