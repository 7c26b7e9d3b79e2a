package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.stream.StreamDefinitions;
import org.junit.jupiter.api.Test;

class ClusterDdlTest {
    private static String on(String statement) {
        return ClusterDdl.onCluster(statement, "main");
    }

    @Test
    void tableOfAStreamIsReplicatedWithTheWindowOfReplicatedTables() {
        assertThat(on(TableDdl.createTable("db", StreamDefinitions.builtIn("sensors"))))
                .startsWith("CREATE TABLE IF NOT EXISTS `db`.`sensors` ON CLUSTER `main`\n(")
                .contains("\nENGINE = ReplicatedReplacingMergeTree\n")
                .contains("SETTINGS replicated_deduplication_window = 10000");
    }

    @Test
    void engineKeepsItsArguments() {
        assertThat(on("CREATE TABLE `db`.t\n(\n  a Int8\n)\nENGINE = ReplacingMergeTree(`v`, `d`)\nORDER BY a"))
                .isEqualTo("CREATE TABLE `db`.t ON CLUSTER `main`\n(\n  a Int8\n)\n"
                        + "ENGINE = ReplicatedReplacingMergeTree(`v`, `d`)\nORDER BY a");
    }

    @Test
    void viewDatabaseAndColumnAreDefinedOnTheCluster() {
        assertThat(on("CREATE OR REPLACE VIEW `db`.`freshness_of_a` AS\nSELECT 1"))
                .isEqualTo("CREATE OR REPLACE VIEW `db`.`freshness_of_a` ON CLUSTER `main` AS\nSELECT 1");
        assertThat(on(TableDdl.createDatabase("db"))).isEqualTo("CREATE DATABASE IF NOT EXISTS `db` ON CLUSTER `main`");
        assertThat(on("ALTER TABLE `db`.`t` ADD COLUMN IF NOT EXISTS `c` Int8"))
                .isEqualTo("ALTER TABLE `db`.`t` ON CLUSTER `main` ADD COLUMN IF NOT EXISTS `c` Int8");
    }

    @Test
    void anInsertDefinesNothing() {
        assertThatThrownBy(() -> on("INSERT INTO `db`.`t` VALUES (1)")).hasMessageContaining("not a DDL statement");
    }
}
