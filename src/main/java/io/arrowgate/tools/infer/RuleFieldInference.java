package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the field of the example of an alert rule.
 *
 * @param field the first one of the best
 * @param why reason for the choice, as text
 */
record RuleFieldInference(FieldProfile field, String why) {
    /**
     * Chooses a measurement by its name, else numbers that vary and are neither counts nor device data, else any numbers.
     *
     * @param numbers fields with numbers, in the order of the file
     */
    static Optional<RuleFieldInference> of(List<FieldProfile> numbers) {
        return numbers.stream()
                .max(Comparator.comparing(RuleFieldInference::isMeasurement)
                        .thenComparing(RuleFieldInference::isPlain)
                        .thenComparing(FieldProfile::count)
                        .thenComparing(field -> field.type() == ColumnType.FLOAT64))
                .map(field -> new RuleFieldInference(field, why(field)));
    }

    private static String why(FieldProfile field) {
        if (isMeasurement(field)) {
            return "by its name a measurement";
        }
        return isPlain(field) ? "numbers that vary" : "the first numbers";
    }

    /** Returns whether the field is a measurement by its name. */
    static boolean isMeasurement(FieldProfile field) {
        return isPlain(field) && new FieldWords(field.name()).isMeasurement();
    }

    /** Returns whether the values vary, and are neither a count nor about the device. */
    static boolean isPlain(FieldProfile field) {
        FieldWords words = new FieldWords(field.name());
        return !words.isCount()
                && !words.isRegister()
                && !words.isDeviceData()
                && !words.isNoDevice()
                && (field.distinct() > 1 || field.count() == 1);
    }
}
