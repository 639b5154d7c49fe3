# Sends the packets of an interface to standard output, as GuestCapture.java describes, until standard input ends.
# Numbers are those of x86-64 Linux: packet(7), socket(7). No module but strict: perl-base will do.
use strict;

my ($interface, $snap_length) = @ARGV;
my ($AF_PACKET, $SOCK_RAW, $ETH_P_ALL, $MSG_DONTWAIT) = (17, 3, 3, 0x40);
my ($SOL_SOCKET, $SO_RCVBUFFORCE, $SOL_PACKET, $PACKET_STATISTICS) = (1, 33, 263, 6);
my ($SIOCGSTAMPNS, $ETHERNET, $LOOPBACK, $PACKET_OUTGOING) = (0x8907, 1, 772, 4);
# A packet that came in counts in the buffer with all the room that the device keeps for one, 20 KB and more.
my ($LONGEST, $BATCH, $BUFFER) = (262144, 65536, 16 << 20);

sub fail { print STDERR "@_\n"; exit 1 }

sub attribute {
    open(my $file, '<', "/sys/class/net/$interface/$_[0]") or fail('there is no such interface');
    return <$file> + 0;
}

sub put {
    my ($bytes) = @_;
    for (my $done = 0; $done < length $bytes;) {
        my $written = syswrite(STDOUT, $bytes, length($bytes) - $done, $done);
        defined $written or exit 1;
        $done += $written;
    }
}

setpriority(0, 0, -20);     # Whoever sends and receives must not fill the buffer before it is this one's turn.
my $type = attribute('type');
fail("it is no Ethernet interface, but one of type $type") unless $type == $ETHERNET || $type == $LOOPBACK;
# With no protocol it hears nothing before it is bound.
socket(my $socket, $AF_PACKET, $SOCK_RAW, 0) or fail("no packet socket, for which the kernel needs CONFIG_PACKET: $!");
setsockopt($socket, $SOL_SOCKET, $SO_RCVBUFFORCE, pack('l', $BUFFER));
my $stamp = "\0" x 16;
ioctl($socket, $SIOCGSTAMPNS, $stamp);      # Fails, and asks for times from now on.
bind($socket, pack('S n l S C C a8', $AF_PACKET, $ETH_P_ALL, attribute('ifindex'), 0, 0, 0, '')) or fail("bind: $!");
put("\0");

sub lost {
    my $statistics = getsockopt($socket, $SOL_PACKET, $PACKET_STATISTICS) or return '';
    my (undef, $drops) = unpack('L L', $statistics);
    return $drops ? pack('C N', 2, $drops) : '';
}

my $last_look = time;
my $left;       # what may still come once standard input has ended: no more than waited then
while (1) {
    my $readable = '';
    vec($readable, fileno($_), 1) = 1 for $socket, \*STDIN;
    select($readable, undef, undef, 1);
    my $batch = '';
    while (length $batch < $BATCH) {
        my $from = recv($socket, my $packet, $LONGEST, $MSG_DONTWAIT);
        last unless defined $from;
        # On loopback every packet goes by twice.
        next if $type == $LOOPBACK && unpack('x10 C', $from) == $PACKET_OUTGOING;
        ioctl($socket, $SIOCGSTAMPNS, $stamp) or $stamp = pack('q q', time, 0);
        my $kept = substr($packet, 0, $snap_length);
        $batch .= pack('C N N N N', 1, unpack('q q', $stamp), length $packet, length $kept) . $kept;
    }
    $left = $BUFFER if !defined $left && vec($readable, fileno(STDIN), 1);
    $left -= length $batch if defined $left;
    my $end = defined $left && ($batch eq '' || $left <= 0);
    if ($end || time != $last_look) {
        $batch .= lost();
        $last_look = time;
    }
    put($batch) if $batch ne '';
    exit 0 if $end;
}
