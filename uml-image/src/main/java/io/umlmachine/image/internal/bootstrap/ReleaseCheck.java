package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.Suite;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks of release files what the tools do not: debootstrap does not look at the day, nor say where a file is from that is
 * not to be trusted; and both leave out a component that is not there without a word.
 *
 * @param plan whose sources
 * @param creation the attempt
 */
record ReleaseCheck(Plan plan, Creation creation) {

    private static final Set<Problem> DISTRUST = Set.of(Problem.SIGNATURE, Problem.EXPIRED);

    /**
     * Makes sure that the release file of the suite itself can be trusted.
     *
     * @throws io.umlmachine.image.ImageException if it cannot
     */
    void trust() throws IOException, InterruptedException {
        if (!plan.hasSources()) {
            return;
        }
        try {
            open(plan.mainSource());
        } catch (KernelException e) {
            if (DISTRUST.contains(e.problem())) {
                throw creation.failure(ImageFailure.UNTRUSTED, e.getMessage(), List.of(), OptionalInt.empty(), "");
            }
            leaveToTool(e);
        }
    }

    /**
     * Makes sure that all sources have their components.
     *
     * @throws io.umlmachine.image.ImageException if one has not
     */
    void components() throws IOException, InterruptedException {
        for (AptSource source : plan.sources()) {
            try {
                Suite suite = open(source);
                for (String component : source.components()) {
                    requireComponent(component, suite, source);
                }
            } catch (KernelException e) {
                leaveToTool(e);
            }
        }
    }

    private void requireComponent(String component, Suite suite, AptSource source) {
        if (!suite.hasComponent(component)) {
            throw creation.failure(
                    ImageFailure.RECIPE,
                    "the suite " + source.suite() + " of " + source.uri() + " has no component " + component,
                    List.of(),
                    OptionalInt.empty(),
                    "");
        }
    }

    /** An archive may be in a form that the tool can use and this cannot; and what the tool cannot use, it says itself. */
    private void leaveToTool(KernelException e) {
        creation.say("Not checked: " + e.getMessage());
    }

    private Suite open(AptSource source) throws IOException, InterruptedException {
        return new ArchiveAccess(source.uri(), source.suite(), plan.hostApt(), creation)
                .open(new Suite.Trust(
                        Keyring.read(List.of(plan.keyrings().of(source))), plan.checksValidity(), Instant.now()));
    }
}
