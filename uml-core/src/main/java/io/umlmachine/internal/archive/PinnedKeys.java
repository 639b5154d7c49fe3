package io.umlmachine.internal.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * Keys that are known by their fingerprints, so that a keyring from anywhere can be used as far as it holds these. Immutable
 * and thread-safe.
 *
 * @param fingerprints of primary keys and of their subkeys, in lower case
 */
public record PinnedKeys(Set<String> fingerprints) {

    /**
     * The keys that sign Debian's archive, each with its subkey, from the package debian-archive-keyring 2023.3+deb12u2;
     * {@code https://ftp-master.debian.org/keys.html} publishes them.
     */
    public static final PinnedKeys DEBIAN = new PinnedKeys(Set.of(
            // Archive, security archive and release of Debian 11.
            "1f89983e0081fde018f3cc9673a4f27b8dd47936",
            "a7236886f3cccaad148a27f80e98404d386fa1d9",
            "ac530d520f2f3269f5e98313a48449044aad5c5d",
            "ed541312a33f1128f10b1c6c54404762bbb6e853",
            "a4285295fc7b1a81600062a9605c66f00d6c9793",
            // Of Debian 12.
            "b8b80b5b623eab6ad8775c45b7c5d7d6350947f8",
            "4cb50190207b4758a3f73a796ed0e7b82643e131",
            "05ab90340c0c5e797f44a8c8254cf3b5aec0a8f0",
            "b0cab9266e8c3929798b3eeebde6d2b9216ec7a8",
            "4d64fec119c2029067d6e791f8d2585b8783d481",
            // Of Debian 13.
            "04b54c3cdca79751b16bc6b5225629df75b188bd",
            "b8e5f13176d2a7a75220028078dba3bc47ef2265",
            "5e04a1e3223a19a20706e20f9904613d4cce68c6",
            "89c87acea5dd6b8e6a7068808e9f831205b4ba95",
            "41587f7db8c774bccf131416762f67a0b2c39de4"));

    /** Copies the set. */
    public PinnedKeys {
        fingerprints = Set.copyOf(fingerprints);
    }

    /**
     * A keyring with nothing but these keys.
     *
     * @param keyring a keyring of unknown origin, armored or not
     * @return those of its keys that are among these, in binary form, as gpgv takes it; empty if none is
     * @throws IOException if it is no keyring
     */
    public byte[] filter(byte[] keyring) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try {
            for (byte[] block : Keyring.blocks(keyring)) {
                for (Object object : new BcPGPObjectFactory(block)) {
                    if (object instanceof PGPPublicKeyRing ring && isPinned(ring.getPublicKey())) {
                        kept.write(withoutStrangers(ring).getEncoded());
                    }
                }
            }
        } catch (RuntimeException e) {
            // The parser answers some damaged files with unchecked exceptions.
            throw new IOException("it cannot be read as an OpenPGP keyring: " + e, e);
        }
        return kept.toByteArray();
    }

    /** Anybody can add a subkey to a key: what binds it is not checked by those who read the result. */
    private PGPPublicKeyRing withoutStrangers(PGPPublicKeyRing ring) {
        List<PGPPublicKey> strangers = new ArrayList<>();
        ring.getPublicKeys().forEachRemaining(key -> {
            if (!isPinned(key)) {
                strangers.add(key);
            }
        });
        PGPPublicKeyRing rest = ring;
        for (PGPPublicKey stranger : strangers) {
            rest = PGPPublicKeyRing.removePublicKey(rest, stranger);
        }
        return rest;
    }

    private boolean isPinned(PGPPublicKey key) {
        return fingerprints.contains(HexFormat.of().formatHex(key.getFingerprint()));
    }
}
