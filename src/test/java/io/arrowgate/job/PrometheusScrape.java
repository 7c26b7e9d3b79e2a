package io.arrowgate.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a scrape in Prometheus' text format 0.0.4.
 *
 * @param labels of all samples of a metric, by its name
 */
record PrometheusScrape(Map<String, Set<String>> labels) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static PrometheusScrape of(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s answers %d: %s".formatted(address, answer.statusCode(), answer.body()));
        }
        return of(answer.body());
    }

    static PrometheusScrape of(String text) {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (Matcher sample = SAMPLE.matcher(text); sample.find(); ) {
            Set<String> known = labels.computeIfAbsent(sample.group(1), first -> new TreeSet<>());
            String given = sample.group(2) == null ? "" : sample.group(2);
            for (Matcher label = LABEL.matcher(given); label.find(); ) {
                known.add(label.group(1));
            }
        }
        return new PrometheusScrape(labels);
    }

    Set<String> names() {
        return labels.keySet();
    }

    /** Returns the labels of all metrics. */
    Set<String> allLabels() {
        Set<String> all = new TreeSet<>(Arrays.asList("job", "instance"));
        labels.values().forEach(all::addAll);
        return all;
    }
}
