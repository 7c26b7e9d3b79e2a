package io.arrowgate.clickhouse.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnCompatibilityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int32|Int32",
                "Int32|Int64",
                "Float32|Nullable(Float64)",
                "LowCardinality(String)|String",
                "String|LowCardinality(Nullable(String))",
                "LowCardinality(Nullable(String))|Nullable(String)",
                "DateTime64(6, 'UTC')|DateTime64(6)",
                "DateTime64(3, 'UTC')|DateTime64(9, 'Europe/Berlin')"
            })
    void columnThatHoldsEveryValueFits(String needed, String actual) {
        assertThat(ColumnCompatibility.isCompatible(needed, actual)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nullable(Int32)|Int32",
                "Int64|Int32",
                "Int32|UInt32",
                "Int64|Float64",
                "DateTime64(6, 'UTC')|DateTime64(3, 'UTC')",
                "DateTime64(6, 'UTC')|DateTime",
                "Date32|Date",
                "String|FixedString(3)",
                "String|JSON",
                "Nullable(String)|Nullable(JSON(max_dynamic_paths=8))"
            })
    void columnThatWouldChangeAValueDoesNotFit(String needed, String actual) {
        assertThat(ColumnCompatibility.isCompatible(needed, actual)).isFalse();
    }
}
