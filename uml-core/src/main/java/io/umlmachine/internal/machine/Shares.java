package io.umlmachine.internal.machine;

import io.umlmachine.ByteSize;
import io.umlmachine.CpuUse;
import io.umlmachine.MachineShare;
import io.umlmachine.internal.host.LiveDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the machines of all processes have of the host, and what they wait for, as files in their directories tell; so
 * that it goes when they go. A file ends with a newline, or was not finished and says nothing. Immutable and thread-safe.
 *
 * @param machines those that have memory
 * @param tickets those that wait for it, first come first
 */
record Shares(List<MachineShare> machines, List<Ticket> tickets) {

    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";
    private static final String TICKET = "ticket";

    /**
     * A machine that waits.
     *
     * @param number its place in the line
     * @param memory what it needs
     * @param budget what it keeps within
     */
    record Ticket(long number, ByteSize memory, ByteSize budget) {}

    /** Reads those below a root. To be relied on only by whoever holds the root's {@link Claims#lock}. */
    static Shares read(Path root) throws IOException {
        List<MachineShare> machines = new ArrayList<>();
        List<Ticket> tickets = new ArrayList<>();
        for (LiveDirectory directory : LiveDirectory.below(root)) {
            numbers(directory.path().resolve(MEMORY), 1)
                    .ifPresent(memory -> machines.add(new MachineShare(
                            directory.name(), directory.ownerPid(), new ByteSize(memory[0]), cpu(directory.path()))));
            numbers(directory.path().resolve(TICKET), 3)
                    .ifPresent(ticket ->
                            tickets.add(new Ticket(ticket[0], new ByteSize(ticket[1]), new ByteSize(ticket[2]))));
        }
        machines.sort(Comparator.comparing(MachineShare::name));
        tickets.sort(Comparator.comparingLong(Ticket::number));
        return new Shares(List.copyOf(machines), List.copyOf(tickets));
    }

    private static OptionalInt cpu(Path directory) {
        return numbers(directory.resolve(CPU), 1)
                .map(cpu -> OptionalInt.of((int) cpu[0]))
                .orElseGet(OptionalInt::empty);
    }

    private static Optional<long[]> numbers(Path file, int count) {
        try {
            String text = Files.readString(file);
            if (!text.endsWith("\n")) {
                return Optional.empty();
            }
            long[] numbers = Arrays.stream(text.strip().split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return numbers.length == count ? Optional.of(numbers) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            // None, a machine that is going, or one of another version of this library.
            return Optional.empty();
        }
    }

    static void writeCpu(Path directory, int cpu) throws IOException {
        Files.writeString(directory.resolve(CPU), cpu + "\n");
    }

    static void writeMemory(Path directory, ByteSize memory) throws IOException {
        Files.writeString(directory.resolve(MEMORY), memory.bytes() + "\n");
    }

    static void writeTicket(Path directory, Ticket ticket) throws IOException {
        Files.writeString(
                directory.resolve(TICKET),
                ticket.number() + " " + ticket.memory().bytes() + " "
                        + ticket.budget().bytes() + "\n");
    }

    static void removeTicket(Path directory) throws IOException {
        try {
            Files.delete(directory.resolve(TICKET));
        } catch (NoSuchFileException e) {
            // It did not wait.
            return;
        }
    }

    ByteSize reserved() {
        return new ByteSize(
                machines.stream().mapToLong(share -> share.memory().bytes()).sum());
    }

    /** Whether somebody waits because too much is reserved, and not for a turn that is about to come. */
    boolean isShort(ByteSize free) {
        long reserved = reserved().bytes();
        return tickets.stream()
                .anyMatch(ticket -> ticket.memory().bytes() > ticket.budget().bytes() - reserved
                        || ticket.memory().compareTo(free) > 0);
    }

    long machinesOn(int cpu) {
        return machines.stream().filter(share -> isOn(share, cpu)).count();
    }

    /** The machines of each CPU that is allowed, or used although it is not. */
    List<CpuUse> byCpu(List<Integer> allowed) {
        TreeSet<Integer> cpus = machines.stream()
                .flatMap(share -> share.cpu().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new));
        cpus.addAll(allowed);
        return cpus.stream()
                .map(cpu -> new CpuUse(
                        cpu,
                        allowed.contains(cpu),
                        machines.stream().filter(share -> isOn(share, cpu)).toList()))
                .toList();
    }

    private static boolean isOn(MachineShare share, int cpu) {
        return share.cpu().isPresent() && share.cpu().getAsInt() == cpu;
    }
}
