package io.arrowgate.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the local stack's ClickHouse requires its password, which is only in its own files. */
class LocalPasswordIT {
    private final Path dir = SharedStack.freshDir("password").toAbsolutePath();

    private static HttpResponse<String> select(LocalStack stack, List<String> headers) throws Exception {
        return ask(stack, headers, "SELECT 7");
    }

    private static HttpResponse<String> ask(LocalStack stack, List<String> headers, String statement) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(stack.options().get(ArrowgateOptions.CLICKHOUSE_URL)))
                .POST(HttpRequest.BodyPublishers.ofString(statement));
        headers.forEach(line -> request.header(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void stackRequiresThePasswordAndDoesNotLeakIt() throws Exception {
        Map<String, String> given = Map.of(
                "data.dir", dir.toString(),
                "clickhouse.port", "0",
                // It gets no request.
                "kafka.bootstrap-servers", "127.0.0.1:9");
        StringBuilder console = new StringBuilder();
        String password;
        try (LocalStack stack = LocalStack.start(SettingsLoader.load(given, null, Map.of()), console::append)) {
            password = stack.options().get(ArrowgateOptions.CLICKHOUSE_PASSWORD);
            assertThat(password).isNotEmpty();
            assertThat(select(stack, List.of()).body()).contains("Code: 516");
            assertThat(select(stack, Files.readAllLines(stack.headerFile().orElseThrow()))
                            .body())
                    .isEqualTo("7\n");
            List<String> header = Files.readAllLines(stack.headerFile().orElseThrow());
            String user = stack.options().get(ArrowgateOptions.CLICKHOUSE_USER);
            assertThat(ask(stack, header, "ALTER USER `%s` IDENTIFIED BY 'it''s new'".formatted(user))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(select(stack, header).body()).contains("Code: 516");
            assertThat(select(stack, List.of("X-ClickHouse-User: " + user, "X-ClickHouse-Key: it's new"))
                            .body())
                    .isEqualTo("7\n");
            ProcessHandle.current().descendants().forEach(child -> assertThat(
                            child.info().commandLine().orElse(""))
                    .doesNotContain(password));
            assertThat(console + stack.options().describe()).doesNotContain(password);
        }
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> contains(file, password))
                            .map(file -> dir.relativize(file).toString()))
                    .containsExactlyInAnyOrder(LocalPassword.PASSWORD_FILE, LocalPassword.HEADER_FILE);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
