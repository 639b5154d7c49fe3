package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearSignedTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final String TEXT = "Origin: Test\n- a dash\n\n-----BEGIN nothing\nFrom: höhö\nend";

    @TempDir
    private Path temporary;

    @Test
    void whatIsSignedIsGivenOut() throws Exception {
        for (boolean armored : new boolean[] {true, false}) {
            Keyring keyring = keyring(KEY, 0, armored);
            assertThat(ClearSigned.verify(KEY.sign(TEXT), keyring, Instant.now()))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void linesMayEndAnyWay() throws Exception {
        byte[] signed = text(KEY.sign(TEXT)).replace("\n", " \t\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(ClearSigned.verify(signed, keyring(KEY, 0, true), Instant.now()))
                .isEqualTo(TEXT);
    }

    @Test
    void anyChangeOfTheTextIsFound() throws Exception {
        Keyring keyring = keyring(KEY, 0, true);
        byte[] signed = KEY.sign(TEXT);
        int start = text(signed).indexOf("\n\n") + 2;
        int end = text(signed).indexOf("-----BEGIN PGP SIGNATURE");
        for (int i = start; i < end - 1; i++) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> ClearSigned.verify(changed, keyring, Instant.now()))
                    .as("byte %s", i)
                    .isInstanceOf(SignatureException.class);
        }
    }

    @Test
    void aKeyThatHasExpiredOrAHashThatIsNotSafeDoesNotCount() throws Exception {
        SigningKey old = SigningKey.generate(Date.from(Instant.now().minus(Duration.ofDays(10))));
        Keyring keyring = keyring(old, Duration.ofDays(5).toSeconds(), true);
        assertThatThrownBy(() -> ClearSigned.verify(old.sign(TEXT), keyring, Instant.now()))
                .hasMessageContaining("has expired");
        assertThat(ClearSigned.verify(old.sign(TEXT), keyring, Instant.now().minus(Duration.ofDays(7))))
                .isEqualTo(TEXT);
        assertThatThrownBy(() -> ClearSigned.verify(
                        KEY.sign(TEXT, HashAlgorithmTags.SHA1), keyring(KEY, 0, true), Instant.now()))
                .hasMessageContaining("not safe");
    }

    @Test
    void theKeysOfDebianAreFoundWhereThePackageOrAptPutsThem() throws IOException {
        Path packaged = temporary.resolve("packaged.gpg");
        Path apt = Files.createDirectory(temporary.resolve("apt"));
        assertThat(Keyring.debianFiles(packaged, temporary.resolve("none"))).isEmpty();
        assertThat(Keyring.debianFiles(packaged, apt)).isEmpty();
        Files.createFile(apt.resolve("other.gpg"));
        Path two = Files.createFile(apt.resolve("debian-archive-trixie-stable.asc"));
        Path one = Files.createFile(apt.resolve("debian-archive-bookworm-stable.gpg"));
        assertThat(Keyring.debianFiles(packaged, apt)).containsExactly(one, two);
        Files.createFile(packaged);
        assertThat(Keyring.debianFiles(packaged, apt)).containsExactly(packaged);
    }

    @Test
    void severalArmoredBlocksInOneFileAreAllRead() throws Exception {
        SigningKey other = SigningKey.generate();
        Path file = temporary.resolve("two.asc");
        Files.writeString(
                file,
                Files.readString(KEY.write(temporary.resolve("a"), 0, true))
                        + "\n"
                        + Files.readString(other.write(temporary.resolve("b"), 0, true)));
        Keyring keyring = Keyring.read(List.of(file));
        assertThat(ClearSigned.verify(KEY.sign(TEXT), keyring, Instant.now())).isEqualTo(TEXT);
        assertThat(ClearSigned.verify(other.sign(TEXT), keyring, Instant.now())).isEqualTo(TEXT);
    }

    @Property(tries = 300)
    void damagedFilesAreRefusedOrAsSigned(@ForAll @Size(max = 4) int[] places, @ForAll byte value) throws Exception {
        byte[] damaged = KEY.sign(TEXT);
        for (int place : places) {
            damaged[Math.floorMod(place, damaged.length)] = value;
        }
        Path directory = Files.createTempDirectory("keys");
        try {
            Keyring keyring = Keyring.read(List.of(KEY.write(directory.resolve("key"), 0, false)));
            assertThat(ClearSigned.verify(damaged, keyring, Instant.now())).isEqualTo(TEXT);
        } catch (SignatureException e) {
            assertThat(e).hasMessageNotContaining("null");
        } finally {
            Files.deleteIfExists(directory.resolve("key"));
            Files.delete(directory);
        }
    }

    private Keyring keyring(SigningKey key, long validSeconds, boolean armored) throws IOException {
        return Keyring.read(List.of(key.write(Files.createTempFile(temporary, "keyring", ""), validSeconds, armored)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
