package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.host.HostMemory.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {

    @TempDir
    private Path mount;

    private void limit(String file, String value) throws IOException {
        Path path = mount.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, value + "\n");
    }

    private Optional<ByteSize> limit(String membership, String root, String type, String options) {
        return ControlGroups.memoryLimit(
                        List.of("3:cpuset:/elsewhere", membership),
                        List.of(
                                "22 1 0:21 / /proc rw,relatime - proc proc rw",
                                "30 1 0:27 " + root + " " + mount + " rw shared:4 - " + type + " cgroup " + options))
                .map(Limit::size);
    }

    @Test
    void everyGroupOfVersion2OnTheWayUpLimits() throws IOException {
        limit("user.slice/memory.max", "2097152");
        limit("user.slice/app.scope/memory.max", "max");
        assertThat(limit("0::/user.slice/app.scope", "/", "cgroup2", "rw")).contains(ByteSize.mebibytes(2));
        limit("user.slice/app.scope/memory.max", "1048576");
        assertThat(limit("0::/user.slice/app.scope", "/", "cgroup2", "rw")).contains(ByteSize.mebibytes(1));
    }

    @Test
    void version1HasAnotherFileAndOnlyTheMemoryController() throws IOException {
        limit("docker/x/memory.limit_in_bytes", "3145728");
        assertThat(limit("4:memory:/docker/x", "/", "cgroup", "rw,memory")).contains(ByteSize.mebibytes(3));
        assertThat(limit("4:memory:/docker/x", "/", "cgroup", "rw,cpu,cpuacct")).isEmpty();
        assertThat(limit("4:cpu,cpuacct:/docker/x", "/", "cgroup", "rw,memory")).isEmpty();
    }

    @Test
    void aContainersGroupMayBeTheRootOfItsMount() throws IOException {
        limit("memory.max", "4194304");
        assertThat(limit("0::/docker/x", "/docker/x", "cgroup2", "rw")).contains(ByteSize.mebibytes(4));
        assertThat(limit("0::/../..", "/", "cgroup2", "rw")).contains(ByteSize.mebibytes(4));
    }

    @Test
    void withoutALimitThereIsNone() throws IOException {
        limit("a/memory.max", "max");
        assertThat(limit("0::/a/b", "/", "cgroup2", "rw")).isEmpty();
        assertThat(ControlGroups.memoryLimit(List.of(), List.of())).isEmpty();
    }
}
