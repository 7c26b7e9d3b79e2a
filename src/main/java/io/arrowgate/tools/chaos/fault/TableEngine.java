package io.arrowgate.tools.chaos.fault;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the tables of a run are made with. */
public enum TableEngine {
    /** The one that the job makes tables with: the second line of defence, kept from helping here. */
    REPLACING_MERGE_TREE,
    /** One that never collapses rows. */
    MERGE_TREE;

    private String text() {
        return EnumNames.words(this).replace(' ', '-');
    }

    /** Reads {@code merge-tree}. */
    public static final class Converter implements ITypeConverter<TableEngine> {
        @Override
        public TableEngine convert(String text) {
            return Arrays.stream(values())
                    .filter(engine -> engine.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is no engine; give one of %s"
                            .formatted(
                                    text,
                                    Arrays.stream(values())
                                            .map(TableEngine::text)
                                            .toList())));
        }
    }
}
