package io.arrowgate.config.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads secrets that are given as {@code file:PATH}, which is how Docker and Kubernetes hand them out. */
public final class SecretFile {
    private static final String PREFIX = "file:";

    private SecretFile() {}

    /**
     * The file's text without the line ends that editors leave behind it; the value itself if it names no file.
     *
     * @throws InvalidSettingException naming setting and file, never what is in it
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
                    key, "there is no file '%s'; give the path of the secret".formatted(path));
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(key, "cannot read the file '%s': %s".formatted(path, reason(e)));
        }
        if (secret.isEmpty()) {
            throw new InvalidSettingException(key, "the file '%s' is empty; put the secret into it".formatted(path));
        }
        return secret;
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName();
    }
}
