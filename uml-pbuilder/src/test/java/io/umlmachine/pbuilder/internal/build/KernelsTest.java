package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.DebianKernel;
import io.umlmachine.HostException;
import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.UmlKernel;
import io.umlmachine.pbuilder.KernelChoice;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kernel a configuration and a host lead to; that builds run on it, the integration tests show. */
class KernelsTest {

    @TempDir
    private Path directory;

    /** A host with a kernel, and an archive that has others, or has none. */
    private final class World implements Kernels.Source {

        private final Optional<UmlKernel> host;
        private final boolean archive;
        private final List<String> asked = new ArrayList<>();

        World(String version, boolean archive) throws IOException {
            this.host = version.equals("none") ? Optional.empty() : Optional.of(kernel("host", version));
            this.archive = archive;
        }

        @Override
        public UmlKernel host() {
            return host.orElseThrow(() -> new HostException(List.of()));
        }

        @Override
        public UmlKernel fetch(DebianKernel kernel) {
            return got("fetch");
        }

        @Override
        public UmlKernel refresh(DebianKernel kernel) {
            return got("refresh");
        }

        private UmlKernel got(String how) {
            asked.add(how);
            if (!archive) {
                throw new KernelException(Problem.NO_MIRROR, "trixie", "There is no mirror");
            }
            return UmlKernel.of(directory.resolve("fetched"));
        }
    }

    private UmlKernel kernel(String name, String version) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\necho " + version + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return UmlKernel.of(file);
    }

    private static Kernels kernels(World world, String choice) {
        return new Kernels(
                PbuilderConfig.builder().kernel(KernelChoice.parse(choice)).build(), world, Map.of());
    }

    private String chosen(Kernels kernels) throws InterruptedException {
        return directory.relativize(kernels.choose().path()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "6.1.176,  auto, fetched",
        "6.12.0,   auto, host",
        "7.2.7,    auto, host",
        "none,     auto, fetched",
        "nonsense, auto, fetched",
        "6.1.176,  host, host",
        "7.2.7,    forky, fetched"
    })
    void theKernelIsTheHostsUnlessThatIsTooSlowOrAnotherIsAskedFor(String host, String choice, String expected)
            throws Exception {
        assertThat(chosen(kernels(new World(host, true), choice))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"6.12.0, fetched", "6.16.0, host"})
    void theModeForTrustedSourcesNeedsANewerOne(String host, String expected) throws Exception {
        PbuilderConfig trusting = PbuilderConfig.builder().seccomp(true).build();
        assertThat(chosen(new Kernels(trusting, new World(host, true), Map.of())))
                .isEqualTo(expected);
    }

    @Test
    void aProgramIsTakenAsItIs() throws Exception {
        UmlKernel own = kernel("own", "1.2.3");
        assertThat(chosen(kernels(new World("7.2.7", true), own.path().toString())))
                .isEqualTo("own");
    }

    @Test
    void whoeverSaysWhichKernelTheyWantGetsIt() throws Exception {
        World world = new World("6.1.176", true);
        PbuilderConfig config = PbuilderConfig.builder().build();
        assertThat(chosen(new Kernels(config, world, Map.of(UmlKernel.VARIABLE, "/some/kernel"))))
                .isEqualTo("host");
        assertThat(chosen(new Kernels(config, world, Map.of(UmlKernel.VARIABLE, ""))))
                .isEqualTo("fetched");
    }

    @Test
    void withoutAnArchiveTheHostsKernelWillDoUnlessAnotherWasAskedFor() throws Exception {
        World alone = new World("6.1.176", false);
        Kernels automatic = kernels(alone, "auto");
        assertThat(chosen(automatic)).isEqualTo("host");
        assertThat(chosen(automatic)).isEqualTo("host");
        assertThat(alone.asked).containsExactly("fetch");
        Kernels strict = kernels(alone, "forky");
        assertThatThrownBy(strict::choose).isInstanceOf(KernelException.class);
        Kernels nowhere = kernels(new World("none", false), "auto");
        assertThatThrownBy(nowhere::choose).isInstanceOf(HostException.class);
    }

    @Test
    void anUpdateLooksForANewerOneOnlyWhereOneIsFetched() throws Exception {
        World slow = new World("6.1.176", true);
        kernels(slow, "auto").refresh();
        kernels(slow, "forky").refresh();
        kernels(slow, "host").refresh();
        kernels(slow, "/a/kernel").refresh();
        assertThat(slow.asked).containsExactly("refresh", "refresh");

        World fast = new World("6.12.0", true);
        kernels(fast, "auto").refresh();
        assertThat(fast.asked).isEmpty();

        World alone = new World("6.1.176", false);
        kernels(alone, "forky").refresh();
        assertThat(alone.asked).containsExactly("refresh");
    }
}
