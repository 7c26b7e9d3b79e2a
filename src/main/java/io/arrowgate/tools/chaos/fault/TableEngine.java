package io.arrowgate.tools.chaos.fault;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Selects the table engine of a run. */
public enum TableEngine {
    /** The job's default engine. Merges are disabled, because they would hide duplicates. */
    REPLACING_MERGE_TREE,
    /** An engine that never collapses rows. */
    MERGE_TREE;

    private String text() {
        return EnumNames.words(this).replace(' ', '-');
    }

    /** Parses names such as {@code merge-tree}. */
    public static final class Converter implements ITypeConverter<TableEngine> {
        @Override
        public TableEngine convert(String text) {
            return Arrays.stream(values())
                    .filter(engine -> engine.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is not a supported engine; give one of %s"
                            .formatted(
                                    text,
                                    Arrays.stream(values())
                                            .map(TableEngine::text)
                                            .toList())));
        }
    }
}
