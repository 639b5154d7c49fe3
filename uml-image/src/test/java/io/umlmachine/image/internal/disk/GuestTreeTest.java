package io.umlmachine.image.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GuestTreeTest {

    private static final long NOW = 1_700_000_000;

    private final GuestTree tree = new GuestTree(new Directory(Attributes.ofRoot(0755, 0)), NOW);

    @Test
    void aFileIsRootsWithItsModeAndParents() throws IOException {
        tree.write("/etc/apt/keyrings/own.gpg", "rw-r-----", new byte[] {1, 2});

        assertThat(tree.read("etc/apt/keyrings/own.gpg")).hasValue(new byte[] {1, 2});
        assertThat(attributes("/etc/apt/keyrings/own.gpg")).isEqualTo(Attributes.ofRoot(0640, NOW));
        assertThat(attributes("/etc/apt")).isEqualTo(Attributes.ofRoot(0755, NOW));
    }

    @Test
    void linksOnTheWayAreFollowedInsideTheTree() throws IOException {
        tree.makeDirectory("/usr/lib");
        tree.link("/lib", "usr/lib");
        tree.link("/abs", "/usr/../../../usr");

        tree.write("/lib/one", "1");
        tree.write("/abs/lib/two", "2");

        assertThat(tree.list("/usr/lib")).containsExactly("one", "two");
    }

    @Test
    void aLinkInThePlaceOfAFileIsReplacedAndNotFollowed() throws IOException {
        tree.write("/etc/target", "kept");
        tree.link("/etc/hostname", "target");

        tree.write("/etc/hostname", "new");

        assertThat(text("/etc/target")).isEqualTo("kept");
        assertThat(text("/etc/hostname")).isEqualTo("new");
    }

    @Test
    void linksInACircleLeadNowhere() throws IOException {
        tree.link("/a", "b");
        tree.link("/b", "a");

        assertThat(tree.exists("/a/file")).isFalse();
        assertThatThrownBy(() -> tree.write("/a/file", "")).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsInTheWayOfADirectoryIsRefusedForAParentAndReplacedForItself() throws IOException {
        tree.write("/file", "");

        assertThatThrownBy(() -> tree.write("/file/inside", "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    tree.makeDirectory("/dir");
                    tree.write("/dir", "");
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dir");
        tree.makeDirectory("/file");

        assertThat(tree.find("/file")).containsInstanceOf(Directory.class);
    }

    @Test
    void otherContentsKeepOwnerAndMode() throws IOException {
        tree.write("/etc/shadow", "rw-r-----", new byte[] {1});
        tree.find("/etc/shadow")
                .orElseThrow()
                .attributes(attributes("/etc/shadow").withModified(5));

        tree.replace("/etc/shadow", new byte[] {2});
        tree.replace("/etc/missing", new byte[] {2});

        assertThat(tree.read("/etc/shadow")).hasValue(new byte[] {2});
        assertThat(attributes("/etc/shadow")).isEqualTo(Attributes.ofRoot(0640, NOW));
        assertThat(tree.exists("/etc/missing")).isFalse();
    }

    @Test
    void namesAreBytes() throws IOException {
        tree.write("/na\u00efve", "text");

        assertThat(tree.list("/")).containsExactly("na\u00c3\u00afve");
        assertThat(GuestTree.bytes(tree.list("/").get(0))).isEqualTo("na\u00efve".getBytes(StandardCharsets.UTF_8));
        assertThat(text("/na\u00efve")).isEqualTo("text");
    }

    @Test
    void aLinkKeepsItsTarget() throws IOException {
        tree.link("/link", "some/where");

        assertThat(tree.find("/link"))
                .get()
                .isInstanceOfSatisfying(
                        SymbolicLink.class, link -> assertThat(link.target()).isEqualTo("some/where"));
    }

    private String text(String path) throws IOException {
        return new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8);
    }

    private Attributes attributes(String path) throws IOException {
        return tree.find(path).orElseThrow().attributes();
    }
}
