package io.arrowgate.tools.local.http;

import static io.arrowgate.tools.local.http.ConformanceServer.query;
import static io.arrowgate.tools.local.http.ConformanceServer.request;
import static io.arrowgate.tools.local.http.ConformanceServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that SQL cannot access files, programs or servers, even with the password. */
class ExternalAccessIT {
    private static final String CANARY = "canary-7d41";

    private final Path dir = SharedStack.freshDir("outside").toAbsolutePath();

    private List<String> hostile(Path secret) {
        String in = "'" + secret + "'";
        String out = "'" + dir.resolve("written") + "'";
        List<String> sources = List.of(
                "file(%s, 'LineAsString')".formatted(in),
                "icebergLocal(%s)".formatted(in),
                "deltaLakeLocal(%s)".formatted(in),
                "url('http://127.0.0.1:1/', 'CSV', 'a String')",
                "remote('127.0.0.1', system.one)",
                "remoteSecure('127.0.0.1', system.one)",
                "s3('http://127.0.0.1:1/bucket/k', 'CSV', 'a String')",
                "gcs('http://127.0.0.1:1/bucket/k', 'CSV', 'a String')",
                "iceberg('http://127.0.0.1:1/bucket/a')",
                "hdfs('hdfs://127.0.0.1:1/x', 'CSV', 'a String')",
                "azureBlobStorage('http://127.0.0.1:1/a', 'c', 'b', 'a', 'k', 'CSV', 'auto', 'a String')",
                "mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
                "postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
                "mongodb('127.0.0.1:1', 'a', 'b', 'c', 'd', 'a String')",
                "redis('127.0.0.1:1', 'a', 'a String')",
                "sqlite(%s, 't')".formatted(in),
                "jdbc('x', 'y', 'z')",
                "odbc('x', 'y', 'z')",
                "executable('../../../../../bin/sh', 'TSV', 'a String')",
                "python('x')",
                "format(Values, 'a String', '(file(\\'%s\\'))')".formatted(secret));
        List<String> statements = new ArrayList<>();
        for (String source : sources) {
            statements.add("SELECT * FROM " + source);
            statements.add("CREATE VIEW outside_v AS SELECT * FROM " + source);
            statements.add("INSERT INTO FUNCTION " + source + " SELECT 1");
        }
        for (String engine : List.of(
                "File(TSV, %s)".formatted(in),
                "URL('http://127.0.0.1:1/', CSV)",
                "S3('http://127.0.0.1:1/bucket/k', 'CSV')",
                "SQLite(%s, 't')".formatted(in),
                "Kafka('127.0.0.1:1', 'a', 'b', 'CSV')",
                "Executable('x.sh', TSV)",
                "EmbeddedRocksDB(0, %s) PRIMARY KEY a".formatted(out),
                "MergeTree ORDER BY a SETTINGS disk = disk(type = local, path = %s)".formatted(out))) {
            statements.add("CREATE TABLE outside_t (a String) ENGINE = " + engine);
        }
        statements.addAll(List.of(
                "SELECT file(%s)".formatted(in),
                "SELECT arrayMap(file, [%s])".formatted(in),
                "SELECT * APPLY(file) FROM (SELECT %s)".formatted(in),
                "SELECT * FROM `%s`".formatted(secret),
                "DESCRIBE TABLE file(%s)".formatted(in),
                "SELECT 1 INTO OUTFILE " + out,
                "INSERT INTO outside_m FROM INFILE %s FORMAT LineAsString".formatted(in),
                "INSERT INTO outside_m VALUES (file(%s))".formatted(in),
                "SELECT 1 FORMAT Template SETTINGS format_template_row = %s".formatted(in),
                "SELECT 1 AS a SETTINGS additional_result_filter = 'length(file(\\'%s\\')) > 0'".formatted(secret),
                "SET dialect = 'kusto'",
                "CREATE DATABASE outside_d ENGINE = SQLite(%s)".formatted(in),
                "CREATE DATABASE outside_d ENGINE = Filesystem('/')",
                "CREATE DICTIONARY outside_dict (a UInt64, b String) PRIMARY KEY a"
                        + " SOURCE(EXECUTABLE(command 'id > %s' format 'TSV')) LAYOUT(FLAT()) LIFETIME(1)"
                                .formatted(dir.resolve("written")),
                "CREATE FUNCTION outside_f AS (x) -> file(x)",
                "CREATE USER outside",
                "GRANT ALL ON *.* TO default",
                "CREATE NAMED COLLECTION outside AS a = 1",
                "BACKUP DATABASE default TO File(%s)".formatted(out),
                "SYSTEM SHUTDOWN",
                "SYSTEM KILL"));
        return statements;
    }

    @Test
    void noStatementReachesFilesProgramsOrServers() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret.txt"), CANARY + "\n");
        query("CREATE TABLE outside_m (a String) ENGINE = Memory");

        for (String statement : hostile(secret)) {
            HttpResponse<byte[]> answer = request().post(statement);
            assertThat(answer.statusCode()).as(statement).isGreaterThanOrEqualTo(400);
            assertThat(text(answer)).as(statement).doesNotContain(CANARY);
        }

        assertThat(query("SELECT count() FROM outside_m")).isEqualTo("0");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(secret);
        }
        query("DROP TABLE outside_m");
    }
}
