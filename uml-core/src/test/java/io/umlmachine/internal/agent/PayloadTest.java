package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PayloadTest {

    @Property
    void numbersAndStringsComeOutAsTheyWentIn(
            @ForAll @IntRange(max = 255) int small,
            @ForAll @IntRange(max = 65_535) int middle,
            @ForAll int large,
            @ForAll("text") String text)
            throws ProtocolException {
        byte[] bytes = new Payload.Writer()
                .u8(small)
                .string(text)
                .u16(middle)
                .u32(large)
                .bytes();
        Payload.Reader reader = new Payload.Reader(bytes);
        assertThat(reader.u8()).isEqualTo(small);
        assertThat(reader.string()).isEqualTo(text);
        assertThat(reader.u16()).isEqualTo(middle);
        assertThat(reader.u32()).isEqualTo(large);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> text() {
        // Whole characters only: half of a surrogate pair has no UTF-8.
        return net.jqwik.api.Arbitraries.strings()
                .withCharRange(' ', '\ud7ff')
                .withChars('\n')
                .ofMaxLength(50);
    }

    @Property
    void anyBytesAreAStringOrATypedError(@ForAll @Size(max = 50) byte[] bytes) {
        try {
            assertThat(new Payload.Reader(bytes).string()).isNotNull();
        } catch (ProtocolException e) {
            assertThat(e).hasMessageContaining("ends too early");
        }
    }

    @Property
    void anyPayloadThatIsCutOffIsRefused(@ForAll("text") String text, @ForAll int number) {
        byte[] bytes = new Payload.Writer().string(text).u32(number).bytes();
        for (int length = 0; length < bytes.length; length++) {
            Payload.Reader reader = new Payload.Reader(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> {
                        reader.string();
                        reader.u32();
                    })
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aStringLongerThanItsPayloadIsRefused() {
        byte[] bytes = new Payload.Writer().u32(1000).bytes();
        assertThatThrownBy(() -> new Payload.Reader(bytes).string()).isInstanceOf(ProtocolException.class);
    }
}
