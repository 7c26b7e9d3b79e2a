package io.arrowgate.stream;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import io.arrowgate.config.option.NameSuggestion;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds keys that a definition does not know. Jackson reports them after missing keys, but a misspelt key is the reason why one is
 * missing.
 */
final class DefinitionKeys {
    private static final String PACKAGE = DefinitionKeys.class.getPackageName();

    private final DeserializationConfig config;

    DefinitionKeys(DeserializationConfig config) {
        this.config = config;
    }

    /**
     * Describes an unknown key.
     *
     * @param location of the key
     */
    record Unknown(JsonLocation location, String message) {}

    /** Returns the keys of a type that is read with a constructor, with the types of their values. */
    Map<String, JavaType> of(JavaType type) {
        Map<String, JavaType> keys = new LinkedHashMap<>();
        config.introspect(type).findProperties().stream()
                .filter(property -> property.hasConstructorParameter())
                .forEach(property -> keys.put(
                        property.getName(), property.getConstructorParameter().getType()));
        return keys;
    }

    /** Finds the first unknown key in the value that the parser is at the beginning of. */
    Optional<Unknown> findUnknown(JsonParser parser, JavaType type) throws IOException {
        JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
        boolean list = token == JsonToken.START_ARRAY && type.isContainerType();
        Map<String, JavaType> keys = token == JsonToken.START_OBJECT ? keysOfDefinition(type) : Map.of();
        if (!list && keys.isEmpty()) {
            parser.skipChildren();
            return Optional.empty();
        }
        while (!parser.nextToken().isStructEnd()) {
            JavaType valueType = list ? type.getContentType() : keys.get(parser.currentName());
            if (valueType == null) {
                return Optional.of(
                        new Unknown(parser.currentTokenLocation(), unknownKey(parser.currentName(), keys.keySet())));
            }
            if (!list) {
                parser.nextToken();
            }
            Optional<Unknown> unknown = findUnknown(parser, valueType);
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return Optional.empty();
    }

    /** Returns the keys of one of our definitions; none for other types, and for alert rules, which check their own. */
    private Map<String, JavaType> keysOfDefinition(JavaType type) {
        return type.getRawClass().getName().startsWith(PACKAGE) && !type.hasRawClass(AlertRule.class)
                ? of(type)
                : Map.of();
    }

    /** Describes an unknown key, with the most similar known one. */
    static String unknownKey(String key, Collection<String> known) {
        return "unknown key '%s'%s; known here are %s".formatted(key, NameSuggestion.suggestion(key, known), known);
    }
}
