package io.arrowgate.tools.local.engine;

/**
 * Defines the grants of the engine's only user in its file {@code rights.xml}: everything on databases, tables and views, and
 * no sources outside the engine.
 *
 * <p>Everything else is denied, including sources that newer versions add. Settings whose value is SQL or a file name are
 * constant.
 */
final class EngineGrants {
    private EngineGrants() {}

    static String xml() {
        return """
                <clickhouse>
                    <profiles>
                        <default>
                            <constraints>
                                <additional_result_filter><const/></additional_result_filter>
                                <additional_table_filters><const/></additional_table_filters>
                                <dialect><const/></dialect>
                                <format_schema><const/></format_schema>
                                <format_template_resultset><const/></format_template_resultset>
                                <format_template_resultset_format><const/></format_template_resultset_format>
                                <format_template_row><const/></format_template_row>
                                <format_template_row_format><const/></format_template_row_format>
                                <input_format_record_errors_file_path><const/></input_format_record_errors_file_path>
                                <parallel_replicas_custom_key><const/></parallel_replicas_custom_key>
                            </constraints>
                        </default>
                    </profiles>
                    <quotas>
                        <default/>
                    </quotas>
                    <users>
                        <default>
                            <password/>
                            <networks>
                                <ip>::/0</ip>
                            </networks>
                            <profile>default</profile>
                            <quota>default</quota>
                            <grants>
                                <query>GRANT SHOW, SELECT, INSERT, ALTER, CREATE DATABASE, CREATE TABLE, CREATE VIEW, CREATE TEMPORARY TABLE, DROP, UNDROP TABLE, TRUNCATE, OPTIMIZE, KILL QUERY, SYSTEM MERGES, SYSTEM VIEWS ON *.*</query>
                            </grants>
                        </default>
                    </users>
                </clickhouse>
                """;
    }
}
