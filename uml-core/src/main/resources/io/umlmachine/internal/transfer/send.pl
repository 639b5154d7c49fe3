# Writes a file or a tree of the guest to a disk. Run as `perl -e SCRIPT DEVICE PARENT NAME CONTENT LIMIT`. A file is
# written as it is, each byte at its offset, and holes are left alone; standard output then says "file MODE SECONDS
# NANOSECONDS SIZE". Anything else is written by tar, and standard output says "tree LENGTH". With CONTENT 1 a symbolic
# link is followed and nothing but a file will do. Status 66: there is no such file. See receive.pl for the rest.
use strict;

my ($FSTAT, $LSEEK, $PREAD64, $PWRITE64, $FSYNC, $MMAP) = (5, 8, 17, 18, 74, 9);
my ($O_RDWR, $O_DIRECT, $F_SETFL, $BUFFER) = (2, 040000, 4, 2 << 20);
my ($SEEK_CUR, $SEEK_DATA, $SEEK_HOLE) = (1, 3, 4);
my ($ENOENT, $ENXIO, $ENOTDIR) = (2, 6, 20);
my $NO_SUCH_FILE = 66;
my ($device, $parent, $name, $content, $limit) = @ARGV;
my $in_direct;
my $source = $parent eq '/' ? "/$name" : "$parent/$name";

sub fail { print STDERR "@_\n"; exit 1 }
sub whole { my ($bytes, $unit) = @_; $bytes + (-$bytes) % $unit }
sub lines { open(my $file, '<', $_[0]) or return; <$file> }

# Mode, size, and the seconds and nanoseconds of the last change.
sub facts {
    my $facts = "\0" x 144;
    syscall($FSTAT, fileno($_[0]), $facts) == 0 or fail("cannot look at $source:", $!);
    return unpack('x24 L x20 q x32 q q', $facts);
}

# Copies a range, and returns where the file or the range ended.
sub send_range {
    my ($in, $out, $buffer, $at, $end) = @_;
    while ($at < $end) {
        my $want = $end - $at < $BUFFER ? $end - $at : $BUFFER;
        my $have = 0;
        while ($have < $want) {
            my $read = syscall($PREAD64, fileno($in), $buffer + $have, whole($want - $have, 512), $at + $have);
            fail("cannot read $source:", $!) if $read < 0;
            last if $read == 0;
            $have += $read;
            last if $have % 512 && $in_direct;
        }
        $have = $want if $have > $want;
        return $at if $have == 0;
        my $written = syscall($PWRITE64, fileno($out), $buffer, whole($have, 512), $at);
        fail("cannot write $device:", $written < 0 ? $! : 'no room') if $written < $have;
        $at += $have;
        last if $have < $want;
    }
    return $at;
}

sub send_file {
    my ($out) = @_;
    sysopen(my $in, $source, 0) or fail("cannot read $source:", $!);
    my ($mode, $size, $seconds, $nanoseconds) = facts($in);
    fail("$source has $size bytes, and a copy may have $limit") if $size > $limit;
    my $buffer = syscall($MMAP, 0, $BUFFER, 3, 0x22, -1, 0);
    fail('mmap:', $!) if $buffer == -1;
    if ($size == 0) {
        # A file of /proc says that it is empty, and is read to its end.
        $size = send_range($in, $out, $buffer, 0, $limit);
    } else {
        $in_direct = fcntl($in, $F_SETFL, $O_DIRECT);
        for (my $at = 0; $at < $size;) {
            my $data = syscall($LSEEK, fileno($in), $at, $SEEK_DATA);
            last if $data < 0 && $! == $ENXIO;
            $at = $data - $data % 4096 if $data > $at;
            my $hole = syscall($LSEEK, fileno($in), $at, $SEEK_HOLE);
            my $end = $hole > $at && $hole < $size ? $hole : $size;
            $at = send_range($in, $out, $buffer, $at, $end);
            fail("$source changed while it was copied") if $at < $end;
            $at = whole($at, 4096);
        }
        my (undef, @now) = facts($in);
        fail("$source changed while it was copied") if "@now" ne "$size $seconds $nanoseconds";
    }
    return join(' ', 'file', $mode & 07777, $seconds, $nanoseconds, $size);
}

# What kernels make up, like /proc, is no content of a tree; tar patterns for it.
sub made_up {
    my ($member) = @_;
    my %made_up = map { /^nodev\s+(\S+)/ ? ($1 => 1) : () } lines('/proc/filesystems');
    delete @made_up{qw(tmpfs ramfs overlay hostfs fuse nfs nfs4 9p virtiofs cifs)};
    my $prefix = $source eq '/.' ? '/' : "$source/";
    my @patterns;
    for (lines('/proc/mounts')) {
        my (undef, $at, $type) = split / /;
        $at =~ s/\\(\d{3})/chr oct $1/ge;
        next unless $made_up{$type} && index($at, $prefix) == 0;
        my $below = substr($at, length $prefix);
        $below =~ s/([*?\[\]\\])/\\$1/g;
        push @patterns, "--exclude=$member/$below/*";
    }
    return @patterns;
}

sub send_tree {
    my ($out) = @_;
    my $member = $name eq '.' ? '.' : "./$name";
    my @tar = ('tar', '--create', '--file=-', '--blocking-factor=2048', '--format=posix', '--sparse', '--numeric-owner',
        '--pax-option=delete=atime,delete=ctime', "--directory=$parent", '--anchored', made_up($member), '--', $member);
    my $pid = fork();
    fail('cannot fork:', $!) unless defined $pid;
    if ($pid == 0) {
        open(STDOUT, '>&', $out) or fail('cannot redirect tar:', $!);
        exec { $tar[0] } @tar or fail('cannot run tar:', $!);
    }
    waitpid($pid, 0);
    if ($?) {
        print STDERR 'tar was killed by signal ', $? & 127, "\n" if $? & 127;
        exit($? >> 8 || 1);
    }
    return 'tree ' . syscall($LSEEK, fileno($out), 0, $SEEK_CUR);
}

unless ($content ? stat $source : lstat $source) {
    my $missing = $! == $ENOENT || $! == $ENOTDIR;
    print STDERR "$source: $!\n";
    exit($missing ? $NO_SUCH_FILE : 1);
}
my $file = -f _;
fail("$source is no file") if $content && !$file;
sysopen(my $disk, $device, $O_RDWR | $O_DIRECT) or fail("cannot open $device:", $!);
my $sent = $file ? send_file($disk) : send_tree($disk);
# The disk may be full on the host, and only this tells.
syscall($FSYNC, fileno($disk)) == 0 or fail("cannot write $device:", $!);
print "$sent\n";
