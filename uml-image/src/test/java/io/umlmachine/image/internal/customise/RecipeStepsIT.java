package io.umlmachine.image.internal.customise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.MachineOptions;
import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps in a machine by themselves, on copies of the image that is kept in this user's store. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RecipeStepsIT {

    private static DebianImage image;

    @TempDir
    Path directory;

    private final List<ImageEvent> events = new CopyOnWriteArrayList<>();
    private OwnedDirectory work;
    private Path disk;

    @BeforeAll
    static void makeImage() throws Exception {
        image = DebianImage.of("bookworm");
        image.acquire().close();
    }

    @BeforeEach
    void copyImage() throws Exception {
        work = OwnedDirectory.create(directory.resolve("work"));
        disk = directory.resolve("disk.img");
        try (MachineImage.Lease lease = image.acquire()) {
            Process copy = new ProcessBuilder(
                            "cp",
                            "--sparse=always",
                            "--reflink=auto",
                            "--no-preserve=mode",
                            lease.path().toString(),
                            disk.toString())
                    .inheritIO()
                    .start();
            assertThat(copy.waitFor()).isZero();
        }
    }

    @AfterEach
    void removeWorkDirectory() {
        work.close();
    }

    @Test
    void aScriptThatFailsIsNamedWithItsLastWords() {
        assertThatThrownBy(() -> customise(recipe -> recipe.script(new GuestScript("first", "echo fine"))
                        .script(new GuestScript("second", "echo out; echo words >&2; exit 7"))
                        .script(new GuestScript("third", "echo never"))))
                .isInstanceOfSatisfying(ImageException.class, e -> {
                    assertThat(e.failure()).isEqualTo(ImageFailure.PROGRAM);
                    assertThat(e.phase()).isEqualTo(ImagePhase.CUSTOMISE);
                    assertThat(e.exitStatus()).hasValue(7);
                    assertThat(e.logTail()).isEqualTo("out\nwords");
                })
                .hasMessageContaining("the script second failed");
        assertThat(lines()).contains("fine", "out", "words").doesNotContain("never");
    }

    @Test
    void anEssentialPackageCannotBeLeftOut() {
        assertRefused(recipe -> recipe.exclude("bash"), "bash is essential");
    }

    @Test
    void aPackageThatOthersNeedCannotBeLeftOut() {
        assertRefused(recipe -> recipe.exclude("debconf"), "debconf cannot be left out");
    }

    @Test
    void aPackageThatTheArchiveDoesNotHaveIsRefused() {
        assertRefused(recipe -> recipe.installAfter("no-such-package"), "no package no-such-package");
    }

    @Test
    void aFileInThePlaceOfADirectoryIsRefused() {
        assertRefused(recipe -> recipe.file(GuestFile.of("/etc/apt", "x")), "/etc/apt");
    }

    @Test
    void aFullDiskIsToldSo() {
        assertThatThrownBy(() -> customise(recipe -> recipe.script(new GuestScript(
                        "fill",
                        "set -e; fallocate -l $(($(stat -f -c %a /) * 4096 - 1048576)) /fill;"
                                + " dd if=/dev/zero of=/rest bs=1M count=16"))))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.NO_SPACE));
    }

    @Test
    void aLocaleIsMadeAndAnUnknownOneIsRefused() throws Exception {
        try (WorkMachine machine = WorkMachine.boot(disk, "debian", Surroundings.DEFAULT, creation())) {
            Apt apt = new Apt(machine, Map.of());
            apt.update();
            apt.installQuietly(List.of(SystemLocale.PACKAGE));
        }

        assertRefused(recipe -> recipe.locale("xx_XX.UTF-8"), "no locale xx_XX.UTF-8");
        customise(recipe -> recipe.locale("de_DE.UTF-8"));

        try (UmlMachine machine = UmlMachine.builder().image(disk).cow().boot()) {
            assertThat(machine.readString("/etc/default/locale")).isEqualTo("LANG=de_DE.UTF-8\n");
            assertThat(machine.exec("locale", "-a").orThrow().stdout()).contains("de_DE.utf8");
            assertThat(machine.exec("sh", "-c", "LC_ALL=de_DE.UTF-8 date -d 2026-12-01 +%B")
                            .stdout())
                    .isEqualTo("Dezember\n");
        }
    }

    private void assertRefused(UnaryOperator<ImageRecipe.Builder> options, String words) {
        assertThatThrownBy(() -> customise(options))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.RECIPE))
                .hasMessageContaining(words);
    }

    private void customise(UnaryOperator<ImageRecipe.Builder> options) throws Exception {
        ImageRecipe recipe = options.apply(ImageRecipe.builder("bookworm")).build();
        Creation creation = creation();
        creation.phase(ImagePhase.CUSTOMISE, () -> {
            try (WorkMachine machine = WorkMachine.boot(disk, "debian", Surroundings.DEFAULT, creation)) {
                new RecipeSteps(recipe, Map.of(), creation).run(machine);
            }
            return disk;
        });
    }

    private Creation creation() {
        return new Creation(
                "bookworm",
                work,
                directory.resolve("logs"),
                Duration.ofMinutes(5),
                MachineOptions.usual(),
                events::add);
    }

    private List<String> lines() {
        return events.stream()
                .filter(ImageEvent.LogLine.class::isInstance)
                .map(event -> ((ImageEvent.LogLine) event).line())
                .toList();
    }
}
