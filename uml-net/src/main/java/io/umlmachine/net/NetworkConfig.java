package io.umlmachine.net;

import io.umlmachine.Network;
import io.umlmachine.internal.config.SyntaxException;
import io.umlmachine.net.NetworkConfigException.Problem;
import io.umlmachine.net.internal.config.ConfiguredNetworks;
import io.umlmachine.net.internal.config.Reading;
import io.umlmachine.net.internal.config.Said;
import io.umlmachine.net.internal.config.SettingsFile;
import io.umlmachine.net.internal.config.SettingsReader;
import io.umlmachine.net.internal.config.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine's network as pbuilder-uml.conf or rootstrap.conf describe it. Immutable and thread-safe.
 *
 * <p>The keys of pbuilder-uml.conf are {@code MY_ETH0}, which is {@code slirp[,MAC][,PATH]} or
 * {@code tuntap,[DEV],[MAC],[HOST-IP]} and {@code slirp} by default; {@code UML_IP}, by default 192.168.0.3, where
 * {@code dhcp} leaves the image's own configuration of {@code eth0} alone, and has ifupdown apply it unless the image's init
 * does; {@code UML_NETMASK}, by default 255.255.255.0; {@code UML_NETWORK}, {@code UML_BROADCAST} and {@code UML_GATEWAY},
 * by default what follows from the two, the gateway being the network's first address. Those of rootstrap.conf are in its section {@code [network]}, or in a file without
 * sections: {@code transport}, {@code host}, {@code uml}, {@code netmask}, {@code gateway}, {@code interface},
 * {@code nameserver}, {@code domain}, {@code hostname}, {@code slirp} and {@code mirror}.
 *
 * <p>Addresses that contradict each other are refused. What has no effect is told by {@link #remarks}, and nothing is
 * passed over in silence but keys that are not about the network.
 */
public final class NetworkConfig {

    private final Reading reading;

    private NetworkConfig(Reading reading) {
        this.reading = reading;
    }

    /**
     * A key with its value.
     *
     * @param key as the file writes it
     * @param value without quotes around it; an empty one says nothing
     * @param origin where it stands, for messages, such as {@code /etc/pbuilder/pbuilder-uml.conf:3}
     */
    public record Setting(String key, String value, String origin) {
        /** As in {@code UML_IP=192.168.1.199 (pbuilder-uml.conf:2)}. */
        @Override
        public String toString() {
            return key + "=" + value + " (" + origin + ")";
        }
    }

    /**
     * What two configurations say differently.
     *
     * @param here what this one says
     * @param there what the other one says
     */
    public record Difference(Setting here, Setting there) {
        /** As in {@code UML_IP=192.168.1.199 (pbuilder-uml.conf:2) but uml=192.168.1.200 (rootstrap.conf:6)}. */
        @Override
        public String toString() {
            return here + " but " + there;
        }
    }

    /**
     * Reads settings of pbuilder-uml.conf or of rootstrap.conf, which their keys tell apart.
     *
     * @param settings all of one configuration; of the same key, the last one counts
     * @return the network's configuration
     * @throws NetworkConfigException naming every key that is wrong, its value and its origin
     */
    public static NetworkConfig parse(Collection<Setting> settings) {
        return new NetworkConfig(SettingsReader.read(settings));
    }

    /**
     * Reads one file, pbuilder-uml.conf or rootstrap.conf, by itself. Nothing in it is run. For the configuration that
     * several files of pbuilder make together, there is {@code PbuilderConfig} of the module {@code io.umlmachine.pbuilder}.
     *
     * @param file the file
     * @return the network's configuration
     * @throws NetworkConfigException if the file cannot be read, or naming every key that is wrong, its value and its line
     */
    public static NetworkConfig parse(Path file) {
        try {
            return parse(SettingsFile.read(file));
        } catch (SyntaxException e) {
            throw new NetworkConfigException(e.getMessage(), e);
        }
    }

    /**
     * How packets leave the machine.
     *
     * @return slirp or a tap
     */
    public Transport transport() {
        return reading.transport();
    }

    /**
     * The machine's addresses, which matter to {@link Transport.TunTap} only.
     *
     * @return addresses that agree with each other, or empty if the image's own configuration is left alone
     */
    public Optional<GuestAddress> address() {
        return reading.address();
    }

    /**
     * Whom the machine asks for names: rootstrap's {@code nameserver}.
     *
     * @return IPv4 addresses; empty if that is left to slirp, or with a tap to the image
     */
    public List<String> nameservers() {
        return reading.nameservers();
    }

    /**
     * The domain in which the machine looks up short names.
     *
     * @return rootstrap's {@code domain}, if it is set
     */
    public Optional<String> domain() {
        return reading.domain();
    }

    /**
     * The machine's name, which is no matter of its network: give it to the machine.
     *
     * @return rootstrap's {@code hostname}, if it is set
     */
    public Optional<String> hostname() {
        return reading.hostname();
    }

    /**
     * What was set without effect, and why it needs none: for a person to read.
     *
     * @return a sentence each
     */
    public List<String> remarks() {
        return reading.remarks();
    }

    /**
     * The network itself, for {@link io.umlmachine.UmlMachine.Builder#network}. A tap that is not named is made by the
     * program {@code uml_net} if the host has it and its own address is said, as {@link TunTap#viaUmlNet} describes, and by
     * the library otherwise.
     *
     * @return a {@link Slirp} or a {@link TunTap}, or one of these whose interface the guest sets up itself
     */
    public Network network() {
        return ConfiguredNetworks.of(reading);
    }

    /**
     * Holds this configuration against another, such as rootstrap's, with which images are made, against that of
     * pbuilder-uml, which uses them. What only one of the two says is no difference.
     *
     * @param other the other one
     * @return what they say differently; empty if they agree
     */
    public List<Difference> differences(NetworkConfig other) {
        if (transport() instanceof Transport.Slirp && other.transport() instanceof Transport.Slirp) {
            return List.of();
        }
        List<Difference> differences = new ArrayList<>();
        Map<Subject, Said> theirs = other.reading.said();
        for (Subject subject : Subject.values()) {
            Said here = reading.said().get(subject);
            Said there = theirs.get(subject);
            if (here != null && there != null && !here.value().equals(there.value())) {
                differences.add(new Difference(here.setting(), there.setting()));
                if (subject == Subject.TRANSPORT) {
                    break; // The addresses of the one mean nothing to the other.
                }
            }
        }
        return List.copyOf(differences);
    }

    /**
     * Whether there are no {@linkplain #differences differences}.
     *
     * @param other the other one
     * @return true if both describe the same network
     */
    public boolean agreesWith(NetworkConfig other) {
        return differences(other).isEmpty();
    }

    /**
     * Refuses to go on with two configurations that contradict each other.
     *
     * @param other the other one
     * @throws NetworkConfigException naming the keys that differ, their values and origins
     */
    public void requireAgreementWith(NetworkConfig other) {
        List<Problem> problems = differences(other).stream()
                .map(difference ->
                        new Problem(difference.here(), "differs from " + difference.there() + "; the two must agree"))
                .toList();
        if (!problems.isEmpty()) {
            throw new NetworkConfigException(problems);
        }
    }
}
