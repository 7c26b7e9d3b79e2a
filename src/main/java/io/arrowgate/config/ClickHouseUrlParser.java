package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code clickhouse.url}, a comma-separated list of addresses. Each error names the offending address. */
final class ClickHouseUrlParser {
    private static final ArrowgateOption<String> OPTION = ArrowgateOptions.CLICKHOUSE_URL;

    private ClickHouseUrlParser() {}

    /** Returns the addresses in the given order. */
    static List<String> parse(String list, ClickHouseTlsFiles tls) {
        List<String> urls = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            String url = item.strip();
            if (url.isEmpty()) {
                // Without the value: another address of the list may hold a password.
                throw new InvalidSettingException(
                        OPTION.key(),
                        "address %d of the list is empty; give the address, or remove the comma"
                                .formatted(urls.size() + 1));
            }
            checkUrl(url);
            check(
                    tls.isDefault() || url.startsWith("https:"),
                    OPTION,
                    url,
                    "is not https://, but clickhouse.tls.* is set; give the address of the server's TLS port");
            check(!urls.contains(url), OPTION, url, "is a duplicate; give each server's address once");
            urls.add(url);
        }
        return List.copyOf(urls);
    }

    private static void checkUrl(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(OPTION.key(), e.getReason());
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidSettingException(
                    OPTION.key(),
                    "contains a user; set clickhouse.user and clickhouse.password instead, which keeps the password secret");
        }
        check(
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null,
                OPTION,
                url,
                "is not the address of an HTTP interface; give for example http://clickhouse:8123, or several comma separated");
    }
}
