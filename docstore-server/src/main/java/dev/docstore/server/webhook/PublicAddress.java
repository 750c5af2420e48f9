package dev.docstore.server.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses anybody's webhook may reach: those of the public internet, so none by which the
 * server's own network or its cloud's metadata service answers (page 00 C5).
 */
final class PublicAddress {
  /** A network in CIDR notation. */
  private record Network(byte[] address, int bits) {
    static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      return new Network(
          InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
          Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** IANA's special-purpose registries, and multicast. */
  private static final List<Network> CLOSED =
      List.of(
          Network.of("0.0.0.0/8"),
          Network.of("10.0.0.0/8"),
          Network.of("100.64.0.0/10"),
          Network.of("127.0.0.0/8"),
          Network.of("169.254.0.0/16"),
          Network.of("172.16.0.0/12"),
          Network.of("192.0.0.0/24"),
          Network.of("192.168.0.0/16"),
          Network.of("198.18.0.0/15"),
          Network.of("224.0.0.0/3"),
          Network.of("::/127"),
          Network.of("fc00::/7"),
          Network.of("fe80::/10"),
          Network.of("fec0::/10"),
          Network.of("ff00::/8"),
          // Local use of NAT64, whose translation only that network knows.
          Network.of("64:ff9b:1::/48"),
          // Teredo: what it tunnels to is not visible.
          Network.of("2001::/32"));

  /** Networks whose addresses carry an IPv4 address at that byte. */
  private static final List<Embedding> EMBEDDINGS =
      List.of(
          new Embedding(Network.of("::/96"), 12),
          new Embedding(Network.of("64:ff9b::/96"), 12),
          new Embedding(Network.of("2002::/16"), 2));

  private record Embedding(Network network, int at) {}

  private PublicAddress() {}

  /** Whether the address belongs to the public internet. */
  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (CLOSED.stream().anyMatch(network -> network.contains(bytes))) {
      return false;
    }
    return switch (address) {
      case Inet4Address _ -> true;
      case Inet6Address _ ->
          EMBEDDINGS.stream()
              .filter(embedding -> embedding.network().contains(bytes))
              .allMatch(embedding -> is(embedded(bytes, embedding.at())));
      default -> false;
    };
  }

  private static InetAddress embedded(byte[] address, int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
