package io.umlmachine.internal.kernel;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.archive.DebFile;
import io.umlmachine.internal.archive.PackageIndex;
import io.umlmachine.internal.archive.Suite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages that make a kernel: its own and its C library's. What it needs of them is put into one directory, and the
 * kernel is changed to find it there: as Debian built it, it would run with the host's C library, which may be too old.
 */
final class KernelPackages {

    private static final String KERNEL = "user-mode-linux";
    private static final String LIBRARY = "libc6";
    private static final String KERNEL_PATH = "/usr/bin/linux.uml";

    /** With and without the merged /usr of newer Debians. */
    private static final Set<String> LIBRARY_DIRECTORIES =
            Set.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64");

    /** What ld.so(8) takes for the directory that holds the program. */
    private static final String BESIDE_THE_PROGRAM = "$ORIGIN";

    private final Suite suite;
    private final PackageIndex.Entry kernel;
    private final PackageIndex.Entry library;

    private KernelPackages(Suite suite, PackageIndex.Entry kernel, PackageIndex.Entry library) {
        this.suite = suite;
        this.kernel = kernel;
        this.library = library;
    }

    static KernelPackages find(Suite suite) throws InterruptedException {
        Map<String, PackageIndex.Entry> found = suite.find(Set.of(KERNEL, LIBRARY));
        return new KernelPackages(suite, found.get(KERNEL), found.get(LIBRARY));
    }

    /**
     * The name of the directory that they make. Unlike the name of an owned directory, in whose place it stands, it does
     * not start with a number.
     */
    String directoryName() {
        return "kernel_" + fileName(kernel.version()) + "_" + fileName(library.version()) + "_"
                + Digests.shortDigest(
                        // What is taken out of them changes when this text does.
                        "with modules" + kernel.checksum().sha256()
                                + library.checksum().sha256());
    }

    private static String fileName(String version) {
        // An epoch's colon would end a path in a list of paths.
        return version.replace(":", "%3a").replace('/', '_').replace('-', '.');
    }

    /** Who hears how far the download of a package is. */
    @FunctionalInterface
    interface Listener {
        void received(PackageIndex.Entry entry, long bytes);
    }

    /**
     * Downloads the packages and takes out what is needed.
     *
     * @param directory where it goes, empty
     * @param place where the directory will be when it is used
     */
    void install(Path directory, Path place, Listener listener) throws IOException, InterruptedException {
        Path kernelFile = suite.fetch(kernel, bytes -> listener.received(kernel, bytes));
        Path libraryFile = suite.fetch(library, bytes -> listener.received(library, bytes));
        PackagedModules modules = new PackagedModules();
        ElfProgram program = elf(kernel, readKernel(kernelFile, modules));
        modules.install(directory);
        try {
            String interpreter = Path.of(
                            program.interpreter().orElseThrow(() -> new ElfException("it names no interpreter")))
                    .getFileName()
                    .toString();
            Set<String> wanted = new HashSet<>(program.needed());
            wanted.add(interpreter);
            installLibraries(libraryFile, wanted, directory);
            write(
                    directory.resolve(KernelStore.PROGRAM),
                    program.relocated(place.resolve(interpreter).toString(), BESIDE_THE_PROGRAM));
        } catch (ElfException e) {
            throw damaged(kernel, KERNEL_PATH + ": " + e.getMessage(), e);
        }
    }

    private byte[] readKernel(Path file, PackagedModules modules) throws IOException, InterruptedException {
        byte[][] found = new byte[1][];
        read(kernel, file, (path, content) -> {
            if (path.equals(KERNEL_PATH)) {
                found[0] = content.readAllBytes();
            } else {
                modules.offer(path, content);
            }
            return true;
        });
        if (found[0] == null) {
            throw new KernelException(
                    Problem.PACKAGE,
                    suite.address(kernel),
                    suite.address(kernel) + " holds no " + KERNEL_PATH + "; name another suite");
        }
        return found[0];
    }

    /** Takes out what is wanted, and what that needs, until nothing is missing. */
    private void installLibraries(Path file, Set<String> wanted, Path directory)
            throws IOException, InterruptedException {
        Map<String, byte[]> libraries = new HashMap<>();
        Set<String> missing = new TreeSet<>(wanted);
        while (!missing.isEmpty()) {
            read(library, file, (path, content) -> {
                Path place = Path.of(path);
                String name = place.getFileName().toString();
                if (missing.contains(name)
                        && LIBRARY_DIRECTORIES.contains(place.getParent().toString())) {
                    libraries.put(name, content.readAllBytes());
                }
                return !libraries.keySet().containsAll(missing);
            });
            missing.removeAll(libraries.keySet());
            if (!missing.isEmpty()) {
                throw new KernelException(
                        Problem.PACKAGE,
                        suite.address(library),
                        suite.address(kernel) + " needs " + String.join(", ", missing) + ", which "
                                + suite.address(library) + " does not hold; name another suite");
            }
            for (byte[] found : libraries.values()) {
                missing.addAll(elf(library, found).needed());
            }
            missing.removeAll(libraries.keySet());
        }
        for (Map.Entry<String, byte[]> found : libraries.entrySet()) {
            write(directory.resolve(found.getKey()), found.getValue());
        }
    }

    private void read(PackageIndex.Entry entry, Path file, DebFile.Visitor visitor)
            throws IOException, InterruptedException {
        try {
            DebFile.read(file, visitor);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(entry, e.getMessage(), e);
        }
    }

    private ElfProgram elf(PackageIndex.Entry entry, byte[] bytes) {
        try {
            return ElfProgram.parse(bytes);
        } catch (ElfException e) {
            throw damaged(entry, e.getMessage(), e);
        }
    }

    private KernelException damaged(PackageIndex.Entry entry, String why, IOException cause) {
        String address = suite.address(entry);
        return new KernelException(
                Problem.FORMAT,
                address,
                address + " is what the index promises, and yet not understood: " + why + "; name another suite",
                cause);
    }

    /** To the disk, so that a directory that is there after a crash of the host holds what it should. */
    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
}
