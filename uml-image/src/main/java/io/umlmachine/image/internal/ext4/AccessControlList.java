package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An access control list in its two forms, acl(5): programs get and archives hold entries with an id each, and on disks only
 * the entries of users and groups that have names have one. Thread-safe.
 */
final class AccessControlList {

    private static final int ON_DISK = 1;
    private static final int FOR_PROGRAMS = 2;
    private static final int HEADER = 4;
    private static final int ENTRY = 8;
    private static final int NAMED_USER = 0x02;
    private static final int NAMED_GROUP = 0x08;

    private AccessControlList() {}

    /**
     * The form for disks.
     *
     * @param list either form
     * @throws IOException if it is neither
     */
    static byte[] onDisk(byte[] list) throws IOException {
        int version = list.length < HEADER
                ? 0
                : ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (version == ON_DISK) {
            return list;
        }
        if (version != FOR_PROGRAMS || (list.length - HEADER) % ENTRY != 0) {
            throw new IOException("A file of the guest has an access control list of an unknown form");
        }
        ByteBuffer entries =
                ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
        ByteBuffer disk = ByteBuffer.allocate(list.length).order(ByteOrder.LITTLE_ENDIAN);
        disk.putInt(ON_DISK);
        while (entries.hasRemaining()) {
            short tag = entries.getShort();
            disk.putShort(tag).putShort(entries.getShort());
            int id = entries.getInt();
            if (tag == NAMED_USER || tag == NAMED_GROUP) {
                disk.putInt(id);
            }
        }
        byte[] bytes = new byte[disk.flip().remaining()];
        disk.get(bytes);
        return bytes;
    }
}
