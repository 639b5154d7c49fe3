package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a tree to an ext4 file system, of which every bit follows from the tree and the options: names are taken in the
 * order of their bytes, and inodes and blocks are given in that order. Not thread-safe.
 */
final class Ext4Writer {

    static final String LOST_AND_FOUND = "lost+found";

    private static final int LOST_AND_FOUND_BLOCKS = 4;
    private static final int LOST_AND_FOUND_MODE = 0700;
    private static final int JOURNAL_MAGIC = 0xc03b3998;
    private static final int JOURNAL_SUPERBLOCK = 4;
    private static final int JOURNAL_MODE = 0600;
    private static final int MOST_LINKS = 65_000;

    private final Inodes inodes;
    private final Ext4Options options;
    private final Geometry geometry;
    private final BlockDevice device;
    private final BlockAllocator allocator;
    private final FileData data;
    private final InodeTable table;
    private final int[] directories;

    Ext4Writer(Inodes inodes, Ext4Options options, Geometry geometry, BlockDevice device) {
        this.inodes = inodes;
        this.options = options;
        this.geometry = geometry;
        this.device = device;
        this.allocator = new BlockAllocator(geometry);
        this.data = new FileData(allocator, device);
        this.table = new InodeTable(inodes.last(), options.epoch().seconds());
        this.directories = new int[geometry.groups()];
    }

    /** Writes everything, and returns how many blocks files take, the journal's among them. */
    long write() throws IOException {
        InodeTable.Contents journal = writeJournal();
        writeLostAndFound();
        for (Node node : inodes.order()) {
            write(node);
        }
        table.write(geometry, device);
        new GroupTables(geometry, allocator, inodes.last(), directories).write(options, journal, device);
        return allocator.given();
    }

    private InodeTable.Contents writeJournal() throws IOException {
        int blocks = geometry.journalBlocks();
        ExtentMap map = new ExtentMap();
        for (int done = 0; done < blocks; ) {
            BlockAllocator.Run run = allocator.allocate(blocks - done);
            if (done == 0) {
                device.write(run.begin(), journalSuperblock(blocks));
            }
            map.add(done, run);
            done += run.count();
        }
        byte[] tree = map.write(allocator, device);
        InodeTable.Contents contents =
                new InodeTable.Contents((long) blocks * Ext4.BLOCK, map.blocks(), Ext4.EXTENTS_FLAG, tree);
        put(Ext4.JOURNAL_INODE, Ext4.REGULAR_FILE, JOURNAL_MODE, 1, contents);
        return contents;
    }

    private void put(int inode, int type, int mode, int links, InodeTable.Contents contents) {
        Attributes attributes = Attributes.ofRoot(mode, options.epoch().seconds());
        table.put(inode, type, attributes, links, contents, ExtendedAttributes.NONE, 0);
    }

    /** An empty journal: numbers in the order of networks, other than in all the rest of the file system. */
    private static ByteBuffer journalSuperblock(int blocks) {
        ByteBuffer bytes = ByteBuffer.allocate(Ext4.BLOCK);
        bytes.putInt(0, JOURNAL_MAGIC);
        bytes.putInt(4, JOURNAL_SUPERBLOCK);
        bytes.putInt(12, Ext4.BLOCK);
        bytes.putInt(16, blocks);
        // The first block of the log, and the number of the first transaction in it.
        bytes.putInt(20, 1);
        bytes.putInt(24, 1);
        // One file system uses it.
        bytes.putInt(64, 1);
        return bytes;
    }

    /** Where e2fsck puts what has lost its name; with room, because it could not make any then. */
    private void writeLostAndFound() throws IOException {
        DirectoryBlocks names = new DirectoryBlocks();
        names.add(Ext4.FIRST_INODE, Ext4.DIRECTORY, GuestTree.bytes("."));
        names.add(Ext4.ROOT_INODE, Ext4.DIRECTORY, GuestTree.bytes(".."));
        names.addEmpty(LOST_AND_FOUND_BLOCKS - 1);
        countDirectory(Ext4.FIRST_INODE);
        put(Ext4.FIRST_INODE, Ext4.DIRECTORY, LOST_AND_FOUND_MODE, 2, contents(Content.of(names.bytes())));
    }

    private void write(Node node) throws IOException {
        ExtendedAttributes extended = new ExtendedAttributes(node.attributes().extended());
        long extendedBlock = 0;
        if (!extended.fitInode()) {
            extendedBlock = allocator.allocate(1).begin();
            device.write(extendedBlock, extended.block());
        }
        table.put(
                inodes.number(node),
                type(node),
                node.attributes(),
                links(node),
                contents(node),
                extended,
                extendedBlock);
    }

    private InodeTable.Contents contents(Node node) throws IOException {
        if (node instanceof Directory directory) {
            return contents(directory);
        }
        if (node instanceof RegularFile file) {
            return contents(file.content());
        }
        if (node instanceof SymbolicLink link) {
            return contents(link);
        }
        return contents((Special) node);
    }

    private InodeTable.Contents contents(Directory directory) throws IOException {
        int number = inodes.number(directory);
        DirectoryBlocks names = new DirectoryBlocks();
        names.add(number, Ext4.DIRECTORY, GuestTree.bytes("."));
        names.add(inodes.number(inodes.parent(directory)), Ext4.DIRECTORY, GuestTree.bytes(".."));
        if (number == Ext4.ROOT_INODE) {
            names.add(Ext4.FIRST_INODE, Ext4.DIRECTORY, GuestTree.bytes(LOST_AND_FOUND));
        }
        for (Map.Entry<String, Node> child : directory.children().entrySet()) {
            names.add(inodes.number(child.getValue()), type(child.getValue()), GuestTree.bytes(child.getKey()));
        }
        countDirectory(number);
        return contents(Content.of(names.bytes()));
    }

    private InodeTable.Contents contents(SymbolicLink link) throws IOException {
        byte[] target = GuestTree.bytes(link.target());
        if (target.length >= Ext4.BLOCK) {
            throw new IOException("A symbolic link of the guest has a target of " + target.length + " bytes");
        }
        return target.length < Ext4.MAP
                ? new InodeTable.Contents(target.length, 0, 0, Arrays.copyOf(target, Ext4.MAP))
                : contents(Content.of(target));
    }

    private InodeTable.Contents contents(Content content) throws IOException {
        ExtentMap map = data.write(content);
        byte[] tree = map.write(allocator, device);
        return new InodeTable.Contents(content.size(), map.blocks(), Ext4.EXTENTS_FLAG, tree);
    }

    /** The number of a device, in the old form where it fits, as the kernel writes it. */
    private static InodeTable.Contents contents(Special special) {
        int major = special.major();
        int minor = special.minor();
        ByteBuffer map = ByteBuffer.allocate(Ext4.MAP).order(ByteOrder.LITTLE_ENDIAN);
        if (major < 256 && minor < 256) {
            map.putInt(0, major << 8 | minor);
        } else {
            map.putInt(4, minor & 0xff | major << 8 | (minor & ~0xff) << 12);
        }
        return new InodeTable.Contents(0, 0, 0, map.array());
    }

    private static int type(Node node) {
        if (node instanceof Directory) {
            return Ext4.DIRECTORY;
        }
        if (node instanceof RegularFile) {
            return Ext4.REGULAR_FILE;
        }
        if (node instanceof SymbolicLink) {
            return Ext4.SYMBOLIC_LINK;
        }
        return switch (((Special) node).kind()) {
            case CHARACTER_DEVICE -> Ext4.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> Ext4.BLOCK_DEVICE;
            case PIPE -> Ext4.PIPE;
            case SOCKET -> Ext4.SOCKET;
        };
    }

    /** What the inode has as the number of names: of a directory, 1 stands for more than there can be. */
    private int links(Node node) throws IOException {
        int links = inodes.links(node);
        if (links <= MOST_LINKS) {
            return links;
        }
        if (node instanceof Directory) {
            return 1;
        }
        throw new IOException("A file of the guest has " + links + " names; file systems take up to " + MOST_LINKS);
    }

    private void countDirectory(int inode) {
        directories[(inode - 1) / geometry.inodesPerGroup()]++;
    }
}
