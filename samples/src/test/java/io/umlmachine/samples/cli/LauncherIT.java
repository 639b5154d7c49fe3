package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.umlmachine.ByteSize;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.samples.embedded.TinySource;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Remarks;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as people start it: the script, on the jars of this build, from a directory of their own. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LauncherIT {

    private static final Path LAUNCHER = Path.of("pbuilder-uml").toAbsolutePath();

    @TempDir
    private Path directory;

    /** What a run printed and ended with. */
    private record Run(int status, String out, String err) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(LAUNCHER.toString()));
        words.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        try {
            return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroy();
        }
    }

    @Test
    @Proves({"execute", "words with spaces"})
    void aScriptGetsItsArgumentsAndTheCommandItsOutputAndStatus() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("two words.sh"), "printf '[%s]' \"$@\"; echo oops >&2; exit 7\n");

        Run run = run("execute", "--uml-mem", "256M", "two words.sh", "a  b", "--uml-mem", "'\"$x");

        assertThat(run.status()).as(run.err()).isEqualTo(7);
        assertThat(run.out()).isEqualTo("[a  b][--uml-mem]['\"$x]");
        assertThat(run.err()).contains("oops");
    }

    @Test
    @Proves("--json")
    void aBuildTellsProgramsWhatCameOfIt() throws IOException, InterruptedException {
        Path dsc = new TinySource("told", "", "true").write(directory);

        Run run = run("build", "--json", "--buildresult", "results", dsc.toString());

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject result = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(result.get("source").getAsString()).isEqualTo("told");
        assertThat(result.get("success").getAsBoolean()).isTrue();
        assertThat(Path.of(result.get("log").getAsString())).isRegularFile();
        assertThat(result.getAsJsonObject("changes").getAsJsonArray("files"))
                .extracting(file -> Path.of(file.getAsJsonObject().get("path").getAsString()))
                .contains(directory.resolve("results/told_1.0_all.deb"))
                .allSatisfy(path -> assertThat(path).isRegularFile());

        Path failing = new TinySource("failing", "", "echo it cannot be; exit 7").write(directory);
        Run failed = run("build", "--json", "--buildresult", "results", failing.toString());

        assertThat(failed.status()).isEqualTo(ExitCodes.NOT_BUILT);
        JsonObject outcome = JsonParser.parseString(failed.out()).getAsJsonObject();
        assertThat(outcome.get("success").getAsBoolean()).isFalse();
        assertThat(outcome.getAsJsonObject("outcome").get("kind").getAsString()).isEqualTo("failed");
    }

    /** The recipe is that of the image that other tests use, so that no other needs to be made. */
    @Test
    @Proves({
        "rootstrap IMAGE",
        "rootstrap -s",
        "rootstrap -o",
        "rootstrap -c",
        "rootstrap.conf fstype",
        "rootstrap.conf initialsize",
        "rootstrap.conf modules",
        "rootstrap.conf dist"
    })
    @Parses("rootstrap -u")
    @Remarks("rootstrap.conf PATH")
    void rootstrapMakesAnImageThatBootsInPlaceOfTheOldFile() throws IOException, InterruptedException {
        Path conf = Files.writeString(directory.resolve("rootstrap.conf"), """
                [global]
                fstype=ext4
                initialsize=4096
                modules=network mkfs mount debian uml umount
                PATH=/bin:/sbin:/usr/bin:/usr/sbin

                [network]
                transport=tuntap
                interface=eth0
                gateway=192.168.1.1
                host=192.168.1.198
                uml=192.168.1.199
                netmask=255.255.255.0

                [debian]
                dist=bookworm
                """);
        Path image = Files.writeString(directory.resolve("test.uml"), "old");

        Run run = run("rootstrap", "test.uml", "-o", "log", "-c", conf.toString(), "-u", "quiet");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("test.uml\n");
        assertThat(run.err()).contains("note: " + conf + ":5: PATH=").doesNotContain("\u001b");
        assertThat(directory.resolve("log")).content().contains("It has been copied to test.uml");
        assertThat(image).hasSize(ByteSize.gibibytes(4).bytes());
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            assertThat(machine.readString("/etc/debian_version")).startsWith("12.");
        }
        // The option counts more than the file, and asks for the image that is there already.
        Files.writeString(conf, Files.readString(conf).replace("initialsize=4096", "initialsize=2048"));
        Files.delete(image);
        assertThat(run("rootstrap", "-s", "4096", "test.uml", "-c", conf.toString())
                        .status())
                .isZero();
        assertThat(image).hasSize(ByteSize.gibibytes(4).bytes());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("rootstrap.conf", "test.uml", "log", "out", "err");
        }
    }

    @Test
    void theStoreIsListedAndVerifiedForPrograms() throws IOException, InterruptedException {
        String name = DebianImage.of("bookworm").name();
        try (MachineImage.Lease lease = DebianImage.of("bookworm").acquire()) {
            JsonObject listed = StreamSupport.stream(
                            JsonParser.parseString(run("image", "ls", "--json").out())
                                    .getAsJsonArray()
                                    .spliterator(),
                            false)
                    .map(JsonElement::getAsJsonObject)
                    .filter(generation -> generation
                            .get("disk")
                            .getAsString()
                            .equals(lease.path().toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(listed.get("image").getAsString()).isEqualTo(name);
            assertThat(listed.get("current").getAsBoolean()).isTrue();
            assertThat(listed.get("inUse").getAsBoolean()).isTrue();

            Run verified = run("image", "verify", name + "/" + listed.get("generation"), "--json");

            assertThat(verified.status()).as(verified.err()).isZero();
            assertThat(JsonParser.parseString(verified.out()).getAsJsonArray())
                    .singleElement()
                    .satisfies(check -> assertThat(
                                    check.getAsJsonObject().get("sound").getAsBoolean())
                            .isTrue());
        }
    }

    @Test
    void aSignedImageTravelsToAnotherStoreAndOneThatWasDamagedDoesNot() throws IOException, InterruptedException {
        SigningKey key = SigningKey.generate();
        key.writeSecret(directory.resolve("secret"), "two words");
        key.write(directory.resolve("public"), 0, true);
        Files.writeString(directory.resolve("passphrase"), "two words\n");
        String[] trusted = {"import", "base.tar.zst", "--keyring", "public", "--store", "other", "--json"};
        DebianImage bookworm = DebianImage.of("bookworm");
        String name = bookworm.name();
        bookworm.acquire().close();

        Run exported = run(
                "image",
                "export",
                name,
                "base.tar.zst",
                "--level",
                "1",
                "--sign-with",
                "secret",
                "--passphrase-file",
                "passphrase",
                "--json");
        assertThat(exported.status()).as(exported.err()).isZero();
        JsonObject archive = JsonParser.parseString(exported.out()).getAsJsonObject();
        assertThat(archive.get("size").getAsLong()).isEqualTo(Files.size(directory.resolve("base.tar.zst")));
        assertThat(archive.get("signed").getAsBoolean()).isTrue();

        Run imported = image(trusted);
        assertThat(imported.status()).as(imported.err()).isZero();
        JsonObject generation = JsonParser.parseString(imported.out()).getAsJsonObject();
        assertThat(generation.get("image").getAsString()).isEqualTo(name);
        assertThat(generation.get("operation").getAsString()).isEqualTo("import");
        assertThat(generation.get("disk").getAsString())
                .startsWith(directory.resolve("other").toString());

        SigningKey.generate().write(directory.resolve("public"), 0, true);
        Run refused = image(trusted);
        assertThat(refused.status()).isEqualTo(ExitCodes.OTHER);
        assertThat(refused.err()).contains("base.tar.zst").doesNotContain("\tat ");
    }

    private Run image(String... arguments) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of("image"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void aKernelThatWasFetchedIsFoundAndListed() throws IOException, InterruptedException {
        Path trixie = Kernels.trixie().path();

        assertThat(run("kernel", "fetch", "trixie").out()).isEqualTo(trixie + "\n");
        assertThat(JsonParser.parseString(run("kernel", "ls", "--json").out()).getAsJsonArray())
                .extracting(kernel -> kernel.getAsJsonObject().get("path").getAsString())
                .contains(trixie.toString(), UmlKernel.locate().path().toString());
    }

    @Test
    void theManualAndTheCompletionOfTheBuildAreThoseOfTheCommand() throws IOException, InterruptedException {
        assertThat(Path.of("target", "man", "pbuilder-uml.1"))
                .content()
                .isEqualTo(run("generate-man").out());
        assertThat(Path.of("target", "completion", "pbuilder-uml"))
                .content()
                .isEqualTo(run("generate-completion").out());
    }

    @Test
    void theDoctorSeesTheKernelThatRunsTheseTests() throws IOException, InterruptedException {
        assertThat(run("doctor").out()).containsPattern("(?m)^ok +linux\\.uml +/");
        assertThat(JsonParser.parseString(run("doctor", "--json").out())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("found")
                        .getAsBoolean())
                .isTrue();
    }

    @Test
    void aPipeIsNoTerminalToLogInFrom() throws IOException, InterruptedException {
        Run run = run("login");

        assertThat(run.status()).isEqualTo(ExitCodes.OTHER);
        assertThat(run.err()).contains("use 'execute'");
    }

    @Test
    void theVersionIsTheOneOfTheBuild() throws IOException, InterruptedException {
        assertThat(run("--version").out()).matches("pbuilder-uml \\d+\\.\\d+\\.\\d+.*\\n");
    }
}
