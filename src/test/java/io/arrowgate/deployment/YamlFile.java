package io.arrowgate.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads a YAML file of the project as maps and lists; a duplicate key is an error. */
final class YamlFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlFile() {}

    static Map<String, Object> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> read(Reader reader) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(reader));
    }

    static Map<String, Object> map(Object yaml) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) yaml).forEach((key, value) -> map.put((String) key, value));
        return map;
    }

    static Map<String, String> texts(Object yaml) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) yaml).forEach((key, value) -> texts.put((String) key, String.valueOf(value)));
        return texts;
    }

    static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    static List<Map<String, Object>> maps(Object list) {
        return ((List<?>) list).stream().map(YamlFile::map).toList();
    }

    /** Returns the value at the end of a path of keys. */
    static Object at(Map<String, Object> yaml, String... path) {
        Object value = yaml;
        for (String key : path) {
            value = map(value).get(key);
        }
        return value;
    }

    /** Returns the errors of a JSON schema validation. */
    static List<String> errors(Map<String, Object> yaml, String jsonSchema) {
        // What the schemas call durations are not those of JSON Schema.
        SchemaRegistryConfig formatsAreNotes =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(false).build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(formatsAreNotes))
                .getSchema(jsonSchema, InputFormat.JSON)
                .validate(json(yaml), InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    static String json(Map<String, Object> yaml) {
        try {
            return JSON.writeValueAsString(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + yaml, e);
        }
    }
}
