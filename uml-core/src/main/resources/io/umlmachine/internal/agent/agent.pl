#!/usr/bin/perl -w
# The guest agent of UmlMachine: PID 1 of a machine, or what PID 1 was before the image's own init. The kernel runs it as `perl /dev/ubdb`, straight from a read-only
# block device, so that the image needs nothing but perl-base, which is Essential in Debian. It speaks frames with the
# host over ttyS0; package-info.java of io.umlmachine.internal.agent has the protocol. No module but strict is loaded:
# each costs time at every boot. System call and ioctl numbers are those of x86-64 Linux.
use strict;

my ($SYS_DUP2, $SYS_SIGPROCMASK, $SYS_SETUID, $SYS_SETGID, $SYS_SETSID, $SYS_SETGROUPS) = (33, 14, 105, 106, 112, 116);
my ($SYS_SYNC, $SYS_MOUNT, $SYS_REBOOT, $SYS_SETHOSTNAME, $SYS_INIT_MODULE, $SYS_SIGNALFD4) =
    (162, 165, 169, 170, 175, 289);
my ($TCGETS, $TCSETS, $TIOCSCTTY, $TIOCSWINSZ, $TIOCGPTN, $TIOCSPTLCK) =
    (0x5401, 0x5402, 0x540e, 0x5414, 0x80045430, 0x40045431);
my ($SIOCADDRT, $SIOCGIFFLAGS, $SIOCSIFFLAGS, $SIOCSIFADDR, $SIOCSIFBRDADDR, $SIOCSIFNETMASK, $SIOCSIFMTU, $SIOCSIFNAME) =
    (0x890b, 0x8913, 0x8914, 0x8916, 0x891a, 0x891c, 0x8922, 0x8923);
my ($O_WRONLY, $O_RDWR, $O_CREAT, $O_EXCL, $O_NOCTTY, $O_TRUNC, $O_NONBLOCK) = (1, 2, 0100, 0200, 0400, 01000, 04000);
my ($F_SETFL, $WNOHANG) = (4, 1);
my ($EPERM, $ENOENT, $EINTR, $EAGAIN, $EACCES, $EISDIR, $EFBIG, $ELOOP) = (1, 2, 4, 11, 13, 21, 27, 40);
my ($AF_INET, $SOCK_DGRAM) = (2, 2);
my ($SIG_BLOCK, $SIG_UNBLOCK, $SIGCHLD_MASK) = (0, 1, pack('Q', 1 << 16));
my ($MS_NOSUID, $MS_NODEV, $MS_NOEXEC, $MS_REMOUNT_RDONLY) = (2, 4, 8, 33);

my $MAGIC = "\x89UML\r\n\x1a\n";
my $PROTOCOL = 4;
my $CHUNK = 65536;
my $STDIN_CREDIT_STEP = 32768;
my $LINE_CREDIT_STEP = 1280;

my ($SETUP, $EXEC, $STDIN, $STDIN_EOF, $SIGNAL, $RESIZE, $CREDIT, $POWER_OFF, $READ_FILE, $WRITE_FILE, $CANCEL, $LINKS_UP,
    $LINKS_DOWN) = (1 .. 13);
my ($HELLO, $READY, $SETUP_FAILED, $STARTED, $START_FAILED, $STDOUT, $STDERR, $STDIN_CREDIT, $EXITED, $LINE_CREDIT,
    $DONE, $FAILED) = (0x81 .. 0x8c);
my ($WITH_STDIN, $WITH_TERMINAL) = (1, 2);
my ($OFF_AT_ONCE, $OFF_WRITTEN_OUT, $OFF_BY_INIT) = (0 .. 2);
my $KEEP_MODE = 0xffffffff;
my $SIGRTMIN = 34;      # the C library's
my $agent_pid = $$;
my @modules = split(' ', <DATA>);     # where they are on this disk, and the length of each
close(DATA);

# number => a command {pid, in, out, err: handles; inbuf, ineof, granted, credit: {stream}, status}
#        or a file being read {file, out, credit, left}
#        or a file being written {file, target, temporary, out, data, mode, granted}
my %channels;
my %channel_of;     # pid => number
my @discarded;      # output pipes of ended commands that their children still hold
my $deadline;       # when the machine is switched off, whether or not init has done so; undefined in its normal life

sub fail { die join(' ', @_) . "\n" }

# --- the line to the host

sysopen(my $line, '/dev/ttyS0', $O_RDWR | $O_NOCTTY) or fail('open /dev/ttyS0:', $!);
{
    my $termios = "\0" x 64;
    ioctl($line, $TCGETS, $termios) or fail('TCGETS:', $!);
    my ($iflag, $oflag, $cflag, $lflag, $discipline, @cc) = unpack('L4 C C19', $termios);
    @cc[5, 6] = (0, 1);     # VTIME, VMIN
    ioctl($line, $TCSETS, pack('L4 C C19 x28', 0, 0, $cflag | 060, 0, $discipline, @cc)) or fail('TCSETS:', $!);
}

sub write_all {
    my ($bytes) = @_;
    for (my $done = 0; $done < length $bytes;) {
        my $written = syswrite($line, $bytes, length($bytes) - $done, $done);
        if (defined $written) { $done += $written }
        elsif ($! != $EINTR) { power_off($OFF_WRITTEN_OUT) }   # The host is gone: its end of the line hangs up the terminal.
    }
}

sub put {
    my ($type, $channel, $payload) = @_;
    write_all(pack('C N N', $type, $channel, length $payload) . $payload);
}

sub strings { join('', map { pack('N/a*', $_) } @_) }

sub take_strings {     # a counted list of strings from the front of $_[0]
    my ($count) = unpack('N', substr($_[0], 0, 4, ''));
    return map { take_string($_[0]) } 1 .. $count;
}

sub take_string {
    my ($length) = unpack('N', substr($_[0], 0, 4, ''));
    return substr($_[0], 0, $length, '');
}

# --- setting the machine up

sub mount_at {
    my ($type, $directory, $flags, $options) = @_;
    mkdir $directory unless -d $directory;
    # Variables, because syscall() must be able to write to its strings.
    my $source = $type;
    syscall($SYS_MOUNT, $source, $directory, $type, $flags, $options) == 0 or fail("mount $type on $directory:", $!);
}

sub mount_basics {
    mount_at('proc', '/proc', $MS_NOSUID | $MS_NODEV | $MS_NOEXEC, '');
    mount_at('sysfs', '/sys', $MS_NOSUID | $MS_NODEV | $MS_NOEXEC, '');
    mount_at('devtmpfs', '/dev', $MS_NOSUID, 'mode=0755') unless -e '/dev/null';
    mount_at('devpts', '/dev/pts', $MS_NOSUID | $MS_NOEXEC, 'gid=5,mode=620,ptmxmode=666');
    mount_at('tmpfs', '/dev/shm', $MS_NOSUID | $MS_NODEV, 'mode=1777');
    mount_at('tmpfs', '/run', $MS_NOSUID | $MS_NODEV, 'mode=0755');
    mkdir '/run/lock';
    chmod 01777, '/run/lock';
    my %links = (fd => '/proc/self/fd', stdin => 'fd/0', stdout => 'fd/1', stderr => 'fd/2');
    for my $name (keys %links) { symlink($links{$name}, "/dev/$name") unless -l "/dev/$name" }
}

# What the kernel has in modules it gets when somebody first asks for it, and not at boot: loading IPv6 takes 50 ms or more.
# The kernel then runs a program of its choice; ours reads the modules from the disk that this script is on.
sub offer_modules {
    my ($offset, @lengths) = @_;
    my $modprobe = read_file('/proc/sys/kernel/modprobe');
    return unless @lengths && $modprobe =~ m{^([\w/.-]+)$}m;
    my $others = $1;
    my $file = '/run/umlmachine-modprobe';
    write_file($file, <<"END");
#!/bin/sh
case " \$* " in *' net-pf-10 '*) ;; *) exec $others "\$@" ;; esac
exec /usr/bin/perl -e '
    open(my \$disk, "<:raw", "/dev/ubdb") or die "modules: \$!\\n";
    sysseek(\$disk, $offset, 0);
    for my \$length (@{[join(', ', @lengths)]}) {
        my (\$module, \$parameters) = ("", "");
        while ((my \$left = \$length - length \$module) > 0) {
            sysread(\$disk, \$module, \$left, length \$module) or die "modules: \$!\\n";
        }
        syscall($SYS_INIT_MODULE, \$module, \$length, \$parameters);
    }'
END
    chmod 0755, $file;
    write_file('/proc/sys/kernel/modprobe', "$file\n");
}

sub sockaddr { pack('S n C4 x8', $AF_INET, 0, split(/\./, $_[0])) }

sub configure {
    my ($socket, $request, $interface, $value) = @_;
    my $ifreq = pack('a16 a24', $interface, $value);
    ioctl($socket, $request, $ifreq) or fail(sprintf('set up %s (ioctl 0x%x):', $interface, $request), $!);
}

sub bring_up {
    my ($socket, $interface) = @_;
    configure($socket, $SIOCSIFFLAGS, $interface, pack('S', 0x41));     # IFF_UP | IFF_RUNNING
}

sub inet_socket {
    socket(my $socket, $AF_INET, $SOCK_DGRAM, 0) or fail('socket:', $!);
    return $socket;
}

sub take_links {     # devices to be renamed, and interfaces to be set up, from the front of $_[0]
    my $socket = inet_socket();
    my %name = take_strings($_[0]);
    configure($socket, $SIOCSIFNAME, $_, $name{$_}) for keys %name;
    take_interface($socket, $_[0]) for 1 .. unpack('C', substr($_[0], 0, 1, ''));
}

sub take_interface {     # an interface from the front of $_[1], which it sets up
    my ($socket) = @_;
    my ($interface, $address, $broadcast, $gateway) = map { take_string($_[1]) } 1 .. 4;
    my ($prefix, $mtu) = unpack('C N', substr($_[1], 0, 5, ''));
    my @nameservers = take_strings($_[1]);
    my @domains = take_strings($_[1]);
    add_interface($socket, $interface, $address, $prefix, $mtu, $broadcast, $gateway);
    return unless @nameservers;
    unlink '/etc/resolv.conf';     # It may be a link into a /run that is not there.
    write_file('/etc/resolv.conf',
        (@domains ? "search @domains\n" : '') . join('', map { "nameserver $_\n" } @nameservers));
}

sub links_down {
    my $socket = inet_socket();
    opendir(my $interfaces, '/sys/class/net') or fail('read /sys/class/net:', $!);
    for my $interface (grep { -e "/sys/class/net/$_/device" } readdir($interfaces)) {
        next if $interface =~ /^\.\.?$/;
        my $ifreq = pack('a16 x24', $interface);
        ioctl($socket, $SIOCGIFFLAGS, $ifreq) or fail("look at $interface:", $!);
        configure($socket, $SIOCSIFFLAGS, $interface, pack('S', unpack('x16 S', $ifreq) & ~1));     # IFF_UP
    }
}

sub add_interface {
    my ($socket, $interface, $address, $prefix, $mtu, $broadcast, $gateway) = @_;
    my $mask = join('.', unpack('C4', pack('N', $prefix ? (0xffffffff << (32 - $prefix)) & 0xffffffff : 0)));
    configure($socket, $SIOCSIFMTU, $interface, pack('l', $mtu));
    configure($socket, $SIOCSIFADDR, $interface, sockaddr($address));
    configure($socket, $SIOCSIFNETMASK, $interface, sockaddr($mask));
    configure($socket, $SIOCSIFBRDADDR, $interface, sockaddr($broadcast)) if $broadcast ne '';
    bring_up($socket, $interface);
    return if $gateway eq '';
    my $any = sockaddr('0.0.0.0');
    my $route = pack('Q a16 a16 a16 S s x4 Q Q s x6 Q Q Q S x6',
        0, $any, sockaddr($gateway), $any, 3, 0, 0, 0, 0, 0, 0, 0, 0);    # RTF_UP | RTF_GATEWAY
    ioctl($socket, $SIOCADDRT, $route) or fail("default route by $gateway:", $!);
}

sub write_file {
    my ($file, $text) = @_;
    open(my $handle, '>', $file) or fail("write $file:", $!);
    print {$handle} $text;
    close($handle) or fail("write $file:", $!);
}

sub read_file {
    open(my $handle, '<', $_[0]) or return '';
    local $/;
    my $text = <$handle>;
    return defined $text ? $text : '';
}

sub name_host {
    my ($name) = @_;
    syscall($SYS_SETHOSTNAME, $name, length $name) == 0 or fail("set the host name $name:", $!);
    my $hosts = read_file('/etc/hosts');
    $hosts = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n" if $hosts eq '';
    return if $hosts =~ /^[^#\n]*\s\Q$name\E(\s|$)/m;
    $hosts .= "\n" unless $hosts =~ /\n\z/;
    write_file('/etc/hosts', "${hosts}127.0.1.1\t$name\n");
}

sub set_up {
    my ($payload) = @_;
    my $hostname = take_string($payload);
    my $init = take_string($payload);
    my ($tmpfs_tmp) = unpack('C', substr($payload, 0, 1, ''));
    name_host($hostname);
    mount_at('tmpfs', '/tmp', $MS_NOSUID | $MS_NODEV, 'mode=1777') if $tmpfs_tmp;
    bring_up(inet_socket(), 'lo');
    offer_modules(@modules);
    take_links($payload);
    return if $init eq '';
    # An init names the host after this file.
    write_file('/etc/hostname', "$hostname\n") unless read_file('/etc/hostname') eq "$hostname\n";
    hand_over($init);
}

# Lets the image's init be PID 1. The agent goes on as its child; whose argv[0] begins with @ systemd spares when it kills
# everything at the end, so that the host hears of that.
sub hand_over {
    my ($init) = @_;
    -x $init or fail("the image has no $init that can be run; install systemd-sysv or sysvinit-core");
    pipe(my $word, my $word_out) or fail('pipe:', $!);
    my $pid = fork();
    fail('fork:', $!) unless defined $pid;
    if ($pid == 0) {
        close $word_out;
        my $reason = '';
        while (sysread($word, $reason, 4096, length $reason)) { }     # Ends when init runs.
        fail("exec $init:", $reason) if $reason ne '';
        syscall($SYS_SETSID);
        $agent_pid = $$;
        $0 = '@umlmachine-agent';
        write_file('/proc/self/oom_score_adj', '-1000');
        return;
    }
    my $mask = $SIGCHLD_MASK;
    syscall($SYS_SIGPROCMASK, $SIG_UNBLOCK, $mask, 0, 8);
    local $^W = 0;
    { exec { $init } $init }
    syswrite($word_out, "$!");
    close $word_out;
    sleep 1000 while 1;     # The host hears of it from the child, and ends the kernel; were this one to end, it would panic.
}

# --- commands

my %accounts;           # as of the files' last change
my $accounts_of = '';

sub account {
    my ($user) = @_;
    my $files = join(' ', map { (stat $_)[0, 1, 7, 9, 10] } '/etc/passwd', '/etc/group');
    %accounts = () if $files ne $accounts_of;
    $accounts_of = $files;
    return $accounts{$user} ||= read_account($user);
}

sub read_account {
    my ($user) = @_;
    my @entry = $user =~ /^\d+$/ ? getpwuid($user) : getpwnam($user);
    @entry = ($user, 'x', $user, $user, 0, '', '', '/', '/bin/sh') if !@entry && $user =~ /^\d+$/;
    fail("no user '$user' in the guest") unless @entry;
    my ($name, $uid, $gid, $home, $shell) = @entry[0, 2, 3, 7, 8];
    my @groups = ($gid);
    if ($uid != 0) {
        while (my ($group, undef, $id, $members) = getgrent()) {
            push @groups, $id if $id != $gid && grep { $_ eq $name } split(/ /, $members);
        }
        endgrent();
    }
    return {name => $name, uid => $uid, gid => $gid, groups => \@groups, home => $home, shell => $shell || '/bin/sh'};
}

sub open_terminal {
    my ($columns, $rows) = @_;
    sysopen(my $master, '/dev/ptmx', $O_RDWR | $O_NOCTTY) or fail('open /dev/ptmx:', $!);
    my $number = pack('i', 0);
    ioctl($master, $TIOCSPTLCK, $number) or fail('unlock a terminal:', $!);
    ioctl($master, $TIOCGPTN, $number) or fail('number of a terminal:', $!);
    my $path = '/dev/pts/' . unpack('i', $number);
    sysopen(my $slave, $path, $O_RDWR | $O_NOCTTY) or fail("open $path:", $!);
    resize($master, $columns, $rows);
    return ($master, $slave, $path);
}

sub resize {
    my ($master, $columns, $rows) = @_;
    my $size = pack('S4', $rows, $columns, 0, 0);
    ioctl($master, $TIOCSWINSZ, $size);
}

# The environment of a command, and of nothing else: the agent itself needs none.
sub set_environment {
    my ($account, $terminal, $environment) = @_;
    my $system = $account->{uid} == 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin';
    %ENV = (PATH => $system, HOME => $account->{home}, USER => $account->{name}, LOGNAME => $account->{name},
        SHELL => $account->{shell}, LANG => 'C.UTF-8', ($terminal ? (TERM => 'linux') : ()));
    for (@$environment) { /^([^=]+)=(.*)\z/s and $ENV{$1} = $2 }
}

# Becomes the command, or dies with the reason. A forked process pays for each page that it touches, 0.1 ms of them: what
# can be done before the fork is done there.
sub become {
    my ($argv, $directory, $account, $stdin, $stdout, $stderr, $terminal) = @_;
    syscall($SYS_SETSID);
    for my $pair ([$stdin, 0], [$stdout, 1], [$stderr, 2]) {
        syscall($SYS_DUP2, fileno($pair->[0]), $pair->[1]) >= 0 or fail('dup2:', $!);
    }
    if ($terminal) {
        my $zero = 0;
        ioctl($stdin, $TIOCSCTTY, $zero) or fail('controlling terminal:', $!);
        chown $account->{uid}, $account->{gid}, $terminal;
    }
    my $mask = $SIGCHLD_MASK;
    syscall($SYS_SIGPROCMASK, $SIG_UNBLOCK, $mask, 0, 8);
    write_file('/proc/self/oom_score_adj', '0') if $agent_pid != 1;     # The agent's own must not be everyone's.
    if ($account->{uid} != 0 || $account->{gid} != 0) {
        my @groups = @{$account->{groups}};
        my $packed = pack('L*', @groups);
        syscall($SYS_SETGROUPS, scalar @groups, $packed) == 0 or fail('setgroups:', $!);
        syscall($SYS_SETGID, $account->{gid} + 0) == 0 or fail('setgid:', $!);
        syscall($SYS_SETUID, $account->{uid} + 0) == 0 or fail('setuid:', $!);
    }
    if ($directory ne '/') { chdir $directory or fail("directory $directory:", $!) }
    local $^W = 0;      # The failure is told below, with its reason.
    { exec { $argv->[0] } @$argv }
    fail($!);
}

sub start {
    my ($number, $payload) = @_;
    my @argv = take_strings($payload);
    my @environment = take_strings($payload);
    my $directory = take_string($payload);
    my $user = take_string($payload);
    my ($flags, $columns, $rows, $window) = unpack('C n n N', $payload);
    my $account = account($user);

    my %channel = (inbuf => '', ineof => 0, granted => 0, credit => {$STDOUT => $window, $STDERR => $window});
    my ($stdin, $stdout, $stderr, $terminal);
    if ($flags & $WITH_TERMINAL) {
        ($channel{out}, $stdin, $terminal) = open_terminal($columns, $rows);
        $channel{in} = $channel{out};
        $channel{terminal} = 1;
        $stdout = $stderr = $stdin;
    } else {
        if ($flags & $WITH_STDIN) { pipe($stdin, $channel{in}) or fail('pipe:', $!) }
        else { open($stdin, '<', '/dev/null') or fail('open /dev/null:', $!) }
        pipe($channel{out}, $stdout) && pipe($channel{err}, $stderr) or fail('pipe:', $!);
    }
    pipe(my $word, my $word_out) or fail('pipe:', $!);
    set_environment($account, $terminal, \@environment);
    my $pid = fork();
    fail('fork:', $!) unless defined $pid;
    if ($pid == 0) {
        eval { become(\@argv, $directory, $account, $stdin, $stdout, $stderr, $terminal) };
        syswrite($word_out, $@);
        kill 'KILL', $$;    # No exit: perl's clean-up is for the agent alone.
    }
    close $_ for $word_out, $stdin, ($stdout == $stdin ? () : ($stdout, $stderr));
    # Ends when the program is running, because perl's pipes close on exec.
    my $reason = '';
    while (sysread($word, $reason, 4096, length $reason)) { }
    if ($reason ne '') {
        waitpid($pid, 0);
        chomp $reason;
        fail($reason);
    }
    for my $handle (grep { defined } @channel{qw(in out err)}) {
        fcntl($handle, $F_SETFL, $O_NONBLOCK);
    }
    $channel{pid} = $pid;
    $channels{$number} = \%channel;
    $channel_of{$pid} = $number;
    put($STARTED, $number, pack('N', $pid));
}

sub feed {      # writes what waits for a command's standard input
    my ($number) = @_;
    my $channel = $channels{$number};
    if ($channel->{inbuf} ne '') {
        my $written = syswrite($channel->{in}, $channel->{inbuf}, $CHUNK);
        if (defined $written) {
            substr($channel->{inbuf}, 0, $written, '');
            grant($number, $written);
        } elsif ($! != $EAGAIN && $! != $EINTR) {
            stop_feeding($number);      # Nobody reads it any more.
        }
    }
    if ($channel->{in} && $channel->{ineof} && $channel->{inbuf} eq '') {
        if ($channel->{terminal}) { syswrite($channel->{in}, "\x04"); $channel->{ineof} = 0 }
        else { close $channel->{in}; delete $channel->{in} }
    }
}

sub stop_feeding {
    my ($number) = @_;
    my $channel = $channels{$number};
    grant($number, length $channel->{inbuf});
    $channel->{inbuf} = '';
    close $channel->{in} unless $channel->{terminal};
    delete $channel->{in};
}

sub grant {
    my ($number, $bytes) = @_;
    my $channel = $channels{$number};
    $channel->{granted} += $bytes;
    return if $channel->{granted} == 0 || $channel->{granted} < $STDIN_CREDIT_STEP && $channel->{inbuf} ne '';
    put($STDIN_CREDIT, $number, pack('N', $channel->{granted}));
    $channel->{granted} = 0;
}

# Passes on what a command wrote, as far as the host has room. True if there may be more.
sub drain {
    my ($number, $key, $type) = @_;
    my $channel = $channels{$number};
    my $credit = $channel->{credit}{$type};
    return 0 unless $channel->{$key} && $credit > 0;
    my $read = sysread($channel->{$key}, my $bytes, $credit < $CHUNK ? $credit : $CHUNK);
    if ($read) {
        $channel->{credit}{$type} -= $read;
        put($type, $number, $bytes);
        return 1;
    }
    return 1 if !defined $read && $! == $EINTR;
    if (!defined $read && $! == $EAGAIN) {
        return 0 unless defined $channel->{status};
        # The command has ended, and its children hold the pipe: what they write is nobody's, but must not kill them.
        push @discarded, $channel->{$key} unless $channel->{terminal};
    } else {
        close $channel->{$key};
    }
    delete $channel->{$key};
    delete $channel->{in} if $channel->{terminal};
    return 0;
}

sub finish {    # tells the end of a command once its output has been passed on
    my ($number) = @_;
    my $channel = $channels{$number};
    return unless defined $channel->{status};
    while (drain($number, 'out', $STDOUT)) { }
    while (drain($number, 'err', $STDERR)) { }
    return if $channel->{out} || $channel->{err};
    my $signal = $channel->{status} & 127;
    put($EXITED, $number, $signal ? pack('C C', 1, $signal) : pack('C C', 0, $channel->{status} >> 8));
    delete $channel_of{$channel->{pid}};
    delete $channels{$number};
}

sub reap {
    while ((my $pid = waitpid(-1, $WNOHANG)) > 0) {
        my $number = $channel_of{$pid};
        next unless defined $number;    # an orphan
        $channels{$number}{status} = $?;
        finish($number);
    }
}

sub discard {
    @discarded = grep {
        my $read = sysread($_, my $bytes, $CHUNK);
        $read || !defined $read && ($! == $EAGAIN || $! == $EINTR);
    } @discarded;
}

# Signals a command's process group; or kills all of its session, and with it the jobs of a shell.
sub signal {
    my ($number, $pid, $whole_session) = @_;
    return kill(-$number, $pid) unless $whole_session;
    for (1 .. 10) {     # Again, because one may have forked while the others were killed.
        opendir(my $processes, '/proc') or return;
        my @members = grep { /^\d+$/ && session_of($_) == $pid } readdir($processes);
        last unless @members;
        kill $number, @members;
    }
}

sub session_of {    # 0 for a process that is no more
    my ($state, $session) = read_file("/proc/$_[0]/stat") =~ /.*\) (\S) \d+ \d+ (\d+)/s or return 0;
    return $state =~ /[ZX]/ ? 0 : $session;
}

# --- small files

sub file_failed {
    my ($number, $errno, $reason) = @_;
    my $channel = delete $channels{$number};
    unlink $channel->{temporary} if $channel && defined $channel->{temporary};
    put($FAILED, $number, pack('N', $errno) . strings($reason));
}

sub file_done {
    my ($number) = @_;
    delete $channels{$number};
    put($DONE, $number, '');
}

sub read_begin {
    my ($number, $payload) = @_;
    my $path = take_string($payload);
    my ($limit, $window) = unpack('N N', $payload);
    # Without waiting: for a writer of a pipe, say.
    sysopen(my $file, $path, $O_NONBLOCK | $O_NOCTTY) or return file_failed($number, $! + 0, "$!");
    $channels{$number} = {file => 1, out => $file, left => $limit, credit => {$STDOUT => $window}};
    read_on($number);
}

sub read_on {
    my ($number) = @_;
    my $channel = $channels{$number};
    my $credit = $channel->{credit}{$STDOUT};
    return unless $credit > 0;
    my $read = sysread($channel->{out}, my $bytes, $credit < $CHUNK ? $credit : $CHUNK);
    if ($read) {
        $channel->{credit}{$STDOUT} -= $read;
        return file_failed($number, $EFBIG, 'it is larger than was allowed') if ($channel->{left} -= $read) < 0;
        put($STDOUT, $number, $bytes);
    } elsif (defined $read) {
        file_done($number);
    } elsif ($! != $EAGAIN && $! != $EINTR) {
        file_failed($number, $! + 0, "$!");
    }
}

sub parent_of {
    my ($path) = @_;
    return $path =~ m{\A(.+)/[^/]+/*\z}s ? $1 : '/';
}

sub make_directories {
    my ($directory) = @_;
    return 1 if -d $directory || mkdir $directory, 0755;
    return $! == $ENOENT && make_directories(parent_of($directory)) && mkdir $directory, 0755;
}

sub write_begin {
    my ($number, $payload) = @_;
    my $path = take_string($payload);
    my $mode = unpack('N', $payload);
    local $^W = 0;      # Names may hold newlines.
    for (my $links = 0; defined(my $link = readlink $path);) {
        return file_failed($number, $ELOOP, 'too many symbolic links') if ++$links > 40;
        $path = $link =~ m{^/} ? $link : parent_of($path) . "/$link";
    }
    return file_failed($number, $EISDIR, 'it is a directory') if -d $path;
    make_directories(parent_of($path)) or return file_failed($number, $! + 0, "$!");
    my $channel = {file => 1, target => $path, mode => $mode, inbuf => '', granted => 0};
    if (!-e $path || -f _) {
        my $temporary = parent_of($path) . "/.umlmachine-$$-$number";
        unlink $temporary;      # A machine that was killed may have left it.
        if (sysopen($channel->{out}, $temporary, $O_WRONLY | $O_CREAT | $O_EXCL, 0600)) {
            $channel->{temporary} = $temporary;
        } else {
            my ($errno, $reason) = ($! + 0, "$!");
            my $no_files_here = $errno == $ENOENT || $errno == $EACCES || $errno == $EPERM;
            return file_failed($number, $errno, $reason) unless $no_files_here && -e $path;
        }
    }
    # A device, or a file of /proc or /sys: what there is to write goes there in one piece.
    if (!defined $channel->{temporary}) {
        sysopen($channel->{out}, $path, $O_WRONLY | $O_TRUNC | $O_NONBLOCK | $O_NOCTTY) or return file_failed($number, $! + 0, "$!");
        $channel->{data} = '';
    }
    $channels{$number} = $channel;
}

sub write_all_to {
    my ($handle, $bytes) = @_;
    for (my $done = 0; $done < length $bytes;) {
        my $written = syswrite($handle, $bytes, length($bytes) - $done, $done);
        if (defined $written) { $done += $written }
        elsif ($! != $EINTR) { return 0 }
    }
    return 1;
}

sub write_on {
    my ($number, $bytes) = @_;
    my $channel = $channels{$number};
    if (defined $channel->{data}) { $channel->{data} .= $bytes }
    else { write_all_to($channel->{out}, $bytes) or return file_failed($number, $! + 0, "$!") }
    grant($number, length $bytes);
}

sub write_end {
    my ($number) = @_;
    my ($target, $temporary, $out, $data, $mode) = @{$channels{$number}}{qw(target temporary out data mode)};
    my $done;
    if (defined $data) {
        $done = write_all_to($out, $data) && ($mode == $KEEP_MODE || chmod($mode, $target)) && close($out);
    } else {
        my (undef, undef, $old_mode, undef, $uid, $gid) = stat($target);
        $mode = defined $old_mode ? $old_mode & 07777 : 0644 if $mode == $KEEP_MODE;
        $done = (!defined $uid || chown($uid, $gid, $temporary))
            && chmod($mode, $temporary) && close($out) && rename($temporary, $target);
    }
    $done ? file_done($number) : file_failed($number, $! + 0, "$!");
}

sub handle_file {
    my ($type, $number, $payload) = @_;
    my $channel = $channels{$number};
    if ($type == $STDIN) { write_on($number, $payload) }
    elsif ($type == $STDIN_EOF) { write_end($number) }
    elsif ($type == $CANCEL) { file_failed($number, $EINTR, 'given up') }
    elsif ($type == $CREDIT) { $channel->{credit}{$STDOUT} += unpack('x N', $payload) }
    else { fail("frame of type $type about a file") }
}

# --- the end

# Asks init to end everything and switch the machine off, and says whether there was a way to ask.
sub ask_init {
    return kill($SIGRTMIN + 4, 1) if -d '/run/systemd/system';     # systemd: start poweroff.target
    return 0 unless -x '/sbin/poweroff';
    my $pid = fork();
    if (defined $pid && $pid == 0) {
        open(STDIN, '<', '/dev/null');
        eval { exec '/sbin/poweroff' };
        kill 'KILL', $$;
    }
    return defined $pid;
}

sub power_off {
    my ($kind, $seconds) = @_;
    if ($kind == $OFF_BY_INIT && $$ != 1 && ask_init()) {
        $deadline = time + $seconds;
        return;
    }
    if ($kind != $OFF_AT_ONCE) {
        kill 'KILL', -1;
        1 while waitpid(-1, 0) > 0;
        my ($none, $root) = ('', '/');
        syscall($SYS_SYNC);
        # Refused if init runs still, or if this very program was replaced by an upgrade: its old file is deleted but in use.
        if (syscall($SYS_MOUNT, $none, $root, $none, $MS_REMOUNT_RDONLY, $none) != 0) {
            eval { write_file('/proc/sysrq-trigger', 'u') };    # Makes everything read-only, by a worker of the kernel's.
            for (1 .. 500) {
                last if read_file('/proc/mounts') =~ m{^/dev/\S+ / \S+ ro[, ]}m;
                select(undef, undef, undef, 0.01);
            }
        }
    }
    syscall($SYS_REBOOT, 0xfee1dead, 672274793, 0x4321fedc, 0);
    fail('power off:', $!);
}

# --- frames from the host

sub handle {
    my ($type, $number, $payload) = @_;
    my $channel = $channels{$number};
    if ($type == $SETUP) {
        eval { set_up($payload); 1 } ? put($READY, 0, '') : put($SETUP_FAILED, 0, strings($@));
    } elsif ($type == $EXEC) {
        eval { start($number, $payload); 1 } or put($START_FAILED, $number, strings($@));
    } elsif ($type == $POWER_OFF) {
        power_off(unpack('C n', $payload));
    } elsif ($type == $LINKS_UP || $type == $LINKS_DOWN) {
        my $done = eval { $type == $LINKS_UP ? take_links($payload) : links_down(); 1 };
        $done ? put($DONE, $number, '') : put($FAILED, $number, pack('N', 0) . strings($@));
    } elsif ($type == $READ_FILE) {
        read_begin($number, $payload);
    } elsif ($type == $WRITE_FILE) {
        write_begin($number, $payload);
    } elsif (!$channel) {
        return;     # The command ended while the frame was under way.
    } elsif ($channel->{file}) {
        handle_file($type, $number, $payload);
    } elsif ($type == $STDIN) {
        if ($channel->{in}) { $channel->{inbuf} .= $payload; feed($number) }
        else { grant($number, length $payload) }
    } elsif ($type == $STDIN_EOF) {
        $channel->{ineof} = 1;
        feed($number) if $channel->{in};
    } elsif ($type == $SIGNAL) {
        my ($signal, $whole_session) = unpack('C C', $payload);
        signal($signal, $channel->{pid}, $whole_session);
    } elsif ($type == $RESIZE) {
        resize($channel->{out}, unpack('n n', $payload)) if $channel->{terminal} && $channel->{out};
    } elsif ($type == $CREDIT) {
        my ($stream, $bytes) = unpack('C N', $payload);
        $channel->{credit}{$stream} += $bytes;
        finish($number);
    } else {
        fail("frame of unknown type $type from the host");
    }
}

$SIG{PIPE} = sub { };      # Unlike an ignored signal, a caught one is not passed on to commands.
umask 022;
my $mask = $SIGCHLD_MASK;
syscall($SYS_SIGPROCMASK, $SIG_BLOCK, $mask, 0, 8);
my $signal_fd = syscall($SYS_SIGNALFD4, -1, $mask, 8, $O_NONBLOCK | 02000000);
$signal_fd >= 0 or fail('signalfd:', $!);
open(my $children, '<&=', $signal_fd) or fail('signalfd:', $!);

write_all($MAGIC);
put($HELLO, 0, pack('n', $PROTOCOL));
eval { mount_basics(); 1 } or put($SETUP_FAILED, 0, strings($@));

my $received = '';
my $unacknowledged = 0;
while (1) {
    my ($readable, $writable) = ('', '');
    vec($readable, fileno($_), 1) = 1 for ($deadline ? () : $line), $children, @discarded;
    for my $channel (values %channels) {
        next if $channel->{target};
        vec($readable, fileno($channel->{out}), 1) = 1 if $channel->{out} && $channel->{credit}{$STDOUT} > 0;
        vec($readable, fileno($channel->{err}), 1) = 1 if $channel->{err} && $channel->{credit}{$STDERR} > 0;
        vec($writable, fileno($channel->{in}), 1) = 1 if $channel->{in} && $channel->{inbuf} ne '';
    }
    if (select($readable, $writable, undef, $deadline ? 1 : undef) < 0) {
        next if $! == $EINTR;
        fail('select:', $!);
    }
    power_off($OFF_WRITTEN_OUT) if $deadline && time >= $deadline;
    for my $number (keys %channels) {
        my $channel = $channels{$number};
        if ($channel->{file}) {
            read_on($number) if !$channel->{target} && vec($readable, fileno($channel->{out}), 1);
            next;
        }
        drain($number, 'out', $STDOUT) if $channel->{out} && vec($readable, fileno($channel->{out}), 1);
        drain($number, 'err', $STDERR) if $channel->{err} && vec($readable, fileno($channel->{err}), 1);
        feed($number) if $channel->{in} && $channel->{inbuf} ne '' && vec($writable, fileno($channel->{in}), 1);
        finish($number);
    }
    discard() if @discarded;
    if (vec($readable, fileno($children), 1)) {
        sysread($children, my $ignored, 4096);
        reap();
    }
    next unless vec($readable, fileno($line), 1);
    my $read = sysread($line, $received, $CHUNK, length $received);
    power_off($OFF_WRITTEN_OUT) if defined $read ? $read == 0 : $! != $EINTR;     # The host is gone.
    if (($unacknowledged += $read || 0) >= $LINE_CREDIT_STEP) {
        put($LINE_CREDIT, 0, pack('N', $unacknowledged));
        $unacknowledged = 0;
    }
    while (length $received >= 9) {
        my ($type, $number, $length) = unpack('C N N', $received);
        last if length $received < 9 + $length;
        my $payload = substr($received, 9, $length);
        substr($received, 0, 9 + $length, '');
        handle($type, $number, $payload);
    }
}
__END__
