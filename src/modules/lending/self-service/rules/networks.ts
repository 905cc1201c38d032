import { BlockList, isIP } from 'node:net';

/** Is an address within one of these networks (CIDR)? IPv4 addresses that come as IPv6 (`::ffff:10.0.0.7`) count as IPv4. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits = ''] = network.split('/');
    list.addSubnet(base, Number(bits), isIP(base) === 6 ? 'ipv6' : 'ipv4');
  }
  return list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
