package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import java.sql.SQLException;
import java.util.Map;

/**
 * Identifies a set of rows independently of their order. Equal digests mean equal rows.
 *
 * @param count of the rows, duplicates included
 * @param sum of a 64-bit hash of each row, unsigned, decimal; unlike an exclusive or, it changes with each duplicate
 */
public record RowDigest(long count, String sum) {
    /**
     * Returns the digest of rows in ClickHouse.
     *
     * @param text SQL expression of the text that is hashed for each row
     * @param from what follows {@code FROM}
     */
    public static RowDigest of(ClickHouseJdbcSession queries, String text, String from) throws SQLException {
        Map<String, Object> digest = queries.rows(
                        "SELECT toString(count()) AS c, toString(sum(cityHash64(%s))) AS s FROM %s"
                                .formatted(text, from))
                .get(0);
        return new RowDigest(Long.parseLong((String) digest.get("c")), (String) digest.get("s"));
    }
}
