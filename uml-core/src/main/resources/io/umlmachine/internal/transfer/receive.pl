# Makes a file of the guest from a disk that holds its bytes, SKIP further on. Run as `perl -e SCRIPT DEVICE SKIP TARGET
# MODE UID GID SECONDS NANOSECONDS SIZE`; standard input has a line "OFFSET LENGTH" for each range with data, the rest are
# holes. Offsets and SKIP are multiples of 4096, and so are lengths but the last. The bytes pass the guest's page cache by (O_DIRECT) where the
# file system lets them, through a buffer that perl never touches, because every page that a guest process touches first
# is expensive. System call numbers and structures are those of x86-64 Linux.
use strict;

my ($PREAD64, $PWRITE64, $MMAP, $UTIMENSAT) = (17, 18, 9, 280);
my ($O_DIRECT, $F_SETFL, $EINVAL, $BUFFER) = (040000, 4, 22, 2 << 20);
my ($device, $skip, $target, $mode, $uid, $gid, $seconds, $nanoseconds, $size) = @ARGV;

sub fail { print STDERR "@_\n"; exit 1 }
sub whole { my ($bytes, $unit) = @_; $bytes + (-$bytes) % $unit }

my $parent = '';
my @names = grep { $_ ne '' } split m{/}, $target;
pop @names;
for (@names) {
    $parent .= "/$_";
    -d $parent or mkdir $parent, 0755 or -d $parent or fail("cannot make the directory $parent:", $!);
}
fail("$target is a directory") if -d $target && !-l $target;
unlink $target;
sysopen(my $out, $target, 0301, 0600) or fail("cannot make $target:", $!);

my @ranges = map { [split] } <STDIN>;
if (@ranges) {
    sysopen(my $in, $device, $O_DIRECT) or fail("cannot open $device:", $!);
    my $direct = fcntl($out, $F_SETFL, $O_DIRECT);
    truncate($out, $size) or fail("cannot make $target $size bytes long:", $!);
    my $buffer = syscall($MMAP, 0, $BUFFER, 3, 0x22, -1, 0);
    fail('mmap:', $!) if $buffer == -1;
    for (@ranges) {
        my ($at, $length) = map { $_ + 0 } @$_;     # syscall() tells numbers from strings.
        for (my $end = $at + $length; $at < $end;) {
            my $want = $end - $at < $BUFFER ? $end - $at : $BUFFER;
            my $read = syscall($PREAD64, fileno($in), $buffer, whole($want, 512), $at + $skip);
            fail("cannot read $device at $at:", $read < 0 ? $! : 'it ends there') if $read < $want;
            my $written = syscall($PWRITE64, fileno($out), $buffer, $direct ? whole($want, 4096) : $want, $at);
            if ($written < 0 && $direct && $! == $EINVAL) {
                fcntl($out, $F_SETFL, 0) or fail('fcntl:', $!);
                $direct = 0;
                next;
            }
            fail("cannot write $target:", $!) if $written < 0;
            # A disk that becomes full takes a part, and tells why the next time.
            my $done = $written < $want ? $written - $written % 512 : $want;
            fail("cannot write $target: no room") if $done == 0;
            $at += $done;
        }
    }
}
truncate($out, $size) or fail("cannot make $target $size bytes long:", $!);
chown $uid, $gid, $out or fail("cannot give $target to $uid:$gid:", $!);
chmod $mode, $out or fail("cannot set the mode of $target:", $!);
my $times = pack('q4', ($seconds, $nanoseconds) x 2);
syscall($UTIMENSAT, fileno($out), 0, $times, 0) == 0 or fail("cannot set the time of $target:", $!);
close($out) or fail("cannot write $target:", $!);
