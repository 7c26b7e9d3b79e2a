package io.arrowgate.config.option;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads the settings of a {@code .properties} or YAML file. Duplicate keys and keys without a value are errors. */
public final class SettingsFile {
    private final Path file;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private SettingsFile(Path file) {
        this.file = file;
    }

    /** Returns the values by key, in the order of the file; nested YAML keys are joined by dots. */
    public static Map<String, String> read(Path file) {
        SettingsFile reader = new SettingsFile(file);
        String name = String.valueOf(file.getFileName());
        try {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                reader.readYaml();
            } else if (name.endsWith(".properties")) {
                reader.readProperties();
            } else {
                throw new InvalidSettingException(
                        "--config", "'%s' is not a .properties, .yaml or .yml file".formatted(file));
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String line = place == null ? "" : ", line " + place.getLineNr();
            throw new InvalidSettingException(file + line, e.getOriginalMessage());
        } catch (IOException e) {
            String problem = Files.exists(file) ? "cannot be read: " + e.getMessage() : "does not exist";
            throw new InvalidSettingException("--config", "'%s' %s".formatted(file, problem));
        }
        return reader.settings;
    }

    private void readYaml() throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try (Reader reader = Files.newBufferedReader(file)) {
            JsonNode root = mapper.readTree(reader);
            if (root.isMissingNode() || root.isNull()) {
                return;
            }
            if (!root.isObject()) {
                throw new InvalidSettingException(file.toString(), "contains no keys; expected key: value");
            }
            flatten("", root);
        }
    }

    private void flatten(String prefix, JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(key + ".", value);
            } else {
                put(key, value.isArray() ? entries(key, value) : scalar(key, value));
            }
        }
    }

    private String entries(String key, JsonNode array) {
        List<String> entries = new ArrayList<>();
        array.forEach(entry -> entries.add(scalar(key, entry)));
        return String.join(",", entries);
    }

    private String scalar(String key, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidSettingException(key, "needs a single value in " + file);
        }
        return value.asText();
    }

    private void readProperties() throws IOException {
        // Properties silently keeps the last of two equal keys; overriding put is the only way to detect duplicates.
        Properties strict = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                SettingsFile.this.put((String) key, ((String) value).strip());
                return null;
            }
        };
        try (Reader reader = Files.newBufferedReader(file)) {
            strict.load(reader);
        } catch (IllegalArgumentException e) {
            if (e instanceof InvalidSettingException) {
                throw e;
            }
            throw new InvalidSettingException(file.toString(), e.getMessage());
        }
    }

    private void put(String key, String value) {
        if (settings.putIfAbsent(key, value) != null) {
            throw new InvalidSettingException(key, "is duplicated in " + file);
        }
    }
}
