package io.arrowgate.tools.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the engine of this process on one data directory, independently of the number of open connections. */
public final class ChDbEngine implements AutoCloseable {
    private static final int MIN_MERGES = 2;

    private final ChDbLibrary library;
    private final List<String> arguments;
    private final ChDbConnection keeper;
    private final String version;

    /**
     * Starts the engine.
     *
     * @param libraryFile the shared library
     * @param dir for the data and the generated configuration files
     */
    public ChDbEngine(Path libraryFile, Path dir, long maxServerMemoryBytes) throws IOException {
        this.library = ChDbLibrary.load(libraryFile);
        Path data = Files.createDirectories(dir.resolve("data"));
        Path cold = Files.createDirectories(dir.resolve("cold")).toAbsolutePath();
        Path config = dir.resolve("config.xml");
        Path users = dir.resolve("rights.xml").toAbsolutePath();
        Files.writeString(users, EngineGrants.xml());
        Files.writeString(config, config(maxServerMemoryBytes, cold, users));
        this.arguments = List.of("clickhouse", "--path=" + data, "--config-file=" + config);
        this.keeper = connect();
        this.version = keeper.execute("SELECT version()");
    }

    /**
     * Returns the engine's configuration. A second folder represents the slow disk of storage policy {@code tiered}: rows are
     * written to volume {@code hot}, and moved to {@code cold} by a table's TTL.
     *
     * <p>A server's defaults assume many cores. Here at most one merge per core runs, so that inserts get CPU time. The last
     * three settings must fit the smaller pool.
     */
    private static String config(long maxServerMemoryBytes, Path cold, Path users) {
        return """
                <clickhouse>
                    <max_server_memory_usage>%d</max_server_memory_usage>
                    <timezone>UTC</timezone>
                    <users_config>%s</users_config>
                    <background_pool_size>%d</background_pool_size>
                    <background_merges_mutations_concurrency_ratio>1</background_merges_mutations_concurrency_ratio>
                    <merge_tree>
                        <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
                        <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
                        <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
                    </merge_tree>
                    <storage_configuration>
                        <disks>
                            <cold>
                                <path>%s/</path>
                            </cold>
                        </disks>
                        <policies>
                            <tiered>
                                <volumes>
                                    <hot>
                                        <disk>default</disk>
                                    </hot>
                                    <cold>
                                        <disk>cold</disk>
                                    </cold>
                                </volumes>
                            </tiered>
                        </policies>
                    </storage_configuration>
                </clickhouse>
                """.formatted(
                        maxServerMemoryBytes,
                        users,
                        Math.max(MIN_MERGES, Runtime.getRuntime().availableProcessors()),
                        cold);
    }

    public ChDbConnection connect() {
        return new ChDbConnection(library, arguments);
    }

    public String version() {
        return version;
    }

    /** Stops the engine. All connections must be closed first. */
    @Override
    public void close() {
        keeper.close();
        library.chdb_shutdown();
    }
}
