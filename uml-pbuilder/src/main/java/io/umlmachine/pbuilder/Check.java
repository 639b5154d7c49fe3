package io.umlmachine.pbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Something to find out about packages that were built, in machines of its own: none of them is the build's, and none is
 * another check's. Checks are values: immutable and thread-safe.
 *
 * <pre>{@code
 * BuildResult result = pbuilder.build(BuildRequest.of(dsc)
 *         .checks(Check.lintian().failOn(LintianTag.Severity.ERROR), Check.autopkgtest(), Check.installation()));
 * result.checks().forEach(System.out::println);
 *
 * pbuilder.check(result, Check.command("sh", "-c", "hello | grep world"));
 * }</pre>
 *
 * <p>Hooks do not run in machines of checks. A check that does not pass is a {@linkplain CheckResult result}, not an exception, and does not touch the packages: they
 * are in place before the first check begins, and stay there.
 */
public sealed interface Check {

    /**
     * What the check is called.
     *
     * @return the name of its program, or the command
     */
    String name();

    /**
     * How long each step of the check may run in its machine; it is killed then, and the check has not passed. Apt's
     * downloads and installations are steps of their own.
     *
     * @return the limit, positive
     */
    Duration timeout();

    /**
     * Lets lintian look at the .changes file, the packages and the source, as an ordinary user. No tag fails the check unless
     * {@link Lintian#failOn} says so. Lintian is installed once, in a layer on the base image, which takes a few minutes
     * the first time; if the configuration names an image file, it is installed for each check.
     *
     * @return the check
     */
    static Lintian lintian() {
        return new Lintian(Optional.empty(), Duration.ofHours(1));
    }

    /**
     * Runs the tests of the source, {@code debian/tests/control}, as {@link SourceTests} describes.
     *
     * @return the check
     */
    static SourceTests autopkgtest() {
        return new SourceTests(Duration.ofSeconds(10_000));
    }

    /**
     * Runs a command where all packages that were built are installed, as root, with a network. It passes if it exits with
     * code 0.
     *
     * @param argv the program and its arguments, which reach it as they are
     * @return the check
     * @throws IllegalArgumentException if there is no program
     */
    static TestCommand command(String... argv) {
        return new TestCommand(List.of(argv), Optional.empty(), "root", Duration.ofHours(1));
    }

    /**
     * Runs a script of the host where all packages that were built are installed, as root, with a network. It passes if it
     * exits with code 0.
     *
     * @param script a file anywhere on the host; without {@code #!} it is for the shell
     * @param arguments its arguments, which reach it as they are
     * @return the check
     */
    static TestCommand script(Path script, String... arguments) {
        return new TestCommand(
                Arrays.asList(arguments), Optional.of(script.toAbsolutePath()), "root", Duration.ofHours(1));
    }

    /**
     * Installs the packages, removes and purges them, and looks for what is left over, as {@link Installation} describes.
     *
     * @return the check
     */
    static Installation installation() {
        return new Installation(Duration.ofHours(1));
    }

    /**
     * Lintian's look at what was built.
     *
     * @param failOn the least severity of tags that make the check fail, or empty if none does
     * @param timeout how long it may run
     */
    record Lintian(Optional<LintianTag.Severity> failOn, Duration timeout) implements Check {

        /**
         * Checks the parts.
         *
         * @param failOn the least severity
         * @param timeout how long it may run
         * @throws IllegalArgumentException if the timeout is not positive, or the severity has no place in the order of
         *     errors, warnings, hints and pedantic ones
         */
        public Lintian {
            requirePositive(timeout);
            failOn.filter(severity -> !severity.isGraded()).ifPresent(severity -> {
                throw new IllegalArgumentException("Lintian's tags of the kind " + severity
                        + " do not say that anything " + "is wrong; fail on ERROR, WARNING, INFO or PEDANTIC");
            });
        }

        /**
         * Makes the check fail if there are tags of a severity, or of a graver one. Overridden tags do not count.
         *
         * @param severity the least severity
         * @return the changed check
         * @throws IllegalArgumentException if the severity is not one of ERROR, WARNING, INFO and PEDANTIC
         */
        public Lintian failOn(LintianTag.Severity severity) {
            return new Lintian(Optional.of(severity), timeout);
        }

        /**
         * Another limit.
         *
         * @param limit how long lintian may run
         * @return the changed check
         * @throws IllegalArgumentException if it is not positive
         */
        public Lintian timeout(Duration limit) {
            return new Lintian(failOn, limit);
        }

        @Override
        public String name() {
            return "lintian";
        }
    }

    /**
     * The tests that a source brings, as the specification of autopkgtest (README.package-tests) has them. Each test has a
     * machine of its own, with a network, in which the source is unpacked, and apt has installed what {@code Depends} asks
     * for: {@code @} stands for the packages that were built, which win over those of the archive; {@code @builddeps@} for
     * the build dependencies.
     *
     * <p>The fields {@code Tests}, {@code Test-Command}, {@code Tests-Directory}, {@code Depends}, {@code Architecture},
     * {@code Classes}, {@code Features} ({@code test-name=}) and {@code Restrictions} are understood. Of the restrictions,
     * {@code allow-stderr}, {@code needs-root}, {@code superficial}, {@code flaky}, {@code skippable},
     * {@code skip-not-installable}, {@code rw-build-tree}, {@code breaks-testbed}, {@code needs-internet},
     * {@code isolation-container}, {@code isolation-machine} and {@code skip-foreign-architecture} are. A test with another
     * restriction, or another field, or in need of {@code @recommends@}, is {@linkplain TestRun.Skipped skipped}, and the
     * reason names it. No init system runs in the machine, and packages do not start their services when they are installed.
     *
     * <p>Tests that are only implied, by a {@code Testsuite} of the kind {@code autopkgtest-pkg-…}, are skipped by name. A
     * source without tests passes.
     *
     * @param timeout how long each test may run
     */
    record SourceTests(Duration timeout) implements Check {

        /**
         * Checks the limit.
         *
         * @param timeout how long each test may run
         * @throws IllegalArgumentException if it is not positive
         */
        public SourceTests {
            requirePositive(timeout);
        }

        /**
         * Another limit. Default: 10,000 seconds, which is autopkgtest's.
         *
         * @param limit how long each test may run
         * @return the changed check
         * @throws IllegalArgumentException if it is not positive
         */
        public SourceTests timeout(Duration limit) {
            return new SourceTests(limit);
        }

        @Override
        public String name() {
            return "autopkgtest";
        }
    }

    /**
     * A command or script of the caller's.
     *
     * @param argv the command, or the arguments of the script
     * @param script the script on the host, or empty for a command of the machine
     * @param user who runs it in the machine: {@code root}, or {@code pbuilder} for an ordinary user
     * @param timeout how long it may run
     */
    record TestCommand(List<String> argv, Optional<Path> script, String user, Duration timeout) implements Check {

        /**
         * Checks the parts.
         *
         * @param argv the command, or the arguments of the script
         * @param script the script on the host
         * @param user who runs it
         * @param timeout how long it may run
         * @throws IllegalArgumentException if there is nothing to run, or the timeout is not positive
         */
        public TestCommand {
            argv = List.copyOf(argv);
            if (script.isEmpty() && (argv.isEmpty() || argv.get(0).isEmpty())) {
                throw new IllegalArgumentException("A test command needs a program to run");
            }
            requirePositive(timeout);
        }

        /**
         * Lets an ordinary user of the machine run it.
         *
         * @return the changed check
         */
        public TestCommand asOrdinaryUser() {
            return new TestCommand(argv, script, "pbuilder", timeout);
        }

        /**
         * Another limit.
         *
         * @param limit how long it may run
         * @return the changed check
         * @throws IllegalArgumentException if it is not positive
         */
        public TestCommand timeout(Duration limit) {
            return new TestCommand(argv, script, user, limit);
        }

        @Override
        public String name() {
            List<String> words = new ArrayList<>(List.of("test"));
            script.ifPresent(file -> words.add(String.valueOf(file.getFileName())));
            words.addAll(argv);
            return String.join(" ", words);
        }
    }

    /**
     * What piuparts is for: whether packages can be installed, removed and purged, and leave the system as it was. Apt
     * installs what they depend on first, and the system is recorded; then the packages are installed, removed, and purged
     * together, and what differs then is {@link SystemDifference}. Packages that cannot be installed together are
     * taken one after the other. What the image holds already cannot be taken out of it: it is brought up to the version
     * that was built, first, and {@linkplain CheckResult.Installed#skipped named}. What apt removes in favour of the packages
     * is not put back, and told as gone.
     *
     * <p>Looked at are files, directories, links and devices with their type, mode, owner, size and target, the contents of
     * regular files below {@code /etc} and {@code /var} up to 1 MiB and the times of others; users, groups, dpkg's diversions and overrides.
     * Left out is what is not a package's to restore: what is below {@code /proc}, {@code /sys}, {@code /dev},
     * {@code /run}, {@code /tmp}, {@code /var/tmp}, {@code /var/log}, {@code /var/cache} as far as apt, debconf, ldconfig,
     * man-db and fontconfig keep their caches there, {@code /var/lib/apt}, {@code /var/lib/dpkg} except its alternatives,
     * {@code /var/lib/systemd/deb-systemd-*}, {@code /var/lib/umlmachine}; {@code /root}, {@code /build}; the databases of users and
     * groups, whose entries are looked at; and what several packages share and triggers write: {@code /etc/ld.so.cache},
     * {@code /etc/shells}, {@code /etc/mailcap}, {@code /usr/share/info/dir}, {@code /usr/share/mime},
     * {@code /usr/lib/locale}, {@code __pycache__} directories of packages that stay, and the like. Users and groups that are left are told and do not
     * make the check fail: Debian has no rule that they go.
     *
     * @param timeout how long each step of apt and dpkg may run
     */
    record Installation(Duration timeout) implements Check {

        /**
         * Checks the limit.
         *
         * @param timeout how long each step may run
         * @throws IllegalArgumentException if it is not positive
         */
        public Installation {
            requirePositive(timeout);
        }

        /**
         * Another limit.
         *
         * @param limit how long each step may run
         * @return the changed check
         * @throws IllegalArgumentException if it is not positive
         */
        public Installation timeout(Duration limit) {
            return new Installation(limit);
        }

        @Override
        public String name() {
            return "installation";
        }
    }

    private static void requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A check's timeout must be positive: " + timeout);
        }
    }
}
