package io.umlmachine.image.internal.exchange;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import io.umlmachine.internal.unix.NativeCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that zstd compresses, by native code. */
final class Zstd {

    static {
        NativeCode.load("zstd", "ZstdTempFolder", place -> Native.load(place.toFile()));
    }

    private Zstd() {}

    /** Compresses into a stream. */
    static ZstdOutputStreamNoFinalizer into(OutputStream out, int level) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out, level);
    }

    /** Decompresses from a stream. */
    static ZstdInputStreamNoFinalizer from(InputStream in) throws IOException {
        return new ZstdInputStreamNoFinalizer(in);
    }
}
