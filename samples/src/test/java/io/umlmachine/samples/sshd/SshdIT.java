package io.umlmachine.samples.sshd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.DefaultKnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SshdIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void aClientThatKnowsTheServersKeyLogsInWithItsOwn()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (SshMachine machine = SshMachine.boot(Sshd.image(), directory);
                SshClient client = SshClient.setUpDefaultClient()) {
            assertThat(machine.banner()).startsWith("SSH-2.0-OpenSSH_");

            client.setServerKeyVerifier(new DefaultKnownHostsServerKeyVerifier(
                    RejectAllServerKeyVerifier.INSTANCE, true, machine.knownHosts()));
            client.start();
            try (ClientSession session = client.connect("root", "127.0.0.1", machine.port())
                    .verify(PATIENCE)
                    .getSession()) {
                session.addPublicKeyIdentity(new FileKeyPairProvider(machine.key())
                        .loadKeys(session)
                        .iterator()
                        .next());
                session.auth().verify(PATIENCE);

                assertThat(session.executeRemoteCommand("id -un; hostname")).isEqualTo("root\nsshd\n");
            }
        }
    }
}
