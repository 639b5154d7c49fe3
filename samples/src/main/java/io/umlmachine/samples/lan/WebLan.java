package io.umlmachine.samples.lan;

import io.umlmachine.ByteSize;
import io.umlmachine.Network;
import io.umlmachine.Ready;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.net.Lan;
import io.umlmachine.net.LanMember;
import io.umlmachine.net.PacketCapture;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Boots two machines in a private network: one serves a page with nginx, the other fetches it by the server's name, and
 * all that goes over the wire is written to a file for wireshark(1) or tcpdump(8). Shows {@link Lan} and
 * {@link PacketCapture}. Neither machine reaches anything else.
 *
 * <pre>{@code
 * samples/run lan
 * samples/run lan lan.pcap
 * }</pre>
 */
public final class WebLan {

    private static final int HTTP = 80;

    private WebLan() {}

    /**
     * The image that both machines boot: a small Debian, and a layer with a server on top.
     *
     * @return the image, which is made when it is first asked for
     */
    public static DebianImage image() {
        return DebianImage.of("bookworm").with("nginx");
    }

    /**
     * Runs the sample.
     *
     * @param args the file for the packets, or nothing
     * @throws IOException if that cannot be written
     * @throws InterruptedException if the thread is interrupted; the machines are gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Path packets = args.length > 0
                ? Path.of(args[0]).toAbsolutePath()
                : Files.createTempDirectory("lan").resolve("lan.pcap");
        show(packets, System.out);
    }

    static void show(Path packets, PrintStream out) throws IOException, InterruptedException {
        try (Lan lan = Lan.create();
                UmlMachine web = boot("web", lan.join("web"));
                UmlMachine client = boot("client", lan.join("client"))) {
            for (LanMember member : lan.members()) {
                out.println(member.name() + " is at " + member.address() + ", " + member.macAddress());
            }
            web.write("/var/www/html/index.html", "Hello from the machine next door.\n");
            web.exec("nginx").orThrow();
            web.await(Ready.port(HTTP));

            PacketCapture capture = lan.capture(packets);
            out.print("client asks for web: "
                    + client.exec("getent", "hosts", "web").orThrow().stdout());
            // The downloader of apt is in every Debian.
            client.exec("/usr/lib/apt/apt-helper", "download-file", "http://web/", "/root/page")
                    .orThrow();
            out.print("client fetched:      " + client.readString("/root/page"));
            out.print("web remembers:       " + web.readString("/var/log/nginx/access.log"));
            capture.close();
            out.println(capture.statistics().packets() + " packets are in " + capture.file());
        }
    }

    private static UmlMachine boot(String name, Network network) throws InterruptedException {
        return UmlMachine.builder()
                .image(image())
                .hostname(name)
                .network(network)
                .memory(ByteSize.mebibytes(256))
                .boot();
    }
}
