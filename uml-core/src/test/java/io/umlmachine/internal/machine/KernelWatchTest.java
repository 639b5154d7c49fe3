package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.HostProcess;
import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KernelWatchTest {

    private static final Duration PERIOD = Duration.ofMillis(100);

    /** A process that traces another, which never stops: ptrace(2) is system call 101, and PTRACE_TRACEME request 0. */
    private static final String TRACER = "fork or do { syscall(101, 0, 0, 0, 0) == 0 or die; 1 while 1 }; ";

    @TempDir
    private Path temporary;

    private final CompletableFuture<String> death = new CompletableFuture<>();

    @Test
    void aKernelThatSleepsWhileItsGuestRunsOnIsDeaf() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            HostProcess kernel = watched(owner, TRACER + "wait");
            assertThat(death.get(30, TimeUnit.SECONDS)).contains("takes no interrupts");
            kernel.end();
        }
    }

    @Test
    void aKernelThatWakesNowAndThenIsNot() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            HostProcess kernel = watched(owner, TRACER + "select(undef, undef, undef, 0.3) while 1");
            assertThatThrownBy(() -> death.get(4, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            kernel.end();
        }
    }

    @Test
    void aKernelWhoseGuestSleepsTooIsIdle() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            HostProcess kernel =
                    watched(owner, "fork or do { syscall(101, 0, 0, 0, 0) == 0 or die; sleep 1000 }; wait");
            assertThatThrownBy(() -> death.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            kernel.end();
        }
    }

    private HostProcess watched(OwnedDirectory owner, String perl) throws Exception {
        HostProcess process = HostProcess.start(
                List.of("/usr/bin/perl", "-e", perl), Map.of("PATH", "/usr/bin:/bin"), temporary, false, owner);
        KernelWatch.over(process, PERIOD, death::complete);
        return process;
    }
}
