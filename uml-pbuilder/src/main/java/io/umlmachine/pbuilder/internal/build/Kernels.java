package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.DebianKernel;
import io.umlmachine.HostException;
import io.umlmachine.KernelException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlKernel;
import io.umlmachine.pbuilder.KernelChoice;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of a builder's machines. Thread-safe. */
final class Kernels {

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    /** A build that may as well run on the host's kernel does not wait longer for a faster one. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PbuilderConfig config;
    private final Source source;
    private final boolean told;
    private Optional<UmlKernel> chosen = Optional.empty();

    /** Where kernels come from. */
    interface Source {
        UmlKernel host();

        UmlKernel fetch(DebianKernel kernel) throws InterruptedException;

        UmlKernel refresh(DebianKernel kernel) throws InterruptedException;
    }

    /**
     * What is too old, and what comes instead.
     *
     * @param major of the first version that is not too old
     * @param minor of that version
     * @param suite whose kernel comes instead
     */
    private record Bar(int major, int minor, String suite) {

        /** {@link KernelChoice.Automatic} has the measurement. */
        static final Bar FAST = new Bar(6, 12, "trixie");

        /** {@link UmlKernel.Feature#SECCOMP_MODE}. */
        static final Bar WITH_SECCOMP = new Bar(6, 16, "forky");

        boolean isReachedBy(UmlKernel kernel) throws InterruptedException {
            return kernel.version().isAtLeast(major, minor);
        }
    }

    private enum Usual implements Source {
        SOURCE;

        @Override
        public UmlKernel host() {
            return UmlKernel.locate();
        }

        @Override
        public UmlKernel fetch(DebianKernel kernel) throws InterruptedException {
            return kernel.fetch();
        }

        @Override
        public UmlKernel refresh(DebianKernel kernel) throws InterruptedException {
            return kernel.refresh();
        }
    }

    Kernels(PbuilderConfig config) {
        this(config, Usual.SOURCE, System.getenv());
    }

    Kernels(PbuilderConfig config, Source source, Map<String, String> environment) {
        this.config = config;
        this.source = source;
        this.told = !environment.getOrDefault(UmlKernel.VARIABLE, "").isEmpty();
    }

    /**
     * The kernel, looked for once: a build asks several times, and a mirror that does not answer must not be asked again.
     *
     * @throws KernelException if it is a suite's and cannot be had, or is no kernel
     * @throws HostException if it is the host's, and the host has none
     */
    synchronized UmlKernel choose() throws InterruptedException {
        if (chosen.isEmpty()) {
            chosen = Optional.of(find());
        }
        return chosen.get();
    }

    private UmlKernel find() throws InterruptedException {
        KernelChoice choice = config.kernel();
        if (choice instanceof KernelChoice.OfFile file) {
            return UmlKernel.of(file.path());
        }
        if (choice instanceof KernelChoice.OfSuite suite) {
            return source.fetch(of(suite.name()).build());
        }
        Optional<Bar> missed = missed();
        return missed.isPresent() ? instead(missed.get()) : source.host();
    }

    /** Looks for a newer one than was fetched before, if one is fetched. Without success, that one stays. */
    void refresh() throws InterruptedException {
        Optional<String> suite =
                config.kernel() instanceof KernelChoice.OfSuite of ? Optional.of(of.name()) : missed().map(Bar::suite);
        if (suite.isPresent()) {
            try {
                source.refresh(of(suite.get()).timeout(PATIENCE).build());
            } catch (KernelException | HostException e) {
                LOG.warn("No newer kernel of {} is looked for: {}", suite.get(), e.getMessage());
            }
        }
    }

    /** Too low for whom: nobody who said which kernel they want. */
    private Optional<Bar> missed() throws InterruptedException {
        if (!(config.kernel() instanceof KernelChoice.Automatic) || told) {
            return Optional.empty();
        }
        Bar bar = config.seccomp() ? Bar.WITH_SECCOMP : Bar.FAST;
        try {
            return bar.isReachedBy(source.host()) ? Optional.empty() : Optional.of(bar);
        } catch (UmlException e) {
            LOG.debug("The host has no kernel that tells its version", e);
            return Optional.of(bar);
        }
    }

    private UmlKernel instead(Bar bar) throws InterruptedException {
        try {
            return source.fetch(of(bar.suite()).timeout(PATIENCE).build());
        } catch (KernelException | HostException e) {
            LOG.warn("Machines boot the host's kernel, which is slow at builds: {}", e.getMessage());
            return source.host();
        }
    }

    private DebianKernel.Builder of(String suite) {
        DebianKernel.Builder kernel = DebianKernel.builder(suite);
        config.mirror().ifPresent(kernel::mirror);
        return kernel;
    }
}
