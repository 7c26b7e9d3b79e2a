package io.arrowgate.stream;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.stream.column.DurationFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads stream definitions from YAML. Unknown keys, duplicate keys and values of the wrong type are errors. */
public final class StreamDefinitions {
    /** Lists the built-in streams. */
    public static final List<String> BUILT_IN = List.of("sensors", "turnstiles");

    private static final Logger LOG = LoggerFactory.getLogger(StreamDefinitions.class);

    private static final ObjectMapper MAPPER = strict(YAMLMapper.builder()).build();

    /** Begins the message of Jackson for a document after the first one. */
    private static final String TRAILING = "Trailing token";

    private StreamDefinitions() {}

    /** Returns the built-in definition of this name. */
    public static StreamDefinition builtIn(String name) {
        String resource = "/streams/" + name + ".yaml";
        try (InputStream yaml = StreamDefinitions.class.getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new IllegalArgumentException(
                        "unknown built-in stream '%s'; give one of %s".formatted(name, BUILT_IN));
            }
            return read(yaml, name + ".yaml (built in)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the valid definitions, built in and from a directory, by name; see {@link StreamCatalog}. */
    public static Map<String, StreamDefinition> load(Path directory) {
        StreamCatalog catalog = StreamCatalog.read(directory);
        catalog.warnings().forEach(LOG::warn);
        return catalog.streams();
    }

    /** Returns the definitions of these names, in this order; see {@link StreamCatalog#named}. */
    public static List<StreamDefinition> named(List<String> names, Path directory) {
        return StreamCatalog.read(directory).named(names);
    }

    /** Reads the definition in a file. */
    public static StreamDefinition read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(yaml, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read stream definition " + file, e);
        }
    }

    /**
     * Reads a definition from a stream of YAML.
     *
     * @param origin names the file in errors
     */
    public static StreamDefinition read(InputStream yaml, String origin) throws IOException {
        StreamDefinition stream = read(StreamDefinition.class, yaml, origin);
        if (stream == null) {
            throw new InvalidStreamDefinitionException(origin + ", line 1: contains no definition", null);
        }
        return stream;
    }

    /**
     * Reads a list of alert rules from a file, in the form of {@code alerts} in a definition. Whether they fit a stream
     * is checked when they are added to it.
     */
    public static List<AlertRule> readRules(Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(file)) {
            AlertRule[] rules = read(AlertRule[].class, yaml, file.toString());
            if (rules == null) {
                throw new InvalidStreamDefinitionException(file + ", line 1: contains no rules", null);
            }
            return List.of(rules);
        }
    }

    private static <T> T read(Class<T> type, InputStream input, String origin) throws IOException {
        byte[] yaml = input.readAllBytes();
        try {
            return MAPPER.readerFor(type).readValue(yaml);
        } catch (JsonMappingException e) {
            Optional<DefinitionKeys.Unknown> unknown = unknownKey(type, yaml);
            String problem = unknown.map(key -> place(origin, key.location()) + key.message())
                    .orElseGet(() -> place(origin, e.getLocation()) + reason(e));
            throw new InvalidStreamDefinitionException(problem, e);
        } catch (JsonProcessingException e) {
            throw new InvalidStreamDefinitionException(place(origin, e.getLocation()) + reason(e), e);
        }
    }

    private static Optional<DefinitionKeys.Unknown> unknownKey(Class<?> type, byte[] yaml) throws IOException {
        try (JsonParser parser = MAPPER.createParser(yaml)) {
            return new DefinitionKeys(MAPPER.getDeserializationConfig())
                    .findUnknown(parser, MAPPER.constructType(type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Configures a mapper to reject everything that is not exactly a definition. */
    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        return builder.addModule(new JavaTimeModule())
                .addModule(new SimpleModule()
                        .addDeserializer(Duration.class, new DurationFormat())
                        .addSerializer(Duration.class, new DurationFormat.Text()))
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, StreamDefinitions::rejectOtherScalars);
    }

    /** Rejects unquoted names that YAML reads as numbers or booleans, so that the value read is the value written. */
    private static void rejectOtherScalars(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static String place(String origin, JsonLocation location) {
        return location == null ? origin + ": " : "%s, line %d: ".formatted(origin, location.getLineNr());
    }

    /** Describes an error for the author of a definition. */
    static String reason(Exception e) {
        return e instanceof JsonProcessingException json ? reason(json) : e.getMessage();
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
            return DefinitionKeys.unknownKey(unknown.getPropertyName(), known);
        }
        if (e instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
            return invalid.getCause().getMessage();
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getPath().isEmpty()) {
            if (e.getOriginalMessage().startsWith(TRAILING)) {
                return "continues after its end; give each definition a file of its own, and each rule a record";
            }
            if (mismatch.getTargetType() == StreamDefinition.class) {
                return "is not a stream definition, which has the keys name, format and columns; 'arrowgate streams infer --file'"
                        + " writes one from a sample of records";
            }
            if (mismatch.getTargetType() != null && mismatch.getTargetType().isArray()) {
                return "is not a list of rules; each rule begins with '- name: '";
            }
        }
        if (e instanceof InvalidFormatException wrong) {
            if (wrong.getTargetType().isEnum()) {
                List<String> names = Stream.of(wrong.getTargetType().getEnumConstants())
                        .map(constant -> MAPPER.valueToTree(constant).asText())
                        .toList();
                String value = String.valueOf(wrong.getValue());
                return "%s: '%s' is not one of %s%s"
                        .formatted(keys(wrong), value, names, NameSuggestion.suggestion(value, names));
            }
            if (wrong.getTargetType() == ZoneId.class) {
                return "%s: '%s' is not a time zone; write a region such as Europe/Vienna, or an offset such as +01:00"
                        .formatted(keys(wrong), wrong.getValue());
            }
            if (wrong.getTargetType() == String.class) {
                return keys(wrong) + ": YAML reads the value as a number or boolean; put the text in quotes";
            }
        }
        String path = e instanceof JsonMappingException mapping ? keys(mapping) : "";
        return path.isEmpty() ? e.getOriginalMessage() : "%s (at %s)".formatted(e.getOriginalMessage(), path);
    }

    private static String keys(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
