package io.arrowgate.clickhouse.client;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders SQL with parameters of the form {@code {{name}}}. ClickHouse's own parameters, {@code {name:Type}}, are left unchanged.
 *
 * <p>A value is SQL and replaces its parameter unchanged: quote names and texts with {@link SqlQuoting}. Rendering fails unless every
 * parameter has a value and every value has a parameter. Comment lines, which begin with {@code --}, are left out.
 */
public final class SqlTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{(\\w+)}}");

    private final String name;
    private final String text;
    private final Set<String> parameters = new LinkedHashSet<>();

    private SqlTemplate(String name, String text) {
        this.name = name;
        this.text = text.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(joining("\n"));
        PARAMETER.matcher(this.text).results().forEach(match -> parameters.add(match.group(1)));
        String rest = PARAMETER.matcher(this.text).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            throw new IllegalArgumentException(
                    name + ": malformed parameter. Write it as {{name}}, of letters, digits and underscores.");
        }
    }

    /**
     * Parses a template.
     *
     * @param name for error messages
     */
    public static SqlTemplate of(String name, String text) {
        return new SqlTemplate(name, text);
    }

    /** Reads the resource {@code sql/<name>.sql}. */
    public static SqlTemplate resource(String name) {
        return new SqlTemplate(name, resourceText(name));
    }

    /** Returns the text of the resource {@code sql/<name>.sql}. */
    public static String resourceText(String name) {
        String resource = "/sql/" + name + ".sql";
        try (InputStream file = SqlTemplate.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all parameters, in the order of their first use. */
    public Set<String> parameters() {
        return Collections.unmodifiableSet(parameters);
    }

    /** Starts a rendering with the value of one parameter. */
    public Rendering with(String parameter, String value) {
        return new Rendering().with(parameter, value);
    }

    /**
     * Returns the SQL.
     *
     * @param values a value for each parameter, by name
     */
    public String render(Map<String, String> values) {
        Rendering rendering = new Rendering();
        values.forEach(rendering::with);
        return rendering.render();
    }

    /** Collects the values of parameters. */
    public final class Rendering {
        private final Map<String, String> values = new HashMap<>();

        private Rendering() {}

        /** Sets the value of a parameter, once. */
        public Rendering with(String parameter, String value) {
            if (!parameters.contains(parameter)) {
                throw new IllegalArgumentException(
                        "%s: no parameter %s; parameters are %s".formatted(name, parameter, parameters));
            }
            if (values.put(parameter, value) != null) {
                throw new IllegalArgumentException("%s: two values for parameter %s".formatted(name, parameter));
            }
            return this;
        }

        /** Returns the SQL. */
        public String render() {
            Set<String> missing = new LinkedHashSet<>(parameters);
            missing.removeAll(values.keySet());
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("%s: no value for parameters %s".formatted(name, missing));
            }
            return PARAMETER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
        }
    }
}
