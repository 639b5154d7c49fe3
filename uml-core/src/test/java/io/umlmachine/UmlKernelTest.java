package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.UmlKernel.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UmlKernelTest {

    @TempDir
    private Path temporary;

    @Test
    void aKernelTellsItsVersionConfigurationAndFeatures() throws Exception {
        UmlKernel kernel = kernel("""
                case $1 in
                --version) echo 7.2.7;;
                --showconfig) echo '# CONFIG_HOSTFS is not set'; echo CONFIG_UML_NET_VECTOR=y; echo CONFIG_IPV6=m;
                  echo 'CONFIG_LOCALVERSION="-x"';;
                --help) echo 'seccomp=<on/auto/off>'; echo '    It is not secure.';;
                esac
                """);

        assertThat(kernel.version()).isEqualTo(new KernelVersion(7, 2, 7, ""));
        assertThat(kernel.config("IPV6")).contains("m");
        assertThat(kernel.config("CONFIG_LOCALVERSION")).contains("\"-x\"");
        assertThat(kernel.config("HOSTFS")).isEmpty();
        assertThat(kernel.features()).containsExactlyInAnyOrder(Feature.SECCOMP_MODE, Feature.VECTOR_NETWORK);
        assertThatThrownBy(() -> kernel.config("NOT ONE")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKernelIsAskedOnceAndAgainWhenItsFileChanges() throws Exception {
        Path asked = temporary.resolve("asked");
        UmlKernel kernel = kernel("echo x >>" + asked + "; echo 6.1.1");
        assertThat(kernel.version()).hasToString("6.1.1");
        assertThat(kernel.version()).hasToString("6.1.1");
        assertThat(asked).hasContent("x");

        kernel(kernel.path(), "echo 6.12.1");
        Files.setLastModifiedTime(kernel.path(), FileTime.from(Instant.EPOCH));
        assertThat(kernel.version()).hasToString("6.12.1");
    }

    @Test
    void aProgramThatIsNoKernelIsNamed() throws Exception {
        for (String script : new String[] {"echo 6.1.1; exit 3", "echo cat 9.1", "exit 0", "kill -9 $$"}) {
            UmlKernel kernel = kernel(script);
            assertThatThrownBy(kernel::version)
                    .isInstanceOfSatisfying(KernelException.class, e -> {
                        assertThat(e.problem()).isEqualTo(KernelException.Problem.NOT_A_KERNEL);
                        assertThat(e.subject()).isEqualTo(kernel.path().toString());
                    })
                    .hasMessageContaining(kernel.path().toString());
        }
        assertThatThrownBy(() -> UmlKernel.of(temporary.resolve("missing")).version())
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void anInterruptEndsTheQuestion() throws IOException {
        UmlKernel kernel = kernel("exec sleep 1000");
        Thread.currentThread().interrupt();
        assertThatThrownBy(kernel::version).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private UmlKernel kernel(String script) throws IOException {
        return kernel(Files.createTempFile(temporary, "kernel", ""), script);
    }

    private static UmlKernel kernel(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return UmlKernel.of(file);
    }
}
