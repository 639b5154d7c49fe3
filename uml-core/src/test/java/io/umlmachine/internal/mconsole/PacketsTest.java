package io.umlmachine.internal.mconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import io.umlmachine.testing.Fuzz;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PacketsTest {

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    static byte[] reply(boolean failed, boolean more, byte[] text) {
        return buffer(12 + text.length)
                .putInt(failed ? 1 : 0)
                .putInt(more ? 1 : 0)
                .putInt(text.length)
                .put(text)
                .array();
    }

    static byte[] notification(int type, byte[] text) {
        return buffer(16 + text.length)
                .putInt(0xcafebabe)
                .putInt(2)
                .putInt(type)
                .putInt(text.length)
                .put(text)
                .array();
    }

    @Property(tries = 300)
    void aRequestIsMagicVersionLengthAndText(@ForAll @StringLength(max = 127) String command) throws Exception {
        Assume.that(command.indexOf('\0') < 0);
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.wrap(Packets.request(command)).order(ByteOrder.nativeOrder());
        assertThat(request.getInt()).isEqualTo(0xcafebabe);
        assertThat(request.getInt()).isEqualTo(2);
        assertThat(request.getInt()).isEqualTo(text.length);
        byte[] sent = new byte[request.remaining()];
        request.get(sent);
        assertThat(sent).isEqualTo(Arrays.copyOf(text, text.length + 1));
    }

    @Test
    void aRequestThatTheKernelWouldCutIsRefused() {
        assertThatThrownBy(() -> Packets.request("x".repeat(512)))
                .isInstanceOfSatisfying(
                        MconsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSENDABLE));
        assertThatThrownBy(() -> Packets.request("ö".repeat(256))).isInstanceOf(MconsoleException.class);
        assertThatThrownBy(() -> Packets.request("log a\0b")).isInstanceOf(MconsoleException.class);
    }

    @Property(tries = 300)
    void aReplyComesOutAsItWentIn(@ForAll boolean failed, @ForAll boolean more, @ForAll @Size(max = 511) byte[] text)
            throws Exception {
        byte[] withNul = Arrays.copyOf(text, text.length + 1);
        Packets.Reply reply = Packets.reply(reply(failed, more, withNul));
        assertThat(reply.failed()).isEqualTo(failed);
        assertThat(reply.more()).isEqualTo(more);
        assertThat(reply.text()).isEqualTo(text);
    }

    @Property(tries = 300)
    void aNotificationComesOutAsItWentIn(@ForAll int type, @ForAll @StringLength(max = 127) String text)
            throws Exception {
        Assume.that(!text.endsWith("\0"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Packets.Notification notification = Packets.notification(notification(type, bytes));
        assertThat(notification.type()).isEqualTo(type);
        assertThat(notification.text()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void aLengthThatIsNotThereIsMalformed(@ForAll int length, @ForAll @IntRange(max = 513) int bytes) {
        Assume.that(length < 0 || length > bytes || length > 512);
        byte[] packet = reply(false, false, new byte[bytes]);
        ByteBuffer.wrap(packet).order(ByteOrder.nativeOrder()).putInt(8, length);
        assertThatThrownBy(() -> Packets.reply(packet))
                .isInstanceOfSatisfying(
                        MconsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }

    @Property(tries = 100)
    void aCutPacketIsMalformed(@ForAll @Size(min = 1, max = 511) byte[] text, @ForAll Random random) {
        byte[] reply = reply(false, true, text);
        byte[] cut = Arrays.copyOf(reply, random.nextInt(reply.length));
        assertThatThrownBy(() -> Packets.reply(cut)).isInstanceOf(MconsoleException.class);
        byte[] notification = notification(3, text);
        byte[] cutToo = Arrays.copyOf(notification, random.nextInt(notification.length));
        assertThatThrownBy(() -> Packets.notification(cutToo)).isInstanceOf(MconsoleException.class);
    }

    @Test
    void anotherMagicOrVersionIsNoNotification() {
        byte[] packet = notification(0, new byte[0]);
        packet[0] ^= 1;
        assertThatThrownBy(() -> Packets.notification(packet)).isInstanceOf(MconsoleException.class);
        byte[] other = notification(0, new byte[0]);
        other[4] ^= 1;
        assertThatThrownBy(() -> Packets.notification(other)).isInstanceOf(MconsoleException.class);
    }

    @Test
    void anyBytesAreAPacketOrATypedError() throws Exception {
        Fuzz.run(random -> {
            byte[] bytes = random.nextBoolean()
                    ? Fuzz.random(random, 600)
                    : Fuzz.mutate(
                            random,
                            random.nextBoolean()
                                    ? reply(random.nextBoolean(), random.nextBoolean(), Fuzz.random(random, 512))
                                    : notification(random.nextInt(5), Fuzz.random(random, 512)));
            try {
                assertThat(Packets.reply(bytes).text()).hasSizeLessThanOrEqualTo(512);
            } catch (MconsoleException e) {
                assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
            }
            try {
                assertThat(Packets.notification(bytes).text().length()).isLessThanOrEqualTo(512);
            } catch (MconsoleException e) {
                assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
            }
        });
    }
}
