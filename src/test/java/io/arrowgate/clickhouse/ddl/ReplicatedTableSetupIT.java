package io.arrowgate.clickhouse.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.client.TableMismatchException;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.replica.ReplicaTestBed;
import io.arrowgate.tools.local.replica.ReplicatedClickHouse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The tables of a job on a cluster. */
@ResourceLock(ReplicaTestBed.LOCK)
class ReplicatedTableSetupIT {
    private final String database = SharedStack.uniqueName("cluster");

    @Test
    void everyTableIsOnEveryReplica() throws Exception {
        ReplicatedClickHouse model = ReplicaTestBed.replicas();
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
        ReplicatedClickHouse model = ReplicaTestBed.replicas();
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
