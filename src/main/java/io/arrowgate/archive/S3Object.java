package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.SqlQuoting;

/**
 * Describes an object in S3 or compatible storage, for ClickHouse's table function {@code s3}.
 *
 * @param url {@code s3://bucket/key} or {@code https://host/bucket/key}
 * @param access credentials
 */
public record S3Object(String url, Access access) {
    /**
     * Describes the credentials: a named collection or a key; with neither, the server uses its own configuration.
     *
     * @param collection one of the server's named collections; null for none
     * @param keyId null for none
     * @param secret null for none
     */
    public record Access(String collection, String keyId, String secret) {
        /** The server's own credentials. */
        public static final Access SERVERS_OWN = new Access(null, null, null);

        public Access {
            if ((keyId == null) != (secret == null)) {
                throw new IllegalArgumentException(
                        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: only one of them is set; set both or neither");
            }
        }

        /** Returns a server error without the secret, because error messages may quote the statement. */
        public ArchiveException masked(Exception failure) {
            String message = String.valueOf(failure.getMessage()).replaceFirst("(?s),? Stack trace.*", "");
            return new ArchiveException(secret == null ? message : message.replace(secret, "***"));
        }

        @Override
        public String toString() {
            return "Access[collection=%s, keyId=%s, secret=***]".formatted(collection, keyId);
        }
    }

    /** Returns true if a text is the URL of an object, not a path. */
    public static boolean isUrl(String text) {
        return text.startsWith("s3://") || text.startsWith("https://") || text.startsWith("http://");
    }

    /** @param structure columns with their types, as in a table's declaration */
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
