package io.arrowgate.tools.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which requests to a loopback port count as sent by a web page. */
class CrossOriginFilterTest {
    private static Headers headers(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8123", "localhost:18123", "LOCALHOST", "[::1]:8123", "127.1.2.3:1"})
    void clientsThatAreNoBrowsersGoOnUnderAnyLoopbackName(String host) {
        assertThat(CrossOriginFilter.rejection(headers("Host", host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example:8123",
                "localhost.evil.example",
                "evil.example:127.0.0.1",
                "x@127.0.0.1",
                "0.0.0.0:8123",
                "192.168.0.7:8123",
                "127.0.0.1, evil.example",
                "127.0.0.1:",
                "",
            })
    void namesThatAPageCanMakeResolveToLoopbackAreRejected(String host) {
        assertThat(CrossOriginFilter.rejection(headers("Host", host)).orElseThrow())
                .contains("Host", host);
    }

    @Test
    void missingOrRepeatedHostIsRejected() {
        assertThat(CrossOriginFilter.rejection(headers())).isPresent();
        assertThat(CrossOriginFilter.rejection(headers("Host", "127.0.0.1", "Host", "evil.example")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://localhost:8090",
                "http://127.0.0.1:3000",
                "http://127.0.0.1",
                "https://127.0.0.1:8090",
            })
    void pagesOfOtherOriginsAreRejected(String origin) {
        assertThat(CrossOriginFilter.rejection(headers("Host", "127.0.0.1:8090", "Origin", origin)))
                .isPresent();
    }

    @Test
    void requestOfTheServersOwnPageIsAllowed() {
        assertThat(CrossOriginFilter.rejection(headers(
                        "Host", "127.0.0.1:8090", "Origin", "http://127.0.0.1:8090", "Sec-Fetch-Site", "same-origin")))
                .isEmpty();
        assertThat(CrossOriginFilter.rejection(headers("Host", "127.0.0.1:8090", "Sec-Fetch-Site", "none")))
                .isEmpty();
    }

    @Test
    void otherSitesMayLinkToAPageButNeitherEmbedNorFetchIt() {
        String[] link = {
            "Host", "127.0.0.1:8090",
            "Sec-Fetch-Site", "cross-site",
            "Sec-Fetch-Mode", "navigate",
            "Sec-Fetch-Dest", "document"
        };
        String[] frame = link.clone();
        frame[7] = "iframe";
        String[] script = link.clone();
        script[5] = "no-cors";
        script[7] = "script";
        assertThat(CrossOriginFilter.rejectionOfPage(headers(link))).isEmpty();
        assertThat(CrossOriginFilter.rejection(headers(link))).isPresent();
        assertThat(CrossOriginFilter.rejectionOfPage(headers(frame))).isPresent();
        assertThat(CrossOriginFilter.rejectionOfPage(headers(script))).isPresent();
        link[1] = "evil.example";
        assertThat(CrossOriginFilter.rejectionOfPage(headers(link))).isPresent();
    }
}
