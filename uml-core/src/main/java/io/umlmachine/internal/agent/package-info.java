/**
 * The line to the guest agent: frames over the guest's serial port, which is the kernel process's standard input and
 * output.
 *
 * <p>The agent, {@code agent.pl} beside this file, greets with eight bytes, {@code 89 55 4d 4c 0d 0a 1a 0a}; whatever
 * comes before them is not its. (As PNG's, they show a line that changes bytes: one with the high bit, both line ends,
 * an end of file.) Then both sides send frames. Numbers are big-endian; a string is a length of 4 bytes and so many
 * bytes, a list a count of 4 bytes and so many strings.
 *
 * <pre>
 * frame          type 1, channel 4, length 4, payload of at most 65,536 bytes
 *
 * host to guest
 *   1 SETUP        strings host name, path of an init that becomes PID 1 or nothing; 1 tmpfs on /tmp; list of devices, each
 *                  followed by its new name; 1 count of interfaces; for each: strings name, address, broadcast or nothing,
 *                  gateway or nothing; 1 prefix length, 4 MTU, lists of name servers and search domains
 *   2 EXEC         list argv, list environment, strings directory, user; 1 flags (1 standard input is sent, 2 terminal),
 *                  2 columns, 2 rows, 4 credit for each of standard output and standard error
 *   3 STDIN        bytes          4 STDIN_EOF    nothing
 *   5 SIGNAL       1 number, 1 whether the whole session is killed, not the process group signalled
 *   6 RESIZE       2 columns, 2 rows
 *   7 CREDIT       1 type of the stream's frames (86 or 87, hexadecimal), 4 bytes that may be sent besides
 *   8 POWER_OFF    1 kind (0 at once, 1 when everything is killed and the disks are written out, 2 by init, if there is
 *                  one beside the agent, else as 1), 2 seconds that init has before it is done as 1
 *   9 READ_FILE    string path, 4 bytes that it may have, 4 credit
 *   a WRITE_FILE   string path, 4 mode or ffffffff for the old file's; then STDIN frames and STDIN_EOF
 *   b CANCEL       nothing; the file is given up
 *   c LINKS_UP     devices and interfaces as in SETUP
 *   d LINKS_DOWN   nothing; every interface that is a device goes down, so that the kernel lets go of it
 *
 * guest to host (hexadecimal)
 *   81 HELLO       2 protocol version
 *   82 READY       nothing        83 SETUP_FAILED  string reason
 *   84 STARTED     4 process id   85 START_FAILED  string reason
 *   86 STDOUT      bytes          87 STDERR        bytes
 *   88 STDIN_CREDIT  4 bytes that may be sent besides the first 65,536
 *   89 EXITED      1 kind (0 exited, 1 killed by a signal), 1 exit code or signal; the channel's last frame
 *   8a LINE_CREDIT 4 bytes of the line that the agent has read since it last said so
 *   8b DONE        nothing; the last frame: a file was sent as STDOUT or stands written, an interface is as asked
 *   8c FAILED      4 errno, string reason; the last frame about a file or an interface
 * </pre>
 *
 * <p>A channel is one command, or one file; the host picks its number, and channel 0 is the machine. The agent reads and
 * writes files itself, without another process, and in pieces, so that one does not hold up the rest. The guest sends no more output
 * of a stream than it has credit for, the host no more input, so that a stalled reader stalls one command and nothing
 * else.
 *
 * <p>Version 2 of the protocol added init, the kinds of power-off, sessions and files; version 3 interfaces that change;
 * version 4 names of devices. Host and agent come from one jar.
 *
 * <p>The disk that the agent is read from may hold modules of the kernel as well. A line behind the script tells where the
 * first one begins, and the length of each, in decimal numbers; they are loaded in this order when a program first asks
 * for IPv6.
 *
 * <p>The line itself has credit as well, whatever the frames are: the host has at most 3,840 bytes under way. The guest's
 * terminal driver holds 4,096; when it has room for less than 128 it throttles the line, and a User-Mode Linux kernel
 * (6.1 at least) that has throttled its line once does not hear of later input any more.
 */
@NullMarked
package io.umlmachine.internal.agent;

import org.jspecify.annotations.NullMarked;
