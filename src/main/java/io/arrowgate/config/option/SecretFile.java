package io.arrowgate.config.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads secrets that are given as {@code file:PATH}, the form in which Docker and Kubernetes mount them. */
public final class SecretFile {
    private static final String PREFIX = "file:";

    private SecretFile() {}

    /**
     * Returns the file's text without trailing line ends; the value itself if it does not name a file.
     *
     * @throws InvalidSettingException naming setting and file, never the content
     */
    public static String read(String key, String value) {
        if (!value.startsWith(PREFIX)) {
            return value;
        }
        String path = value.substring(PREFIX.length());
        String secret;
        try {
            secret = Files.readString(Path.of(path), StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
        } catch (NoSuchFileException e) {
            throw new InvalidSettingException(
                    key, "file '%s' does not exist; give the path of the secret".formatted(path));
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(
                    key, "cannot read file '%s': %s; check path and permissions".formatted(path, reason(e)));
        }
        if (secret.isEmpty()) {
            throw new InvalidSettingException(key, "file '%s' is empty; write the secret to it".formatted(path));
        }
        return secret;
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName();
    }
}
