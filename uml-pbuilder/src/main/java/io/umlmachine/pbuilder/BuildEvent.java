package io.umlmachine.pbuilder;

import java.nio.file.Path;

/** What a build tells while it runs. Each kind's {@code toString} is a line for a person. */
public sealed interface BuildEvent {

    /**
     * The .dsc file has been read, and the log is open. Comes first.
     *
     * @param source the source package
     * @param log the log's file, which stays whatever becomes of the build
     */
    record Started(Dsc source, Path log) implements BuildEvent {
        @Override
        public String toString() {
            return "Building " + source.source() + " " + source.version() + "; the log is " + log;
        }
    }

    /**
     * A part of the build begins.
     *
     * @param phase the part
     */
    record PhaseStarted(BuildPhase phase) implements BuildEvent {
        @Override
        public String toString() {
            return "==== " + phase;
        }
    }

    /**
     * A part of the build has succeeded, or {@link BuildPhase#BUILD} has failed with a status. No such event comes for
     * a part that ends in an exception.
     *
     * @param time the part and its time
     */
    record PhaseFinished(PhaseTime time) implements BuildEvent {
        @Override
        public String toString() {
            return "==== " + time.phase() + " took " + time.duration().toMillis() + " ms";
        }
    }

    /**
     * The machine came from a dependency layer, or one was made of it. Does not come if layers are off, or if none could be
     * made.
     *
     * @param layer the layer, and how the build came to it
     */
    record LayerReady(DependencyLayer layer) implements BuildEvent {
        @Override
        public String toString() {
            return "Using the " + layer;
        }
    }

    /**
     * A check begins.
     *
     * @param check the check
     */
    record CheckStarted(Check check) implements BuildEvent {
        @Override
        public String toString() {
            return "Checking: " + check.name();
        }
    }

    /**
     * A check has ended.
     *
     * @param result what came of it
     */
    record CheckFinished(CheckResult result) implements BuildEvent {
        @Override
        public String toString() {
            return result.toString();
        }
    }

    /**
     * The build has failed, and its disk was kept. Only {@link Reported} may come after it.
     *
     * @param build what was kept
     */
    record Kept(FailedBuild build) implements BuildEvent {
        @Override
        public String toString() {
            return "The disk is kept as " + build.id() + " and takes " + build.size();
        }
    }

    /**
     * The page about the build is there. Comes last, if {@linkplain BuildRequest#report it was asked for}.
     *
     * @param report the page's file
     */
    record Reported(Path report) implements BuildEvent {
        @Override
        public String toString() {
            return "The report is " + report;
        }
    }

    /**
     * A line of the log. A very long line comes in pieces.
     *
     * @param phase the part of the build that printed it
     * @param text the line without its end
     */
    record LogLine(BuildPhase phase, String text) implements BuildEvent {
        @Override
        public String toString() {
            return text;
        }
    }
}
