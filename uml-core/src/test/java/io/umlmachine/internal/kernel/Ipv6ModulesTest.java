package io.umlmachine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6ModulesTest {

    private static final String DEPENDENCIES = """
            kernel/lib/crc-ccitt.ko:
            kernel/net/ipv6/ipv6.ko: kernel/lib/a.ko kernel/lib/crc-ccitt.ko
            kernel/net/ipv6/sit.ko: kernel/net/ipv6/ipv6.ko kernel/lib/crc-ccitt.ko
            """;

    @TempDir
    private Path directory;

    private final PackagedModules modules = new PackagedModules();

    private void offer(String name, String content) throws IOException {
        modules.offer(
                "/usr/lib/uml/modules/6.1.0/" + name,
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatAModuleNeedsComesBeforeIt() {
        assertThat(Ipv6Modules.inOrder(DEPENDENCIES.lines()))
                .containsExactly("kernel/lib/crc-ccitt.ko", "kernel/lib/a.ko", "kernel/net/ipv6/ipv6.ko");
        assertThat(Ipv6Modules.inOrder(Stream.of("kernel/net/ipv6/ipv6.ko:")))
                .containsExactly("kernel/net/ipv6/ipv6.ko");
        assertThat(Ipv6Modules.inOrder(Stream.of("kernel/net/ipv6/sit.ko: kernel/net/ipv6/ipv6.ko")))
                .isEmpty();
    }

    @Test
    void whatIsNeededIsTakenOutOfAPackageAndNothingElse() throws IOException {
        offer("kernel/net/ipv6/ipv6.ko", "6");
        offer("kernel/net/ipv6/sit.ko", "no");
        offer("kernel/lib/a.ko", "a");
        offer("kernel/lib/b.ko", "no");
        offer("kernel/lib/crc-ccitt.ko", "crc");
        offer("modules.dep", DEPENDENCIES);
        modules.install(directory);
        assertThat(directory.resolve("modules/6.1.0/kernel/net/ipv6/ipv6.ko")).hasContent("6");
        assertThat(directory.resolve("modules/6.1.0/kernel/lib"))
                .isDirectoryContaining("glob:**/a.ko")
                .isDirectoryContaining("glob:**/crc-ccitt.ko")
                .isDirectoryNotContaining("glob:**/b.ko");
        assertThat(directory.resolve("modules/6.1.0/modules.dep")).hasContent(DEPENDENCIES);
    }

    @Test
    void aPackageThatLacksAPieceGivesNothing() throws IOException {
        offer("kernel/net/ipv6/ipv6.ko", "6");
        offer("kernel/lib/crc-ccitt.ko", "crc");
        offer("modules.dep", DEPENDENCIES);
        modules.install(directory);
        assertThat(directory).isEmptyDirectory();
    }
}
