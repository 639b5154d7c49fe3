package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.GuestFailure;
import io.umlmachine.pbuilder.SetupException;
import io.umlmachine.pbuilder.internal.build.GuestSetup;
import io.umlmachine.pbuilder.internal.build.GuestSteps;
import io.umlmachine.pbuilder.internal.build.Limits;
import io.umlmachine.pbuilder.internal.build.Workspace;
import io.umlmachine.pbuilder.internal.repository.MoreSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A throwaway machine for a check, with its files of the host. For one thread. */
final class CheckMachine implements AutoCloseable {

    private final Bench bench;
    private final Workspace workspace;
    private final UmlMachine machine;
    private final GuestSteps steps;
    private final GuestSetup setup;

    CheckMachine(Bench bench, Workspace workspace, UmlMachine machine) {
        this.bench = bench;
        this.workspace = workspace;
        this.machine = machine;
        this.steps = new GuestSteps(machine, bench.journal());
        this.setup = new GuestSetup(machine, bench.journal(), bench.config());
    }

    UmlMachine machine() {
        return machine;
    }

    GuestSteps steps() {
        return steps;
    }

    /** Makes a directory of the host that goes with the machine. */
    Path directory(String name) throws IOException {
        return workspace.directory(name);
    }

    /** Makes the user and the directory that builds have, too. */
    void prepare() throws InterruptedException {
        setup.prepare();
    }

    /** Tells apt of packages of the host, which win over those of the archive, and of the configured archives. */
    void offer(List<Path> debs) throws IOException, InterruptedException {
        setup.addSources(MoreSources.of(bench.config(), debs));
        setup.updateLists();
    }

    /** Runs a command to its end or to the check's limit, whatever its status. */
    GuestSteps.Ended run(Command command) throws InterruptedException {
        return steps.run(command, Limits.of(Optional.of(bench.timeout())));
    }

    /** Runs a command; what went wrong, if it did. */
    Optional<GuestFailure> attempt(Command command) throws InterruptedException {
        GuestSteps.Ended ended = run(command);
        return ended.status().success() && ended.excess().isEmpty()
                ? Optional.empty()
                : Optional.of(new GuestFailure(
                        command, ended.status(), ended.tail(), bench.journal().path()));
    }

    /** Runs a command without which there is no check. */
    void require(String otherwise, Command command) throws InterruptedException {
        Optional<GuestFailure> failure = attempt(command);
        if (failure.isPresent()) {
            throw new SetupException(otherwise, failure.get());
        }
    }

    /** A command of apt-get. */
    static Command aptGet(String first, List<String> rest) {
        List<String> words = new ArrayList<>(Arrays.asList(first.split(" ")));
        words.addAll(rest);
        return GuestSetup.aptGet(words);
    }

    @Override
    public void close() {
        try (workspace) {
            machine.close();
        }
    }
}
