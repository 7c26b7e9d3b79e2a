package io.arrowgate.tools.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Creates certificates for a test: an authority, a server and a client signed by it, and an unknown authority. */
public final class TestCertificates {
    private static final String TYPE = "PKCS12";
    /**
     * Every client derives the key of every store that it opens; with the JDK's 10,000 rounds that took half of the tests' CPU
     * time.
     */
    private static final List<String> FEW_ROUNDS = List.of(
            "keystore.pkcs12.keyPbeIterationCount",
            "keystore.pkcs12.certPbeIterationCount",
            "keystore.pkcs12.macIterationCount");

    private final Path dir;
    private final String password;
    private final KeyStore all;

    /**
     * Creates them with the JDK's keytool.
     *
     * @param dir for the files
     * @param password of every store
     */
    public TestCertificates(Path dir, String password)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.dir = dir.toAbsolutePath();
        this.password = password;
        FEW_ROUNDS.forEach(rounds -> System.setProperty(rounds, "1"));
        keytool("ca", "CN=Test authority", "-ext", "bc:c");
        keytool("server", "CN=localhost", "-signer", "ca", "-ext", "SAN=DNS:localhost,IP:127.0.0.1");
        keytool("client", "CN=arrowgate", "-signer", "ca");
        keytool("stranger", "CN=Unknown authority", "-ext", "bc:c");
        all = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(this.dir.resolve("all.p12"))) {
            all.load(in, password.toCharArray());
        }
    }

    private void keytool(String alias, String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-storetype",
                TYPE,
                "-keystore",
                dir.resolve("all.p12").toString(),
                "-storepass:env",
                "STORE_PASSWORD",
                "-alias",
                alias,
                "-dname",
                name));
        FEW_ROUNDS.forEach(rounds -> command.add("-J-D" + rounds + "=1"));
        command.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        Process keytool = builder.start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    /** Returns the key store of {@code alias}. */
    public Path keyStore(String alias) throws GeneralSecurityException, IOException {
        return store(alias + "-key.p12", keyStoreOf(alias));
    }

    /** Returns the trust store. */
    public Path trustStore(String alias) throws GeneralSecurityException, IOException {
        return store(alias + "-trust.p12", trustStoreOf(alias));
    }

    /** Returns the PEM file of a certificate with its chain. */
    public Path certificate(String alias) throws GeneralSecurityException, IOException {
        StringBuilder pem = new StringBuilder();
        for (Certificate certificate : all.getCertificateChain(alias)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(dir.resolve(alias + ".pem"), pem);
    }

    /** Returns the PEM file of the certificate's key. */
    public Path key(String alias) throws GeneralSecurityException, IOException {
        return Files.writeString(
                dir.resolve(alias + ".key"),
                pem("PRIVATE KEY", privateKey(alias).getEncoded()));
    }

    /**
     * Returns the TLS context of a server.
     *
     * @param alias of the server's certificate
     */
    SSLContext serverContext(String alias) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            keys.init(keyStoreOf(alias), password.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStoreOf("ca"));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private Key privateKey(String alias) throws GeneralSecurityException {
        return all.getKey(alias, password.toCharArray());
    }

    private KeyStore keyStoreOf(String alias) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setEntry(
                alias,
                all.getEntry(alias, new PasswordProtection(password.toCharArray())),
                new PasswordProtection(password.toCharArray()));
        return store;
    }

    private KeyStore trustStoreOf(String alias) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry(alias, all.getCertificate(alias));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        return store;
    }

    private Path store(String name, KeyStore store) throws GeneralSecurityException, IOException {
        Path file = dir.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
    }
}
