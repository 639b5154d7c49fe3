package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Refuses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, as far as it needs no machine. */
class PbuilderUmlTest {

    @TempDir
    private Path directory;

    /** What a run printed and ended with. */
    private record Run(int status, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                PbuilderUml.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Run(line.execute(args), out.toString(), err.toString());
    }

    @Test
    void everyKeyHasItsOption() {
        CommandLine build = PbuilderUml.commandLine().getSubcommands().get("build");

        assertThat(Arrays.stream(ConfigKey.values()).map(ConfigKey::option).flatMap(Optional::stream))
                .allSatisfy(option ->
                        assertThat(build.getCommandSpec().optionsMap()).containsKey(option));
    }

    @Test
    @Proves({"order of the files", "--configfile", "origins", "dumpconfig"})
    void anOptionWinsOverAConfigFileBeforeItAndLosesToOneAfterIt() throws IOException {
        Path file = Files.writeString(directory.resolve("own.conf"), "UML_MEM=300M\nDISTRIBUTION=sid\n");

        Run run = run("dumpconfig", "--uml-mem", "200M", "--configfile", file.toString(), "--distribution", "trixie");

        assertThat(run.out())
                .contains("UML_MEM=300M  # " + file + ":1\n")
                .contains("DISTRIBUTION=trixie  # option --distribution\n");
    }

    @Test
    void theLaterOfTwoEqualOptionsWins() {
        assertThat(run("dumpconfig", "--uml-mem=200M", "--uml-mem", "300M").out())
                .contains("UML_MEM=300M");
    }

    @Test
    @Parses("UML_MOUNT_TMPFS")
    void aFlagCanBeTakenBack() {
        assertThat(run("dumpconfig", "--no-mount-tmpfs").out()).contains("UML_MOUNT_TMPFS=no");
        assertThat(run("dumpconfig", "--no-mount-tmpfs", "--mount-tmpfs").out()).contains("UML_MOUNT_TMPFS=yes");
    }

    @Test
    void buildresultWinsOverAFileThatSetsEitherKey() throws IOException {
        Path file = Files.writeString(directory.resolve("own.conf"), "UML_BUILDRESULT=/from/file\n");

        Run run = run("dumpconfig", "--configfile", file.toString(), "--buildresult", "/from/line");

        assertThat(run.out()).contains("UML_BUILDRESULT=/from/line");
    }

    @Refuses({
        "ALLOWUNTRUSTED",
        "BINDMOUNTS",
        "http_proxy",
        "ARCHITECTURE",
        "HOST_ARCH",
        "DEBOOTSTRAP",
        "DEBOOTSTRAPOPTS",
        "AUTO_DEBSIGN",
        "--debug",
        "--loglevel",
        "--aptcache",
        "--autocleanaptcache",
        "--ccachedir",
        "--basetgz",
        "--basepath",
        "--compressprog",
        "--debdelta",
        "--debemail",
        "--override-config",
        "--rootcmd",
        "--no-targz",
        "--internal-chrootexec"
    })
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            build --allow-untrusted x.dsc        | sign the repository
            login --bindmounts=/srv              | does not see the host's files
            update --http-proxy http://a.example | configure it for apt of this host
            build --architecture m68k x.dsc      | of the host's architecture
            build --host-arch=m68k x.dsc         | of the host's architecture
            create --debootstrap debootstrap     | chooses between debootstrap and mmdebstrap
            create --debootstrapopts --arch=m68k | has the options that it needs
            build --auto-debsign x.dsc           | run debsign
            build --debug x.dsc                  | use --verbose
            build --loglevel D x.dsc             | use --verbose
            create --aptcache /c                 | no shared cache
            create --autocleanaptcache           | no shared cache
            build --ccachedir cache x.dsc        | no compiler cache
            build --ccachedir=cache              | no compiler cache
            build --basetgz=base.tgz x.dsc       | use --uml-image
            build --basepath /base x.dsc         | use --uml-image
            create --compressprog pigz           | no archive of the base system
            update --debdelta                    | fetched as they are
            build --debemail me@mirror.example x.dsc | --debbuildopts with -m
            update --override-config             | nothing is kept in the image
            build --rootcmd sudo x.dsc           | nothing here runs as root
            build --no-targz x.dsc               | use --uml-image
            execute --internal-chrootexec x y    | use --uml-image
            """)
    void whatPbuilderHasAndThisVersionHasNotIsRefusedByName(String line, String instead) {
        Run run = run(line.split(" "));
        String option = line.replaceFirst("^\\w+ (--[a-z-]+).*", "$1");

        assertThat(run.status()).as(run.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err())
                .contains(option + " is not supported in this version: ")
                .contains(instead);
    }

    /** Values that say what they are for; of all others, {@code yes} will do. */
    private static String exampleOf(ConfigKey key) {
        return switch (key) {
            case MIRRORSITE -> "http://mirror.example/debian";
            case OTHERMIRROR -> "deb http://mirror.example/debian sid main";
            case ROOTSTRAP_IMAGESIZE, UML_MEM -> "2G";
            case TIMEOUT -> "90m";
            case BINNMU_MAINTAINER -> "A Name <name@mirror.example>";
            case MY_ETH0 -> "tuntap,tap7";
            case UML_IP -> "192.168.0.7";
            case UML_NETMASK -> "255.255.255.0";
            case UML_NETWORK -> "192.168.0.0";
            case UML_BROADCAST -> "192.168.0.255";
            case UML_GATEWAY -> "192.168.0.9";
            default -> "yes";
        };
    }

    @Proves("dumpconfig")
    @Parses({"APTCONFDIR", "TIMEOUT", "BINARY_INDEP", "SAVE_AFTER_LOGIN", "USENETWORK"})
    @ParameterizedTest
    @EnumSource(value = ConfigKey.class, mode = EnumSource.Mode.EXCLUDE, names = "BUILDRESULT")
    void everyOptionSetsItsKeyAndDumpconfigNamesIt(ConfigKey key) throws IOException {
        CommandLine build = PbuilderUml.commandLine().getSubcommands().get("build");
        String option = key.option().orElseThrow();
        Path none = Files.createFile(directory.resolve("none.conf"));
        List<String> words = new ArrayList<>(List.of("dumpconfig", "--configfile", none.toString(), option));
        if (build.getCommandSpec().findOption(option).arity().max() > 0) {
            words.add(exampleOf(key));
        }

        Run run = run(words.toArray(String[]::new));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith(key + "=")))
                .singleElement()
                .asString()
                .matches(Pattern.quote(key + "=") + "['\"]?" + Pattern.quote(exampleOf(key)) + "['\"]?"
                        + Pattern.quote("  # option " + option));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "build",
                "queue",
                "queue --at-once 0 x.dsc",
                "build --no-such-option x.dsc",
                "frobnicate",
                "dumpconfig --uml-mem",
                "fetch hello=",
                "fetch hello/-"
            })
    void aWrongCommandLineIsStatusTwoAndNamesTheHelp(String line) {
        Run run = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).startsWith("pbuilder-uml: ").contains("--help'.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongConfigurationIsStatusTwoAndNamesTheOption() {
        Run run = run("dumpconfig", "--uml-mem", "much");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("--uml-mem").contains("much").doesNotContain("\tat ");
    }

    @Test
    void aMissingSourceIsStatusOneInOneParagraph() {
        Run run = run("build", directory.resolve("none.dsc").toString());

        assertThat(run.status()).isEqualTo(ExitCodes.NOT_BUILT);
        assertThat(run.err()).contains("none.dsc").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "-s big, Not a size: 'big'",
        "-s 100, at least 512M",
        "'-u a\"b', a\"b",
        "-o, '-o'",
        "--frobnicate, --frobnicate"
    })
    @Refuses({"rootstrap -s", "rootstrap -o", "rootstrap -u"})
    void aWrongOptionOfRootstrapIsStatusTwo(String options, String explanation) throws IOException {
        Path conf = Files.writeString(directory.resolve("rootstrap.conf"), "mirror=http://mirror.example/debian\n");
        List<String> words = new ArrayList<>(List.of("rootstrap", "-c", conf.toString(), image().toString()));
        words.addAll(List.of(options.split(" ")));

        Run run = run(words.toArray(String[]::new));

        assertThat(run.status()).as(run.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains(explanation).doesNotContain("\tat ");
        assertThat(image()).doesNotExist();
    }

    @Test
    @Refuses("rootstrap.conf fstype")
    void rootstrapNamesEveryLineOfItsConfigurationThatItCannotDo() throws IOException {
        Path conf = Files.writeString(directory.resolve("rootstrap.conf"), "fstype=reiserfs\n[debian]\ndist=a b\n");

        Run run = run("rootstrap", "-c", conf.toString(), image().toString());

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains(conf + ":1: fstype=reiserfs").contains(conf + ":3: dist=a b");
    }

    @Test
    void rootstrapReplacesNoDirectory() throws IOException {
        Path conf = Files.writeString(directory.resolve("rootstrap.conf"), "mirror=http://mirror.example/debian\n");

        Run run = run("rootstrap", "-c", conf.toString(), directory.toString());

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("is a directory");
    }

    private Path image() {
        return directory.resolve("test.uml");
    }

    @Test
    void theStackTraceIsThereForWhoeverAsks() {
        Run run = run("build", "--stacktrace", directory.resolve("none.dsc").toString());

        assertThat(run.err()).contains("\tat ");
    }

    @Test
    void whatFollowsAScriptIsTheScripts() {
        CommandLine.ParseResult parsed = PbuilderUml.commandLine()
                .parseArgs("execute", "--uml-mem", "1G", "script", "--uml-mem", "two words", "--help");

        assertThat(parsed.subcommand().matchedPositionalValue(0, Path.of(""))).isEqualTo(Path.of("script"));
        assertThat(parsed.subcommand().matchedPositionalValue(1, List.of()))
                .isEqualTo(List.of("--uml-mem", "two words", "--help"));
        assertThat(parsed.subcommand().isUsageHelpRequested()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"build --report x.dsc", "build --report=page.html x.dsc", "queue --report x.dsc y.dsc"})
    void theWordBehindReportIsASourceUnlessAnEqualsSignTiesItToIt(String line) {
        CommandLine.ParseResult parsed =
                PbuilderUml.commandLine().parseArgs(line.split(" ")).subcommand();

        assertThat(parsed.matchedPositional(0).originalStringValues()).contains("x.dsc");
        assertThat(parsed.matchedOption("--report").stringValues())
                .containsExactly(line.contains("=") ? "page.html" : "");
    }

    @Test
    @Proves("dumpconfig")
    void programsGetTheConfiguration() {
        JsonElement first = JsonParser.parseString(run("dumpconfig", "--json").out())
                .getAsJsonArray()
                .get(0);

        assertThat(first.getAsJsonObject().keySet()).containsExactly("key", "value", "origin");
    }

    @ParameterizedTest
    @CsvSource({
        "kernel, COMMAND is missing",
        "kernel fetch ../x, Not the name of a suite",
        "kernel fetch --mirror ftp://mirror.example/debian, http"
    })
    void aWrongCommandLineForKernelsIsStatusTwo(String line, String explanation) {
        Run run = run(line.split(" "));

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains(explanation);
    }

    @Test
    void theHelpListsTheExitCodes() {
        assertThat(run("--help").out()).contains("Exit codes:", "130");
    }

    @Test
    void aLoginWithoutATerminalIsRefusedBeforeAMachineBoots() {
        Run run = run("login");

        assertThat(run.status()).isEqualTo(ExitCodes.OTHER);
        assertThat(run.err()).contains("use 'execute'");
    }

    @Parses({"--logfile", "--bin-nmu-timestamp"})
    @Test
    void theOptionsOfOneBuildStandBesideThoseOfTheConfiguration() {
        CommandLine.ParseResult parsed = PbuilderUml.commandLine()
                .parseArgs(
                        "build",
                        "--twice",
                        "--profiles=nocheck,nodoc",
                        "--logfile=the.log",
                        "--json",
                        "--bin-nmu",
                        "rebuild for libfoo",
                        "--bin-nmu-timestamp=0",
                        "--local-package=a.deb",
                        "--local-package=b.deb",
                        "--use-network",
                        "yes",
                        "x.dsc");

        assertThat(parsed.subcommand().matchedOptionValue("--local-package", List.of()))
                .isEqualTo(List.of(Path.of("a.deb"), Path.of("b.deb")));
    }

    @Parses("loop of four builds")
    @ParameterizedTest
    @ValueSource(ints = {102, 103, 104, 105})
    void theBuildsOfTheChaptersLoopDifferInTheirAddresses(int number) {
        String line = "--uml-ip 192.168.0." + number + " --eth0 tuntap,,,192.168.0.1";

        assertThat(run(("dumpconfig " + line).split(" ")).out())
                .contains("UML_IP=192.168.0." + number + "  # option --uml-ip\n");
        CommandLine.ParseResult build =
                PbuilderUml.commandLine().parseArgs(("build " + line + " 20030107/whizzytex_1.1.1-1.dsc").split(" "));
        assertThat(build.subcommand().matchedPositionalValue(0, Path.of("")))
                .isEqualTo(Path.of("20030107/whizzytex_1.1.1-1.dsc"));
    }

    @Test
    void aFailedBuildThatIsNotThereIsNamed() {
        Run run = run("failed", "drop", "--buildplace", directory.toString(), "none");

        assertThat(run.status()).isEqualTo(ExitCodes.OTHER);
        assertThat(run.err()).contains("No failed build is called none");
        assertThat(run("failed", "ls", "--buildplace", directory.toString()).out())
                .isEmpty();
    }

    @Test
    void aWrongSizeOfARequestIsAWrongCommandLine() {
        Run run = run("build", "--log-limit", "much", "x.dsc");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("much");
    }

    @Test
    void aSeverityThatLintianDoesNotHaveIsAWrongCommandLine() {
        Run run = run("build", "--lintian-fail-on", "grave", "x.dsc");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("grave").contains("pedantic");
    }

    @Test
    void oneBuildIsNoReproduction() {
        Run run = run("reproduce", "--times", "1", "x.dsc");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("2 to 100");
    }

    @Test
    void aDirectoryThatIsNoSourceIsNotBuilt() {
        Run run = run("debuild", "--hookdir", "", directory.toString());

        assertThat(run.status()).isEqualTo(ExitCodes.NOT_BUILT);
        assertThat(run.err()).contains("no debian/changelog");
    }

    /** All that pbuilder(8) of 0.231 and pbuilder-user-mode-linux(1) of 0.222 list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--allow-untrusted",
                "--aptcache",
                "--aptconfdir",
                "--architecture",
                "--autocleanaptcache",
                "--basepath",
                "--basetgz",
                "--bin-nmu",
                "--bin-nmu-maintainer",
                "--bin-nmu-timestamp",
                "--bin-nmu-version",
                "--binary-arch",
                "--binary-indep",
                "--bindmounts",
                "--buildplace",
                "--buildresult",
                "--ccachedir",
                "--components",
                "--compressprog",
                "--configfile",
                "--debbuildopts",
                "--debdelta",
                "--debemail",
                "--debug",
                "--debootstrap",
                "--debootstrapopts",
                "--distribution",
                "--eth0",
                "--extrapackages",
                "--hookdir",
                "--host-arch",
                "--http-proxy",
                "--inputfile",
                "--keyring",
                "--logfile",
                "--loglevel",
                "--mirror",
                "--mount-tmpfs",
                "--no-source-only-changes",
                "--othermirror",
                "--outputfile",
                "--override-config",
                "--pkgname-logfile",
                "--preserve-buildplace",
                "--profiles",
                "--removepackages",
                "--save-after-exec",
                "--save-after-login",
                "--source-only-changes",
                "--timeout",
                "--twice",
                "--uml-broadcast",
                "--uml-gateway",
                "--uml-hostname",
                "--uml-image",
                "--uml-ip",
                "--uml-login-nocow",
                "--uml-mem",
                "--uml-netmask",
                "--uml-network",
                "--use-network"
            })
    void everyOptionOfThePredecessorsIsKnownOrRefusedByName(String option) {
        CommandLine build = PbuilderUml.commandLine().getSubcommands().get("build");
        boolean known = build.getCommandSpec().optionsMap().containsKey(option)
                || build.getCommandSpec().negatedOptionsMap().containsKey(option);

        assertThat(known ^ Unsupported.refusal(option).isPresent())
                .as("%s is known (%s) or refused, and not both", option, known)
                .isTrue();
    }

    @Parses({"create", "clean"})
    @ParameterizedTest
    @ValueSource(
            strings = {"create", "update", "build", "clean", "login", "execute", "dumpconfig", "debuild", "pdebuild"})
    void everyCommandOfThePredecessorsIsThere(String command) {
        assertThat(PbuilderUml.commandLine().getSubcommands()).containsKey(command);
    }
}
