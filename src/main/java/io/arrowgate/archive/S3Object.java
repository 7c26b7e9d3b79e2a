package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.SqlQuoting;

/**
 * An object of S3, or of what speaks its protocol, as ClickHouse's function {@code s3} takes it.
 *
 * @param url {@code s3://bucket/key} or {@code https://host/bucket/key}
 * @param access by whose leave
 */
public record S3Object(String url, Access access) {
    /**
     * What the server gets in by. A named collection, or a key; with neither, whatever the server itself is configured with.
     *
     * @param collection name of one of the server's named collections; null for none
     * @param keyId null for none
     * @param secret null for none
     */
    public record Access(String collection, String keyId, String secret) {
        /** The server's own leave. */
        public static final Access SERVERS_OWN = new Access(null, null, null);

        public Access {
            if ((keyId == null) != (secret == null)) {
                throw new IllegalArgumentException(
                        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: one is set without the other");
            }
        }

        /** A failure of the server's, fit to be shown: what it says may repeat the statement. */
        public ArchiveException masked(Exception failure) {
            String message = String.valueOf(failure.getMessage()).replaceFirst("(?s),? Stack trace.*", "");
            return new ArchiveException(secret == null ? message : message.replace(secret, "***"));
        }

        @Override
        public String toString() {
            return "Access[collection=%s, keyId=%s, secret=***]".formatted(collection, keyId);
        }
    }

    /** Whether a text is the address of an object, not a path. */
    public static boolean isUrl(String text) {
        return text.startsWith("s3://") || text.startsWith("https://") || text.startsWith("http://");
    }

    /** @param structure columns with their types, as a table's declaration has them */
    String function(ArchiveFormat format, String structure) {
        String formatName = format.clickHouse().name();
        if (access.collection() != null) {
            return "s3(%s, url = %s, format = %s, structure = %s)"
                    .formatted(
                            SqlQuoting.name(access.collection()),
                            SqlQuoting.text(url),
                            SqlQuoting.text(formatName),
                            SqlQuoting.text(structure));
        }
        String key = access.keyId() == null
                ? ""
                : "%s, %s, ".formatted(SqlQuoting.text(access.keyId()), SqlQuoting.text(access.secret()));
        return "s3(%s, %s%s, %s)"
                .formatted(SqlQuoting.text(url), key, SqlQuoting.text(formatName), SqlQuoting.text(structure));
    }
}
