package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.failed.FailedBuilds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the disk of one build if it fails, and if that was asked for. For one thread. */
final class FailureKeeper {

    private final PbuilderConfig config;
    private final Dsc source;
    private final Workspace workspace;
    private final Journal journal;
    private Optional<Path> staging = Optional.empty();

    FailureKeeper(PbuilderConfig config, Dsc source, Workspace workspace, Journal journal) {
        this.config = config;
        this.source = source;
        this.workspace = workspace;
        this.journal = journal;
    }

    /** The machine has booted: its image must not go before its disk does. */
    void reserve() throws IOException {
        if (config.keepFailed()) {
            Path directory = workspace.directory("kept");
            FailedBuilds.reserve(workspace.overlay(), directory);
            staging = Optional.of(directory);
        }
    }

    /** The machine has ended, and another one takes its place. */
    void release() throws IOException {
        if (staging.isPresent()) {
            FileTrees.remove(staging.get());
            staging = Optional.empty();
        }
    }

    /** The build has failed, and its machine has ended. That the disk cannot be kept is told, and no more. */
    Optional<FailedBuild> keep(String reason) throws InterruptedException {
        if (staging.isEmpty() || !Files.exists(workspace.overlay())) {
            return Optional.empty();
        }
        try {
            FailedBuild kept = new FailedBuilds(config.buildPlace())
                    .keep(
                            source,
                            reason,
                            journal.path(),
                            GuestSetup.DIRECTORY + "/" + source.source() + "-"
                                    + StagedSource.name(source).upstream(),
                            workspace.overlay(),
                            staging.get());
            journal.kept(new BuildEvent.Kept(kept));
            return Optional.of(kept);
        } catch (IOException e) {
            journal.line("The disk cannot be kept: " + e);
            return Optional.empty();
        }
    }
}
