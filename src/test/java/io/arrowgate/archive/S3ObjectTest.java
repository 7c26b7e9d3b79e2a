package io.arrowgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.archive.S3Object.Access;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class S3ObjectTest {
    private static final String URL = "s3://bucket/it's.parquet";
    private static final Access KEY = new Access(null, "AKID", "very-secret");

    @Test
    void functionNamesTheServersCollectionOrTheKeyOrNeither() {
        assertThat(new S3Object(URL, Access.SERVERS_OWN).function(ArchiveFormat.PARQUET, "`a` Int32"))
                .isEqualTo("s3('s3://bucket/it\\'s.parquet', 'Parquet', '`a` Int32')");
        assertThat(new S3Object(URL, KEY).function(ArchiveFormat.ARROW, "`a` Int32"))
                .isEqualTo("s3('s3://bucket/it\\'s.parquet', 'AKID', 'very-secret', 'Arrow', '`a` Int32')");
        assertThat(new S3Object(URL, new Access("lake", null, null)).function(ArchiveFormat.CSV, "`t` DateTime('UTC')"))
                .isEqualTo("s3(`lake`, url = 's3://bucket/it\\'s.parquet', format = 'CSVWithNames',"
                        + " structure = '`t` DateTime(\\'UTC\\')')");
    }

    @Test
    void secretIsNeverShown() {
        assertThat(new S3Object(URL, KEY).toString()).doesNotContain("very-secret");
        assertThat(new ArchiveLocation.Remote(new S3Object(URL, KEY)).text()).isEqualTo(URL);
        assertThat(KEY.masked(new SQLException("near ('AKID', 'very-secret'), Stack trace:\n0. f()")))
                .hasMessage("near ('AKID', '***')")
                .hasNoCause();
    }

    @Test
    void keyWithoutItsSecretIsNamed() {
        assertThatThrownBy(() -> new Access(null, "AKID", null)).hasMessageContaining("AWS_SECRET_ACCESS_KEY");
    }
}
