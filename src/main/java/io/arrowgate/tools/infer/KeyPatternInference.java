package io.arrowgate.tools.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Infers the {@code key-pattern} of keys that are MQTT topics, such as {@code site/device/sensor}.
 *
 * @param parts names of the parts of the pattern
 */
record KeyPatternInference(String pattern, List<String> parts) {
    private static final Pattern TOPIC = Pattern.compile("/?[^/{}\\s]+(/[^/{}]+)+/?");

    /** Last levels of topics that name a message or a quantity rather than a device. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?i)sensors?|state|status|lwt|telemetry|tele|stat|data|events?|up|uplink|join|online|availability|info\\d?|result"
                    + "|values?|readings?|attributes|measurements?|messages?|rpc");

    /** Names of the last levels that vary, without the message. */
    private static final List<String> NAMES = List.of("area", "site", "device");

    KeyPatternInference {
        parts = List.copyOf(parts);
    }

    /** Returns the pattern that all topics match; null if the texts are not topics. */
    static KeyPatternInference of(Collection<String> topics) {
        if (topics.isEmpty()
                || !topics.stream().allMatch(topic -> TOPIC.matcher(topic).matches())) {
            return null;
        }
        List<List<String>> all =
                topics.stream().map(topic -> List.of(topic.split("/", -1))).toList();
        int least = all.stream().mapToInt(List::size).min().orElseThrow();
        int most = all.stream().mapToInt(List::size).max().orElseThrow();
        if (least < most) {
            return ofDifferentDepths(all, least);
        }
        List<Integer> varying = new ArrayList<>(IntStream.range(0, most)
                .filter(i -> values(all, i).size() > 1)
                .boxed()
                .toList());
        int last = most - 1;
        boolean hasMessage = isMessage(values(all, last)) && last > 0;
        if (hasMessage && !varying.contains(last - 1)) {
            varying.add(last - 1);
        }
        if (varying.isEmpty()) {
            varying.add(last);
        }
        varying.sort(null);
        boolean namesSensor = varying.contains(last) && (hasMessage || varying.size() > 2);
        List<String> names = names(varying.size(), namesSensor);
        List<String> levels = new ArrayList<>(all.get(0));
        for (int i = 0; i < names.size(); i++) {
            levels.set(varying.get(i), "{" + names.get(i) + "}");
        }
        return new KeyPatternInference(String.join("/", levels), names);
    }

    /** Makes the rest of the topics after their common levels the device. */
    private static KeyPatternInference ofDifferentDepths(List<List<String>> all, int least) {
        int common = 0;
        while (common < least - 1 && values(all, common).size() == 1) {
            common++;
        }
        List<String> levels = new ArrayList<>(all.get(0).subList(0, common));
        levels.add("{device}");
        return new KeyPatternInference(String.join("/", levels), List.of("device"));
    }

    private static Set<String> values(List<List<String>> topics, int level) {
        Set<String> values = new HashSet<>();
        topics.forEach(topic -> values.add(topic.get(level)));
        return values;
    }

    private static boolean isMessage(Set<String> values) {
        return values.stream()
                .allMatch(value -> MESSAGE.matcher(value).matches()
                        || (value.length() > 1 && new FieldWords(value).isMeasurement()));
    }

    private static List<String> names(int count, boolean namesSensor) {
        List<String> names = new ArrayList<>();
        int levels = namesSensor ? count - 1 : count;
        for (int i = levels; i > 0; i--) {
            names.add(i > NAMES.size() ? "level_" + (levels - i + 1) : NAMES.get(NAMES.size() - i));
        }
        if (namesSensor) {
            names.add("sensor");
        }
        return names;
    }
}
