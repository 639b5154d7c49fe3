package io.umlmachine.image.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.internal.disk.Node.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final Epoch EPOCH = new Epoch(1_700_000_000);

    private final GuestTree tree = new GuestTree(new Directory(Attributes.ofRoot(0755, 0)), EPOCH.seconds());

    @Test
    void nothingOfTheHostIsLeft() throws IOException {
        tree.write("/etc/resolv.conf", "nameserver 192.0.2.1\n");
        tree.write("/etc/machine-id", "0123456789abcdef\n");
        tree.link("/proc", "/proc");

        Traces.removeHost(tree);

        assertThat(tree.exists("/etc/resolv.conf")).isFalse();
        assertThat(text("/etc/machine-id")).isEmpty();
        assertThat(text("/etc/hosts")).startsWith("127.0.0.1 localhost\n");
        for (String mountPoint : List.of("/dev", "/proc", "/run", "/sys")) {
            assertThat(tree.find(mountPoint)).containsInstanceOf(Directory.class);
        }
    }

    @Test
    void labelsOfTheHostsFileSystemAreGoneAndCapabilitiesStay() throws IOException {
        tree.write("/usr/bin/ping", "");
        TreeMap<String, byte[]> extended = new TreeMap<>();
        extended.put("security.capability", new byte[] {1});
        extended.put("security.selinux", new byte[] {2});
        extended.put("trusted.overlay.origin", new byte[] {3});
        Node ping = tree.find("/usr/bin/ping").orElseThrow();
        ping.attributes(ping.attributes().withExtended(extended));

        Traces.removeHost(tree);

        assertThat(ping.attributes().extended()).containsOnlyKeys("security.capability");
    }

    @Test
    void filesThatTheGuestHasOrLacksForItselfStaySo() throws IOException {
        tree.write("/etc/hosts", "127.0.0.1 own\n");
        tree.write("/dev/null", "");

        Traces.remove(tree, EPOCH);

        assertThat(text("/etc/hosts")).isEqualTo("127.0.0.1 own\n");
        assertThat(tree.exists("/etc/machine-id")).isFalse();
        assertThat(tree.exists("/dev/null")).isTrue();
    }

    @Test
    void whatProgramsMakeAgainIsGone() throws IOException {
        List<String> gone = List.of(
                "/var/lib/apt/lists/mirror.example_debian_dists_bookworm_InRelease",
                "/var/cache/apt/pkgcache.bin",
                "/var/cache/apt/archives/hello.deb",
                "/var/cache/ldconfig/aux-cache",
                "/var/cache/debconf/config.dat-old",
                "/var/lib/dpkg/status-old",
                "/var/lib/dbus/machine-id",
                "/var/lib/systemd/random-seed",
                "/etc/passwd-",
                "/etc/shadow-",
                "/var/log/dpkg.log",
                "/var/log/apt/history.log",
                "/tmp/file",
                "/run/lock/file",
                "/lost+found/#12");
        List<String> kept = List.of(
                "/var/lib/apt/lists/partial",
                "/var/cache/apt/archives/partial",
                "/var/cache/debconf/config.dat",
                "/var/lib/dpkg/status",
                "/etc/other-",
                "/var/log/apt",
                "/tmp",
                "/run");
        for (String path : gone) {
            tree.write(path, "text");
        }
        for (String path : kept) {
            tree.makeDirectory(path);
        }

        Traces.remove(tree, EPOCH);

        for (String path : gone) {
            assertThat(tree.exists(path)).as(path).isFalse();
        }
        for (String path : kept) {
            assertThat(tree.exists(path)).as(path).isTrue();
        }
    }

    @Test
    void aLogKeepsItsPlaceAndItsOwner() throws IOException {
        tree.write("/var/log/daemon/access.log", "rw-r-----", "GET /".getBytes(StandardCharsets.UTF_8));

        Traces.remove(tree, EPOCH);

        assertThat(text("/var/log/daemon/access.log")).isEmpty();
        assertThat(tree.find("/var/log/daemon/access.log")
                        .orElseThrow()
                        .attributes()
                        .mode())
                .isEqualTo(0640);
    }

    @Test
    void noPasswordIsYoungerThanTheSystem() throws IOException {
        // 19675 is the day of the moment.
        tree.write("/etc/shadow", "root:*:20000:0:99999:7:::\nold:*:100:0:99999:7:::\nempty:*::0:::::\nodd\n");

        Traces.remove(tree, EPOCH);

        assertThat(text("/etc/shadow"))
                .isEqualTo("root:*:19675:0:99999:7:::\nold:*:100:0:99999:7:::\nempty:*::0:::::\nodd\n");
    }

    @Test
    void nothingIsYoungerThanTheSystem() throws IOException {
        GuestTree later = new GuestTree(tree.root(), EPOCH.seconds() + 1000);
        later.write("/usr/young", "");
        GuestTree earlier = new GuestTree(tree.root(), EPOCH.seconds() - 1000);
        earlier.write("/usr/old", "");

        Traces.remove(tree, EPOCH);

        assertThat(tree.find("/usr").orElseThrow().attributes().modified()).isEqualTo(EPOCH.seconds());
        assertThat(tree.find("/usr/young").orElseThrow().attributes().modified())
                .isEqualTo(EPOCH.seconds());
        assertThat(tree.find("/usr/old").orElseThrow().attributes().modified()).isEqualTo(EPOCH.seconds() - 1000);
    }

    private String text(String path) throws IOException {
        return new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8);
    }
}
