package io.umlmachine.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** The OpenPGP keys that are trusted to sign an archive. Immutable and thread-safe. */
public final class Keyring {

    /** RFC 9580, 6.2. */
    private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    private static final Path DEBIAN = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Path APT = Path.of("/etc/apt/trusted.gpg.d");
    private static final String APT_NAME = "debian-archive-";

    private final List<Path> files;
    private final Map<Long, Key> keys = new HashMap<>();

    /**
     * A key that can be looked up.
     *
     * @param key the key itself
     * @param primary the primary key that it belongs to, perhaps itself
     */
    record Key(PGPPublicKey key, PGPPublicKey primary) {}

    private Keyring(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * The files on this host that hold the keys of Debian's archive: that of the package {@code debian-archive-keyring},
     * or else apt's copies of its keys.
     *
     * @return none if there are none
     */
    public static List<Path> debianFiles() {
        return debianFiles(DEBIAN, APT);
    }

    static List<Path> debianFiles(Path packaged, Path apt) {
        if (Files.isReadable(packaged)) {
            return List.of(packaged);
        }
        if (!Files.isDirectory(apt)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(apt)) {
            return children.filter(file -> file.getFileName().toString().startsWith(APT_NAME))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Reads keys, armored or not.
     *
     * @throws IOException naming the file that cannot be read or holds no keys
     */
    public static Keyring read(List<Path> files) throws IOException {
        Keyring keyring = new Keyring(files);
        for (Path file : files) {
            try {
                keyring.addAll(file);
            } catch (IOException | RuntimeException | PGPException e) {
                // The parser answers some damaged files with unchecked exceptions.
                throw new IOException(file + " cannot be read as an OpenPGP keyring: " + e, e);
            }
        }
        return keyring;
    }

    private void addAll(Path file) throws IOException, PGPException {
        boolean any = false;
        for (byte[] block : blocks(Files.readAllBytes(file))) {
            for (Object object : new BcPGPObjectFactory(block)) {
                if (object instanceof PGPPublicKeyRing ring) {
                    ring.getPublicKeys()
                            .forEachRemaining(key -> keys.put(key.getKeyID(), new Key(key, ring.getPublicKey())));
                    any = true;
                }
            }
        }
        if (!any) {
            throw new IOException("it holds no public keys");
        }
    }

    /**
     * A keyring as gpgv takes it, and apt under a name that ends in {@code .gpg}: neither reads armor there.
     *
     * @param keyring a keyring's file, armored or not
     * @return the same keys without armor; what is not armored stays as it is
     * @throws IOException if the armor is damaged
     */
    public static byte[] binary(byte[] keyring) throws IOException {
        if (!new String(keyring, StandardCharsets.ISO_8859_1).contains(ARMOR)) {
            return keyring;
        }
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (byte[] block : blocks(keyring)) {
            packets.write(block);
        }
        return packets.toByteArray();
    }

    /** A file holds its packets as they are, or armored in one block or several. */
    static List<byte[]> blocks(byte[] file) throws IOException {
        if (file.length > 0 && (file[0] & 0x80) != 0) {
            return List.of(file);
        }
        List<byte[]> blocks = new ArrayList<>();
        InputStream source = new ByteArrayInputStream(file);
        while (source.available() > 0) {
            byte[] block = new ArmoredInputStream(source).readAllBytes();
            if (block.length > 0) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** A key by its id, which 64 bits tell well enough: the signature then shows whether it is the right one. */
    Optional<Key> find(long id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The files, for complaints. */
    @Override
    public String toString() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
