package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.local.SharedStack;
import io.arrowgate.local.replica.ReplicaBed;
import io.arrowgate.local.replica.ReplicatedClickHouse;
import io.arrowgate.stream.StreamDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of a job on a cluster. */
class ReplicatedTableSetupIT {
    private final String database = SharedStack.uniqueName("cluster");

    @Test
    void everyTableIsOnEveryReplica() throws Exception {
        ReplicatedClickHouse model = ReplicaBed.replicas();
        ClickHouseSettings settings = SinkTestBed.replicatedSettings(model.url(), database);
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(StreamDefinitions.builtIn("sensors"));
        }
        for (String url : model.urls()) {
            assertThat(engines(url))
                    .containsExactly(
                            "archived_days\tReplicatedReplacingMergeTree",
                            "archived_offsets\tReplicatedMergeTree",
                            "sensors\tReplicatedReplacingMergeTree");
        }
    }

    @Test
    void archiveTableOfOneServerIsRejectedOnACluster() throws Exception {
        ReplicatedClickHouse model = ReplicaBed.replicas();
        SharedStack.query(model.url(0), "CREATE DATABASE `%s` ON CLUSTER `model`".formatted(database));
        SharedStack.query(model.url(0), ArchiveTables.createOffsets(database));
        try (TableSetup setup = new TableSetup(SinkTestBed.replicatedSettings(model.url(), database))) {
            assertThatThrownBy(setup::ensureArchiveTables)
                    .isInstanceOf(TableMismatchException.class)
                    .hasMessageContaining("archived_offsets has engine MergeTree")
                    .hasMessageContaining("RENAME TABLE");
        }
    }

    private List<String> engines(String url) {
        return SharedStack.query(
                        url,
                        "SELECT name, engine FROM system.tables WHERE database = '%s' ORDER BY name"
                                .formatted(database))
                .lines()
                .toList();
    }
}
