package io.arrowgate.tools.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.engine.ClickHouseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests SQL that accesses the outside of the engine, in all spellings, and SQL that only looks like it. */
class ExternalAccessGuardTest {
    private static void check(String sql) {
        ExternalAccessGuard.check(sql.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT file('/etc/hostname')",
                "SELECT FILE('/etc/hostname')",
                "SELECT file /* ' */ ('/etc/hostname')",
                "SELECT file -- '\n ('/etc/hostname')",
                "SELECT file # '\n ('/etc/hostname')",
                "SELECT 1 -- '\n, file('/etc/hostname')",
                "SELECT /*/ ' */ file('/etc/hostname')",
                "SELECT 1 /**/, '''', file('/etc/hostname')",
                "SELECT '\\'', file('/etc/hostname')",
                "SELECT '\\\\', file('/etc/hostname')",
                "SELECT `file`('/etc/hostname')",
                "SELECT \"file\"('/etc/hostname')",
                "SELECT `\\x66ile`('/etc/hostname')",
                "SELECT length(file('/etc/hostname'))",
                "SELECT arrayMap(x -> file(x), ['/etc/hostname'])",
                "SELECT arrayMap(file, ['/etc/hostname'])",
                "SELECT arrayMap((file), ['/etc/hostname'])",
                "SELECT arrayMap(`file`, ['/etc/hostname'])",
                "SELECT * APPLY(file) FROM (SELECT '/etc/hostname')",
                "SELECT * APPLY file FROM (SELECT '/etc/hostname')",
                "SELECT * APPLY `\\x66ile` FROM (SELECT '/etc/hostname')",
                "SELECT \u2018'\u2019, file('/etc/hostname')",
                "SELECT $$'$$, file('/etc/hostname')",
                "SELECT /* /* */ ' */ file('/etc/hostname') -- '",
                "SELECT file\u00a0('/etc/hostname')",
                "SELECT * FROM format(Values, 'a String', '(file(\\'/etc/hostname\\'))')",
                "SELECT * FROM format(concat('Val', 'ues'), 'a String', concat('(fi', 'le(\\'x\\'))'))",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "SELECT 1 into/* */outfile '/tmp/x'",
                "(SELECT 1) INTO OUTFILE '/tmp/x' FORMAT CSV",
                "INSERT INTO t FROM INFILE '/etc/hostname' FORMAT TSV",
                "CREATE TABLE t (a String) ENGINE = Executable('x', TSV)",
                "CREATE TABLE t (a String) ENGINE ExecutablePool('x', TSV)",
                "CREATE TABLE t (a String) ENGINE = EmbeddedRocksDB(0, '/tmp/x') PRIMARY KEY a",
                "ATTACH TABLE t (a String) ENGINE = `File`(TSV, '/etc/hostname')",
                "CREATE TABLE t (a String) ENGINE = SomethingOfTheFuture",
                "CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = local, path = '/x/')",
                "SELECT * FROM executable('../x', 'TSV', 'a String')",
                "SELECT * FROM s3('http://127.0.0.1/b/k', 'CSV', 'a Int8')",
                "SELECT aiGenerate('x')",
            })
    void waysOutAreRejected(String sql) {
        assertThatThrownBy(() -> check(sql))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("The local stack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'file(1)', \"a\", `file` FROM t WHERE name LIKE '%file(%' -- file('x')",
                "SELECT /* file('x') */ 1",
                "SELECT file, disk, max(url) FROM t GROUP BY file, disk ORDER BY (file, disk)",
                "CREATE TABLE disk (`file` String, url LowCardinality(String)) ENGINE = ReplacingMergeTree ORDER BY file",
                "CREATE TABLE IF NOT EXISTS `db`.`file` (`a` String) ENGINE = MergeTree() ORDER BY a",
                "INSERT INTO disk (file, url) SELECT 1, 2",
                "INSERT INTO db.file (a)",
                "SELECT profile(1), fileSize FROM t",
                "SELECT format('{} of {}', a, b) FROM t FORMAT JSON",
                "SELECT engine FROM system.tables WHERE engine = name OR engine LIKE '%MergeTree'",
                "CREATE VIEW v AS SELECT name FROM system.tables WHERE engine LIKE '%MergeTree'",
                "CREATE MATERIALIZED VIEW v ENGINE = AggregatingMergeTree ORDER BY a AS SELECT 1 AS a",
                "CREATE DATABASE d ENGINE = Atomic",
                "SELECT a - -1, b / 2, c -1 FROM t WHERE d = {p:String} AND s = 'Gr\u00f6\u00dfe $1'",
                "SELECT outfile, infile FROM into",
                "SELECT file - (1), file / (2), file-(3) FROM t",
                "SELECT arrayMap(x -> x + 1, [1]), map('a', 1)",
            })
    void whatOnlyLooksLikeOneIsTaken(String sql) {
        assertThatCode(() -> check(sql)).doesNotThrowAnyException();
    }

    @Test
    void valuesAreCheckedWhileTheyAreRead() throws IOException {
        String harmless = "('see file (1)', 'it''s', now(), '" + "x".repeat(10_000) + "')";
        assertThat(new String(
                        ExternalAccessGuard.checked(new ByteArrayInputStream(harmless.getBytes(StandardCharsets.UTF_8)))
                                .readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(harmless);
        byte[] hostile = (harmless + ", (file('/etc/hostname'))").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ExternalAccessGuard.checked(new ByteArrayInputStream(hostile))
                        .readAllBytes())
                .hasMessageContaining("file()");
    }
}
