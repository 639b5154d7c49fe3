package io.umlmachine.internal.agent;

import java.util.Optional;

/** The types of frames; the package's description has their payloads. */
enum FrameType {
    SETUP(0x01),
    EXEC(0x02),
    STDIN(0x03),
    STDIN_EOF(0x04),
    SIGNAL(0x05),
    RESIZE(0x06),
    CREDIT(0x07),
    POWER_OFF(0x08),
    READ_FILE(0x09),
    WRITE_FILE(0x0a),
    CANCEL(0x0b),
    LINKS_UP(0x0c),
    LINKS_DOWN(0x0d),
    HELLO(0x81),
    READY(0x82),
    SETUP_FAILED(0x83),
    STARTED(0x84),
    START_FAILED(0x85),
    STDOUT(0x86),
    STDERR(0x87),
    STDIN_CREDIT(0x88),
    EXITED(0x89),
    LINE_CREDIT(0x8a),
    DONE(0x8b),
    FAILED(0x8c);

    private static final FrameType[] BY_CODE = new FrameType[0x100];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return Optional.ofNullable(BY_CODE[code & 0xff]);
    }
}
