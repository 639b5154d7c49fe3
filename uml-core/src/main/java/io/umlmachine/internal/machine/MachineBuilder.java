package io.umlmachine.internal.machine;

import io.umlmachine.Admission;
import io.umlmachine.ByteSize;
import io.umlmachine.CpuPlacement;
import io.umlmachine.Disk;
import io.umlmachine.Init;
import io.umlmachine.MachineImage;
import io.umlmachine.MachineNotification;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers and checks the options of a machine. Not thread-safe. */
public final class MachineBuilder implements UmlMachine.Builder {

    private static final ByteSize LEAST_MEMORY = ByteSize.mebibytes(32);
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?");
    private static final Pattern KERNEL_WORD = Pattern.compile("[^\\s\"'\\x00]+");

    private @Nullable MachineImage image;
    private DiskMode disk = new DiskMode.Throwaway();
    private final List<Disk> disks = new ArrayList<>();
    private Network network = Network.none();
    private boolean tmpfsTmp;
    private Init init = Init.AGENT;
    private ByteSize memory = ByteSize.mebibytes(512);
    private String hostname = "uml";
    private CpuPlacement placement = CpuPlacement.leastUsed();
    private Admission admission = Admission.byMemory();
    private Optional<UmlKernel> kernel = Optional.empty();
    private boolean seccomp;
    private final List<String> kernelArguments = new ArrayList<>();
    private Duration bootTimeout = Duration.ofSeconds(60);
    private Observers observers = Observers.none();

    @Override
    public UmlMachine.Builder image(MachineImage image) {
        this.image = image;
        return this;
    }

    @Override
    public UmlMachine.Builder cow() {
        disk = new DiskMode.Throwaway();
        return this;
    }

    @Override
    public UmlMachine.Builder cow(Path overlay) {
        disk = new DiskMode.Kept(overlay.toAbsolutePath());
        return this;
    }

    @Override
    public UmlMachine.Builder cowInMemory() {
        disk = new DiskMode.InMemory();
        return this;
    }

    @Override
    public UmlMachine.Builder direct() {
        disk = new DiskMode.Direct();
        return this;
    }

    @Override
    public UmlMachine.Builder disk(Disk disk) {
        if (disks.size() == MachineDisks.MOST) {
            throw new IllegalStateException("A machine can have " + MachineDisks.MOST + " extra disks");
        }
        disks.add(disk);
        return this;
    }

    @Override
    public UmlMachine.Builder network(Network network) {
        this.network = network;
        return this;
    }

    @Override
    public UmlMachine.Builder tmpfsTmp() {
        tmpfsTmp = true;
        return this;
    }

    @Override
    public UmlMachine.Builder init(Init init) {
        this.init = init;
        return this;
    }

    @Override
    public UmlMachine.Builder memory(ByteSize size) {
        if (size.compareTo(LEAST_MEMORY) < 0) {
            throw new IllegalArgumentException("A machine needs at least " + LEAST_MEMORY + " of memory, not " + size);
        }
        memory = size;
        return this;
    }

    @Override
    public UmlMachine.Builder hostname(String name) {
        if (!HOSTNAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a host name: '" + name + "'");
        }
        hostname = name;
        return this;
    }

    @Override
    public UmlMachine.Builder placement(CpuPlacement placement) {
        this.placement = placement;
        return this;
    }

    @Override
    public UmlMachine.Builder admission(Admission admission) {
        this.admission = admission;
        return this;
    }

    @Override
    public UmlMachine.Builder kernel(UmlKernel kernel) {
        this.kernel = Optional.of(kernel);
        return this;
    }

    @Override
    public UmlMachine.Builder seccomp() {
        seccomp = true;
        return this;
    }

    @Override
    public UmlMachine.Builder kernelArgument(String argument) {
        if (!KERNEL_WORD.matcher(argument).matches() || argument.equals("--")) {
            throw new IllegalArgumentException("Not one word of a kernel command line: '" + argument + "'");
        }
        kernelArguments.add(argument);
        return this;
    }

    @Override
    public UmlMachine.Builder bootTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A boot timeout must be positive: " + timeout);
        }
        bootTimeout = timeout;
        return this;
    }

    @Override
    public UmlMachine.Builder onConsole(Consumer<? super String> consumer) {
        observers = observers.withConsole(consumer);
        return this;
    }

    @Override
    public UmlMachine.Builder onNotification(Consumer<? super MachineNotification> consumer) {
        observers = observers.withNotification(consumer);
        return this;
    }

    @Override
    public UmlMachine boot() throws InterruptedException {
        return Boot.run(spec());
    }

    @Override
    public CompletableFuture<UmlMachine> bootAsync() {
        return BackgroundBoot.start(spec());
    }

    MachineSpec spec() {
        if (image == null) {
            throw new IllegalStateException("A machine needs an image: call image(…) first");
        }
        return new MachineSpec(
                image,
                disk,
                List.copyOf(disks),
                network,
                tmpfsTmp,
                init,
                memory,
                hostname,
                placement,
                admission,
                kernel,
                seccomp,
                List.copyOf(kernelArguments),
                bootTimeout,
                observers);
    }
}
