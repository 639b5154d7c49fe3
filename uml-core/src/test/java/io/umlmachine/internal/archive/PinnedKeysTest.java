package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedKeysTest {

    private static final String TEXT = "Suite: stable\n";

    @TempDir
    private Path directory;

    private final SigningKey known = SigningKey.generate();
    private final SigningKey stranger = SigningKey.generate();

    @Test
    void onlyKnownKeysAreKept() throws IOException {
        byte[] both = concatenated(binary(known), binary(stranger));

        byte[] kept = new PinnedKeys(Set.of(fingerprint(known))).filter(both);

        assertThat(verify(known.sign(TEXT), kept)).isEqualTo(TEXT.strip());
        assertThatThrownBy(() -> verify(stranger.sign(TEXT), kept)).isInstanceOf(SignatureException.class);
    }

    @Test
    void anArmoredKeyringBecomesABinaryOne() throws IOException {
        byte[] armored = Files.readAllBytes(known.write(directory.resolve("armored"), 0, true));

        byte[] kept = new PinnedKeys(Set.of(fingerprint(known))).filter(armored);

        assertThat(kept[0] & 0x80).isEqualTo(0x80);
        assertThat(verify(known.sign(TEXT), kept)).isEqualTo(TEXT.strip());
    }

    @Test
    void ofStrangersNothingIsKept() throws IOException {
        assertThat(PinnedKeys.DEBIAN.filter(binary(stranger))).isEmpty();
    }

    @Test
    void aSubkeyThatSomebodyHasAddedIsDropped() throws IOException {
        byte[] subkey = ring(stranger).getPublicKey().getPublicKeyPacket().getEncoded();
        // The packet's kind, in the old or the new format: a public key becomes a public subkey, which nothing binds.
        subkey[0] = (byte) (subkey[0] == (byte) 0x99 ? 0xb9 : 0xce);
        byte[] forged = concatenated(binary(known), subkey);
        assertThat(((PGPPublicKeyRing) new BcPGPObjectFactory(forged).nextObject()).getPublicKeys())
                .toIterable()
                .hasSize(2);

        byte[] kept = new PinnedKeys(Set.of(fingerprint(known))).filter(forged);

        assertThat(((PGPPublicKeyRing) new BcPGPObjectFactory(kept).nextObject()).getPublicKeys())
                .toIterable()
                .hasSize(1);
    }

    @Test
    void whatIsNoKeyringIsRefused() {
        assertThatThrownBy(() -> PinnedKeys.DEBIAN.filter(new byte[] {(byte) 0xc6, 1, 2, 3}))
                .isInstanceOf(IOException.class);
    }

    private String verify(byte[] signed, byte[] keyring) throws IOException {
        Path file = Files.write(directory.resolve("kept.gpg"), keyring);
        return ClearSigned.verify(signed, Keyring.read(List.of(file)), Instant.now());
    }

    private byte[] binary(SigningKey key) throws IOException {
        return Files.readAllBytes(key.write(directory.resolve("key"), 0, false));
    }

    private PGPPublicKeyRing ring(SigningKey key) throws IOException {
        return (PGPPublicKeyRing) new BcPGPObjectFactory(binary(key)).nextObject();
    }

    private String fingerprint(SigningKey key) throws IOException {
        return HexFormat.of().formatHex(ring(key).getPublicKey().getFingerprint());
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
