package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import io.umlmachine.UmlMachines;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.StoredGeneration;
import io.umlmachine.pbuilder.internal.build.Machines;
import io.umlmachine.testing.Proves;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that change the base image, which is the user's own and gets its old generation back. */
@Tag("alone")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SavedSessionIT {

    @TempDir
    private Path directory;

    private PbuilderConfig config;
    private ImageStore store;
    private DebianImage image;
    private int before;

    @BeforeEach
    void rememberTheGeneration() throws IOException, InterruptedException {
        config = PbuilderConfig.builder().buildPlace(directory.resolve("place")).build();
        store = ImageStore.standard();
        image = new Machines(config).stored(event -> {});
        image.acquire().close();
        before = current();
    }

    @AfterEach
    void returnToIt() throws IOException, InterruptedException {
        store.rollback(image.name(), before);
        for (StoredGeneration stored : store.generations(image.name())) {
            if (stored.name().number() > before) {
                store.remove(image.name(), stored.name().number());
            }
        }
        assertThat(UmlMachines.live()).isEmpty();
    }

    private int current() throws IOException {
        return image.manifest().orElseThrow().generation();
    }

    private Path script(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "script", ".sh"), text);
    }

    @Test
    @Proves("SAVE_AFTER_EXEC")
    void whatAScriptLeavesThatSucceedsIsTheNextGeneration() throws IOException, InterruptedException {
        Pbuilder saving =
                Pbuilder.with(config.toBuilder().saveAfterExecute(true).build());

        assertThat(saving.execute(script("touch /root/mark-1; exit 3")).exitCode())
                .isEqualTo(3);
        assertThat(current()).as("a script that failed saves nothing").isEqualTo(before);
        saving.execute(script("echo \"$1\" >/root/mark-2"), "two words").orThrow();

        int saved = current();
        assertThat(saved).isGreaterThan(before);
        ExecResult seen = Pbuilder.with(config).execute(script("cd /root; ls mark-1; cat mark-2; echo 3 >mark-3"));
        assertThat(seen.stdout()).isEqualTo("two words\n");
        assertThat(current()).as("who does not ask for it saves nothing").isEqualTo(saved);
    }

    @Test
    @Proves("SAVE_AFTER_LOGIN")
    void whatALoginLeavesIsTheNextGenerationHoweverItEnds() throws IOException, InterruptedException {
        Pbuilder saving = Pbuilder.with(
                config.toBuilder().set(ConfigKey.SAVE_AFTER_LOGIN, "yes").build());
        byte[] keys = "touch /root/mark; exit 4\n".getBytes(StandardCharsets.UTF_8);

        ExitStatus status = saving.login(Terminal.of(
                new ByteArrayInputStream(keys),
                OutputStream.nullOutputStream(),
                () -> new TerminalSize(80, 24),
                "vt100"));

        assertThat(status).isEqualTo(ExitStatus.exited(4));
        assertThat(current()).isGreaterThan(before);
        Pbuilder.with(config).execute(script("test -e /root/mark")).orThrow();
    }

    @Test
    @Proves({"update", "hook E"})
    void anUpdateRunsItsHooksAndOneThatFailsLeavesTheOldImage() throws IOException, InterruptedException {
        Path hooks = Files.createDirectory(directory.resolve("hooks"));
        Path hook = Files.writeString(
                hooks.resolve("E10mark"),
                "#!/bin/sh\ntest \"$PBUILDER_OPERATION\" = update\n"
                        + "test -n \"$(ls /var/lib/apt/lists)\"\ntouch /root/by-hook\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        Pbuilder hooked = Pbuilder.with(config.toBuilder().hookDirectory(hooks).build());

        hooked.update();

        int updated = current();
        assertThat(updated).isGreaterThan(before);
        Pbuilder.with(config).execute(script("test -e /root/by-hook")).orThrow();
        Files.writeString(hook, "#!/bin/sh\necho no good; exit 5\n");
        assertThatThrownBy(hooked::update)
                .isInstanceOfSatisfying(
                        HookException.class, e -> assertThat(e.point()).isEqualTo(HookPoint.AFTER_APT))
                .hasMessageContaining("no good");
        assertThat(current()).isEqualTo(updated);
    }

    @Test
    @Proves("script for an sshd")
    void theChaptersScriptStartsAnSshServer() throws IOException, InterruptedException {
        // As the chapter has it, but for the questions: it says apt-get update, and pipes the password.
        Path script = script("""
                #!/bin/bash
                set -e
                apt-get -qq update
                apt-get install -y --no-install-recommends openssh-server >/dev/null
                echo root:secret | chpasswd
                cp /etc/ssh/sshd_config{,-}
                sed 's/X11Forwarding.*/X11Forwarding yes/' /etc/ssh/sshd_config- > /etc/ssh/sshd_config
                /etc/init.d/ssh restart
                for try in $(seq 600); do
                    if (exec 3<>/dev/tcp/127.0.0.1/22) 2>/dev/null; then break; fi
                    sleep 0.1
                done
                exec 3<>/dev/tcp/127.0.0.1/22
                read -r -t 20 greeting <&3
                echo "$greeting"
                """);

        ExecResult result = Pbuilder.with(config).execute(script);

        assertThat(result.orThrow().stdout()).contains("SSH-2.0-OpenSSH");
    }
}
