package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.pbuilder.TestRun;
import io.umlmachine.pbuilder.internal.build.GuestSteps;
import java.time.Duration;

/** What the end of a test's program means. */
final class TestEnd {

    private TestEnd() {}

    static TestRun.Outcome of(GuestSteps.Ended ended, Duration limit) {
        if (ended.excess().isPresent()) {
            return new TestRun.Failed(ended.status(), killed(limit));
        }
        return ended.status().success()
                ? new TestRun.Passed()
                : new TestRun.Failed(ended.status(), "it ended with " + ended.status());
    }

    static String killed(Duration limit) {
        return "it was killed after " + limit.toSeconds() + " s";
    }
}
