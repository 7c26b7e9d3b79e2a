package io.arrowgate.tools.bench.rate;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names the state backends of Flink that a measured job can use. */
public enum StateBackend {
    /** The one that the job uses without further options. */
    DEFAULT,
    HASHMAP,
    ROCKSDB;

    /** Returns Flink's name. */
    private String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the options that a cluster would have to use this backend. */
    Configuration flinkOptions() {
        Configuration flink = new Configuration();
        if (this != DEFAULT) {
            flink.set(StateBackendOptions.STATE_BACKEND, option());
            flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        }
        return flink;
    }

    /** Parses Flink's name of a state backend. */
    static final class Converter implements ITypeConverter<StateBackend> {
        @Override
        public StateBackend convert(String text) {
            return List.of(HASHMAP, ROCKSDB).stream()
                    .filter(backend -> backend.option().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is not a state backend; give hashmap or rocksdb".formatted(text)));
        }
    }
}
