package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.FileContent;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tree that an ext4 file system holds, made by the kernel, by mke2fs or by {@link Ext4Disk}. The file system is clean:
 * its journal has been replayed. The contents of files stay in the disk, which must not change, until the tree is written
 * somewhere. Not thread-safe.
 */
public final class Ext4Tree implements AutoCloseable {

    private final FileChannel file;
    private final InodeReader inodes;
    private final Map<Integer, Node> files = new HashMap<>();
    private final Set<Integer> directories = new HashSet<>();
    private final Directory root;

    private Ext4Tree(FileChannel file, InodeReader inodes) throws IOException {
        this.file = file;
        this.inodes = inodes;
        this.root = directory(Ext4.ROOT_INODE, inodes.inode(Ext4.ROOT_INODE));
    }

    /**
     * Reads the names on a disk.
     *
     * @throws IOException if it cannot be read, is damaged, or has features that are not known here
     */
    public static Ext4Tree open(Path disk) throws IOException {
        FileChannel file = FileChannel.open(disk, StandardOpenOption.READ);
        try {
            return new Ext4Tree(file, InodeReader.of(disk, file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The root directory, which is the same each time. */
    public Directory root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Directory directory(int number, StoredInode inode) throws IOException {
        if (!directories.add(number)) {
            throw inodes.damaged("a directory with two names");
        }
        Directory directory = new Directory(inode.attributes(inodes));
        byte[] bytes = bytes(inode);
        for (int from = 0; from < bytes.length; from += Ext4.BLOCK) {
            readNames(StoredInode.littleEndian(bytes, from, Ext4.BLOCK), directory);
        }
        return directory;
    }

    /** The blocks of an index of names look, to who does not use it, like blocks without names. */
    private void readNames(ByteBuffer block, Directory directory) throws IOException {
        for (int at = 0; at < Ext4.BLOCK; ) {
            int number = block.getInt(at);
            int length = block.getShort(at + 4) & 0xffff;
            int nameLength = block.get(at + 6) & 0xff;
            if (length < 8 || length > Ext4.BLOCK - at || nameLength > length - 8) {
                throw inodes.damaged("a directory with a record of a wrong length");
            }
            byte[] name = new byte[nameLength];
            block.get(at + 8, name);
            if (number != 0 && !isDots(name)) {
                directory.children().put(GuestTree.name(name), node(number));
            }
            at += length;
        }
    }

    private static boolean isDots(byte[] name) {
        return name.length > 0 && name.length <= 2 && name[0] == '.' && name[name.length - 1] == '.';
    }

    private Node node(int number) throws IOException {
        Node known = files.get(number);
        if (known != null) {
            return known;
        }
        StoredInode inode = inodes.inode(number);
        if (inode.type() == Ext4.DIRECTORY) {
            return directory(number, inode);
        }
        Node node = node(inode);
        files.put(number, node);
        return node;
    }

    private Node node(StoredInode inode) throws IOException {
        Attributes attributes = inode.attributes(inodes);
        return switch (inode.type()) {
            case Ext4.REGULAR_FILE -> new RegularFile(attributes, content(inode));
            case Ext4.SYMBOLIC_LINK -> new SymbolicLink(attributes, GuestTree.name(target(inode)));
            case Ext4.CHARACTER_DEVICE ->
                new Special(attributes, Special.Kind.CHARACTER_DEVICE, inode.deviceMajor(), inode.deviceMinor());
            case Ext4.BLOCK_DEVICE ->
                new Special(attributes, Special.Kind.BLOCK_DEVICE, inode.deviceMajor(), inode.deviceMinor());
            case Ext4.PIPE -> new Special(attributes, Special.Kind.PIPE, 0, 0);
            case Ext4.SOCKET -> new Special(attributes, Special.Kind.SOCKET, 0, 0);
            default -> throw inodes.damaged("a file of an unknown kind");
        };
    }

    private byte[] target(StoredInode inode) throws IOException {
        return inode.isMapped() ? bytes(inode) : Arrays.copyOf(inode.map(), (int) inode.size());
    }

    private Content content(StoredInode inode) throws IOException {
        return new FileContent(file, inode.size(), inodes.parts(inode));
    }

    /** The contents of a directory or of a link, which are not large. */
    private byte[] bytes(StoredInode inode) throws IOException {
        if (inode.size() > Integer.MAX_VALUE - Ext4.BLOCK) {
            throw inodes.damaged("a directory or a link of " + inode.size() + " bytes");
        }
        byte[] bytes = new byte[(int) inode.size()];
        Content content = content(inode);
        for (Content.Extent extent : content.data()) {
            content.read(extent.offset(), ByteBuffer.wrap(bytes, (int) extent.offset(), (int) extent.length()));
        }
        return bytes;
    }
}
