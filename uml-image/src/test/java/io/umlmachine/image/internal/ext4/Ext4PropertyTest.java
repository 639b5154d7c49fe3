package io.umlmachine.image.internal.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import io.umlmachine.internal.host.ProgramOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Trees of any shape: e2fsck finds nothing wrong with their disks, and what is read back is what was written. */
class Ext4PropertyTest {

    private static final int BLOCK = 4096;

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void aTreeSurvivesADisk(@ForAll long seed) throws Exception {
        Path directory = Files.createTempDirectory("ext4");
        Path disk = directory.resolve("disk");
        try {
            Directory root = new RandomTree(seed).root();
            Disks.write(root, ByteSize.mebibytes(256), freeSpace(seed), disk);

            ProgramOutput check = Disks.check(disk);
            assertThat(check.exitStatus()).as(check.text()).isZero();
            try (Ext4Tree found = Ext4Tree.open(disk)) {
                found.root().children().remove("lost+found");
                assertSame(root, found.root(), new IdentityHashMap<>());
            }
        } finally {
            Files.deleteIfExists(disk);
            Files.delete(directory);
        }
    }

    private static Optional<ByteSize> freeSpace(long seed) {
        return seed % 2 == 0 ? Optional.empty() : Optional.of(ByteSize.mebibytes(Math.floorMod(seed, 60)));
    }

    private static void assertSame(Node expected, Node found, Map<Node, Node> pairs) throws IOException {
        Node known = pairs.put(expected, found);
        if (known != null) {
            assertThat(found).as("another name of the same file").isSameAs(known);
            return;
        }
        assertThat(found).hasSameClassAs(expected);
        assertThat(found.attributes()).isEqualTo(expected.attributes());
        if (expected instanceof Directory directory) {
            Map<String, Node> children = ((Directory) found).children();
            assertThat(children.keySet()).isEqualTo(directory.children().keySet());
            for (Map.Entry<String, Node> child : directory.children().entrySet()) {
                assertSame(child.getValue(), children.get(child.getKey()), pairs);
            }
        } else if (expected instanceof RegularFile file) {
            assertThat(Arrays.equals(bytes(((RegularFile) found).content()), bytes(file.content())))
                    .isTrue();
        } else if (expected instanceof SymbolicLink link) {
            assertThat(((SymbolicLink) found).target()).isEqualTo(link.target());
        } else if (expected instanceof Special special) {
            assertThat(((Special) found).kind()).isEqualTo(special.kind());
            assertThat(((Special) found).major()).isEqualTo(special.major());
            assertThat(((Special) found).minor()).isEqualTo(special.minor());
        }
    }

    private static byte[] bytes(Content content) throws IOException {
        byte[] bytes = new byte[(int) content.size()];
        for (Content.Extent extent : content.data()) {
            content.read(extent.offset(), ByteBuffer.wrap(bytes, (int) extent.offset(), (int) extent.length()));
        }
        return bytes;
    }

    /** A tree that a number decides. */
    private static final class RandomTree {

        private final Random random;

        RandomTree(long seed) {
            random = new Random(seed);
        }

        Directory root() {
            Directory root = new Directory(attributes());
            fill(root, root, 3);
            return root;
        }

        private void fill(Directory directory, Directory root, int depth) {
            for (int count = random.nextInt(depth == 3 ? 60 : 12); count > 0; count--) {
                directory.children().put(name(), node(root, depth));
            }
        }

        private Node node(Directory root, int depth) {
            return switch (random.nextInt(10)) {
                case 0, 1 -> {
                    Directory directory = new Directory(attributes());
                    if (depth > 0) {
                        fill(directory, root, depth - 1);
                    }
                    yield directory;
                }
                case 2 ->
                    new SymbolicLink(
                            attributes().withMode(0777), GuestTree.name(bytes(1 + random.nextInt(100), (byte) '/')));
                case 3 -> special();
                case 4 ->
                    root.children().values().stream()
                            .filter(RegularFile.class::isInstance)
                            .findFirst()
                            .orElseGet(this::file);
                default -> file();
            };
        }

        private Node special() {
            Special.Kind kind = Special.Kind.values()[random.nextInt(4)];
            boolean device = kind == Special.Kind.BLOCK_DEVICE || kind == Special.Kind.CHARACTER_DEVICE;
            // A number with a driver of 0 would be none.
            return new Special(
                    attributes(),
                    kind,
                    device ? 1 + random.nextInt(4000) : 0,
                    device ? random.nextInt(random.nextBoolean() ? 200 : 1 << 20) : 0);
        }

        private Node file() {
            return new RegularFile(attributes(), content());
        }

        /** Blocks of data and of zeros, and an end anywhere. */
        private Content content() {
            byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 400 * BLOCK : 2 * BLOCK)];
            for (int at = 0; at < bytes.length; at += BLOCK * (1 + random.nextInt(4))) {
                bytes[Math.min(bytes.length - 1, at + random.nextInt(BLOCK))] = 1;
            }
            return Content.of(bytes);
        }

        private Attributes attributes() {
            TreeMap<String, byte[]> extended = new TreeMap<>();
            for (int count = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0; count > 0; count--) {
                extended.put("user." + count, bytes(random.nextInt(400), (byte) 0));
            }
            return new Attributes(
                    random.nextInt(07777),
                    random.nextInt(4) == 0 ? random.nextInt(1 << 20) : 0,
                    random.nextInt(4) == 0 ? 0xffff_fffeL : 0,
                    random.nextInt() + ((long) random.nextInt(4) << 32),
                    extended);
        }

        private String name() {
            return GuestTree.name(bytes(1 + random.nextInt(random.nextInt(5) == 0 ? 255 : 20), (byte) '/'));
        }

        /** Any bytes but zero and one other. */
        private byte[] bytes(int length, byte other) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (int i = 0; i < length; i++) {
                if (bytes[i] == 0 || bytes[i] == other || bytes[i] == '.') {
                    bytes[i] = 'x';
                }
            }
            return bytes;
        }
    }
}
