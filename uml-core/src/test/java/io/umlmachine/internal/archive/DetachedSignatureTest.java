package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetachedSignatureTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final byte[] DATA = "{\r\n \"name\": \"höhö\" \n\0}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temporary;

    @Test
    void whatIsSignedIsTrustedAndNothingElse() throws Exception {
        byte[] signature = DetachedSignature.sign(DATA, secret(KEY, ""), Instant.now());

        DetachedSignature.verify(DATA, signature, keyring(KEY, 0), Instant.now());
        for (int i = 0; i < DATA.length; i++) {
            byte[] changed = DATA.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> DetachedSignature.verify(changed, signature, keyring(KEY, 0), Instant.now()))
                    .as("byte %s", i)
                    .isInstanceOf(SignatureException.class)
                    .hasMessageContaining("somebody has changed it");
        }
    }

    @Test
    void aStrangersKeyAndOneThatHasExpiredDoNotCount() throws Exception {
        byte[] signature = DetachedSignature.sign(DATA, secret(KEY, ""), Instant.now());
        assertThatThrownBy(() ->
                        DetachedSignature.verify(DATA, signature, keyring(SigningKey.generate(), 0), Instant.now()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not in " + temporary);

        SigningKey old = SigningKey.generate(Date.from(Instant.now().minus(Duration.ofDays(10))));
        byte[] late = DetachedSignature.sign(DATA, secret(old, ""), Instant.now());
        Keyring expired = keyring(old, Duration.ofDays(5).toSeconds());
        assertThatThrownBy(() -> DetachedSignature.verify(DATA, late, expired, Instant.now()))
                .hasMessageContaining("has expired");
        DetachedSignature.verify(DATA, late, expired, Instant.now().minus(Duration.ofDays(7)));
    }

    @Test
    void aSignedTextIsNoSignatureOfAFile() throws Exception {
        byte[] cleartext = KEY.sign("text");
        assertThatThrownBy(() -> DetachedSignature.verify(
                        "text".getBytes(StandardCharsets.UTF_8), cleartext, keyring(KEY, 0), Instant.now()))
                .isInstanceOf(SignatureException.class);
        assertThatThrownBy(() -> DetachedSignature.verify(DATA, new byte[] {1, 2, 3}, keyring(KEY, 0), Instant.now()))
                .isInstanceOf(SignatureException.class);
        assertThatThrownBy(() -> DetachedSignature.verify(DATA, new byte[0], keyring(KEY, 0), Instant.now()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("there is no signature");
    }

    @Test
    void aKeyWithAPassphraseOpensForThatOneOnlyWhichIsWipedAfterwards() throws Exception {
        Path file = KEY.writeSecret(temporary.resolve("secret"), "sesame");
        char[] given = "sesame".toCharArray();
        SecretKey key = SecretKey.read(file, Optional.of(() -> given), Instant.now());
        DetachedSignature.verify(
                DATA, DetachedSignature.sign(DATA, key, Instant.now()), keyring(KEY, 0), Instant.now());
        assertThat(given).containsOnly('\0');

        assertThatThrownBy(() -> SecretKey.read(file, Optional.empty(), Instant.now()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("protected by a passphrase, and none was given");
        assertThatThrownBy(() -> SecretKey.read(file, Optional.of("wrong"::toCharArray), Instant.now()))
                .hasMessageContaining("the passphrase does not fit");
    }

    @Test
    void aFileWithoutASecretKeyIsRefusedWithItsName() throws Exception {
        Path pub = KEY.write(temporary.resolve("public"), 0, true);
        Path garbage = Files.write(temporary.resolve("garbage"), new byte[] {(byte) 0xff, 0, 1});
        for (Path file : List.of(pub, garbage, Files.createFile(temporary.resolve("empty")))) {
            assertThatThrownBy(() -> SecretKey.read(file, Optional.empty(), Instant.now()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file + " cannot be used to sign");
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,''", "ed25519,sesame", "rsa2048,''"})
    void gpgAndThisUnderstandEachOther(String algorithm, String passphrase) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpg")), "gpg is not installed");
        Path home = Files.createDirectory(temporary.resolve("h"));
        Path data = Files.write(temporary.resolve("data"), DATA);
        try {
            // A primary key that certifies only, and a subkey that signs: what careful people have.
            gpg(home, passphrase, "--quick-generate-key", "A Test <test@mirror.example>", algorithm, "cert", "never");
            String fingerprint = gpg(home, passphrase, "--with-colons", "--list-keys")
                    .lines()
                    .filter(line -> line.startsWith("fpr:"))
                    .map(line -> line.split(":")[9])
                    .findFirst()
                    .orElseThrow();
            gpg(home, passphrase, "--quick-add-key", fingerprint, algorithm, "sign", "1d");
            Path secret = temporary.resolve("secret.asc");
            gpg(home, passphrase, "--armor", "--output", secret.toString(), "--export-secret-keys");
            Path exported = temporary.resolve("public.gpg");
            gpg(home, passphrase, "--output", exported.toString(), "--export");

            SecretKey key = SecretKey.read(secret, Optional.of(passphrase::toCharArray), Instant.now());
            Path ours = Files.write(temporary.resolve("data.asc"), DetachedSignature.sign(DATA, key, Instant.now()));
            assertThat(gpg(home, passphrase, "--verify", ours.toString(), data.toString()))
                    .contains("Good signature");

            Path theirs = temporary.resolve("theirs.asc");
            gpg(home, passphrase, "--armor", "--output", theirs.toString(), "--detach-sign", data.toString());
            Keyring keyring = Keyring.read(List.of(exported));
            assertThatCode(() -> DetachedSignature.verify(DATA, Files.readAllBytes(theirs), keyring, Instant.now()))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> DetachedSignature.verify(
                            DATA,
                            Files.readAllBytes(theirs),
                            keyring,
                            Instant.now().plus(Duration.ofDays(3))))
                    .as("the subkey is valid for a day")
                    .hasMessageContaining("has expired");
        } finally {
            run(List.of("/usr/bin/gpgconf", "--homedir", home.toString(), "--kill", "all"));
        }
    }

    private static String gpg(Path home, String passphrase, String... arguments) throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                passphrase));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }

    private Keyring keyring(SigningKey key, long validSeconds) throws IOException {
        return Keyring.read(List.of(key.write(Files.createTempFile(temporary, "keyring", ""), validSeconds, true)));
    }

    private SecretKey secret(SigningKey key, String passphrase) throws IOException {
        Path file = key.writeSecret(Files.createTempFile(temporary, "secret", ""), passphrase);
        return SecretKey.read(file, Optional.empty(), Instant.now());
    }
}
