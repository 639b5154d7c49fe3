package io.umlmachine.pbuilder;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of a check. Immutable and thread-safe. */
public sealed interface CheckResult {

    /**
     * What was checked.
     *
     * @return the check
     */
    Check check();

    /**
     * Whether nothing speaks against the packages.
     *
     * @return the verdict
     */
    boolean passed();

    /**
     * How long it took, with the machines and what was installed in them.
     *
     * @return the time
     */
    Duration duration();

    /**
     * What lintian said.
     *
     * @param check what was checked
     * @param tags all that it said, in its order
     * @param duration how long it took
     */
    record Linted(Check.Lintian check, List<LintianTag> tags, Duration duration) implements CheckResult {

        /**
         * Copies the list.
         *
         * @param check what was checked
         * @param tags all that it said
         * @param duration how long it took
         */
        public Linted {
            tags = List.copyOf(tags);
        }

        /**
         * The tags for which the check has not passed.
         *
         * @return those that are as grave as {@link Check.Lintian#failOn} says; none if it says nothing
         */
        public List<LintianTag> faults() {
            return check.failOn().stream()
                    .flatMap(least -> tags.stream().filter(tag -> tag.isAtLeast(least)))
                    .toList();
        }

        @Override
        public boolean passed() {
            return faults().isEmpty();
        }

        @Override
        public String toString() {
            return describe(this, tags.size() + (tags.size() == 1 ? " tag" : " tags"));
        }
    }

    /**
     * What tests said.
     *
     * @param check a {@link Check.SourceTests} or a {@link Check.TestCommand}
     * @param tests each test, in order; none if the source has none
     * @param duration how long they took
     */
    record Tested(Check check, List<TestRun> tests, Duration duration) implements CheckResult {

        /**
         * Copies the list.
         *
         * @param check what was checked
         * @param tests each test
         * @param duration how long they took
         */
        public Tested {
            tests = List.copyOf(tests);
        }

        @Override
        public boolean passed() {
            return tests.stream().noneMatch(TestRun::failed);
        }

        @Override
        public String toString() {
            return describe(
                    this,
                    tests.isEmpty()
                            ? "there are no tests"
                            : String.join(
                                    "; ", tests.stream().map(TestRun::toString).toList()));
        }
    }

    /**
     * What became of a system in which packages were installed and purged.
     *
     * @param check what was checked
     * @param packages those that were installed and purged
     * @param skipped those that the image holds, or that came with what others depend on: they stayed
     * @param failures the steps of apt or dpkg that failed; what would have come after such a step was not done
     * @param differences what is not as it was
     * @param duration how long it took
     */
    record Installed(
            Check.Installation check,
            List<String> packages,
            List<String> skipped,
            List<GuestFailure> failures,
            List<SystemDifference> differences,
            Duration duration)
            implements CheckResult {

        /**
         * Copies the lists.
         *
         * @param check what was checked
         * @param packages those that were installed and purged
         * @param skipped those that stayed
         * @param failures the steps that failed
         * @param differences what is not as it was
         * @param duration how long it took
         */
        public Installed {
            packages = List.copyOf(packages);
            skipped = List.copyOf(skipped);
            failures = List.copyOf(failures);
            differences = List.copyOf(differences);
        }

        @Override
        public boolean passed() {
            return failures.isEmpty() && differences.stream().noneMatch(SystemDifference::isFault);
        }

        @Override
        public String toString() {
            Optional<GuestFailure> failure = failures.stream().findFirst();
            return describe(
                    this,
                    failure.map(failed -> failed.command() + ": " + failed.status())
                            .orElse(differences.size() + (differences.size() == 1 ? " difference" : " differences")));
        }
    }

    /**
     * The check could not be made: what it needs cannot be installed, or its machine died, or it took too long. That says
     * nothing about the packages, but they have not passed.
     *
     * @param check what was to be checked
     * @param reason what was in the way
     * @param duration how long it took to find out
     */
    record NotMade(Check check, String reason, Duration duration) implements CheckResult {
        @Override
        public boolean passed() {
            return false;
        }

        @Override
        public String toString() {
            return describe(this, "it could not be made: " + reason);
        }
    }

    private static String describe(CheckResult result, String what) {
        return "Check " + result.check().name() + (result.passed() ? " passed: " : " did not pass: ") + what;
    }
}
