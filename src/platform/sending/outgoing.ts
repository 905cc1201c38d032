import { lookup as resolveName } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public internet (IANA's special-purpose registries), and addresses that hide one of them. */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  NOT_PUBLIC.addSubnet(net, prefix, 'ipv6');
}

/** Is this an address of the public internet? False for anything that is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // an IPv4 address in the clothes of an IPv6 one is never what a name server gives
  if (family === 0 || /^::ffff:/i.test(address)) return false;
  return !NOT_PUBLIC.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** An address that somebody set leads into our own network. The code stands where a network error has its own. */
export class NotPublic extends Error {
  readonly code = 'EADDRNOTPUBLIC';
}

/** In the practice space nothing goes out; whoever asks is told as by an address that cannot be reached. */
class OutgoingClosed extends NotPublic {
  constructor() {
    super('Dari ruang latihan tidak ada yang dikirim ke luar. / Nothing leaves the practice space.');
  }
}
let isClosed = false;

/**
 * Called once by a process of the practice space: from then on every address is refused, whoever asks and whatever is named.
 * @returns opens it again, for tests
 */
export function closeOutgoing(): () => void {
  isClosed = true;
  return () => {
    isClosed = false;
  };
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

/** Throws {@link NotPublic} for an address that is written out as a number and not public; names are looked at when they are resolved. */
export function requirePublicHost(url: URL, named: readonly string[]): void {
  if (isClosed) throw new OutgoingClosed();
  const host = bare(url.hostname);
  if (named.includes(host) || isIP(host) === 0 || isPublicAddress(host)) return;
  throw new NotPublic(`${host} is no public address`);
}

/** Resolves a name and gives public addresses only, so that the connection goes to the very address that was looked at. */
const publicLookup =
  (named: readonly string[]): LookupFunction =>
  (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      const usable = named.includes(bare(hostname)) ? found : found?.filter(({ address }) => isPublicAddress(address));
      const [first] = usable ?? [];
      if (error || !first) callback(error ?? new NotPublic(`${hostname} is no public host`), '');
      else if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };

/**
 * The agent for a request to an address that a person has set: it reaches public hosts only, and those that the administrator of the
 * machine names (`OUTGOING_HOSTS`). Throws {@link NotPublic}. Whoever uses it follows no redirects.
 */
export function outgoingAgent(url: URL, named: readonly string[]): http.Agent {
  requirePublicHost(url, named);
  const options = { lookup: publicLookup(named) };
  return url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
}

/**
 * The address of a host for a program of its own that connects by itself: looked at as for {@link outgoingAgent}, and given as a number so that
 * the connection goes to the very address that was looked at. Throws {@link NotPublic}, and what the resolver says of a name that is none.
 */
export async function publicAddress(hostname: string, named: readonly string[]): Promise<string> {
  if (isClosed) throw new OutgoingClosed();
  const host = bare(hostname);
  if (isIP(host) !== 0) {
    if (named.includes(host) || isPublicAddress(host)) return host;
    throw new NotPublic(`${host} is no public address`);
  }
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  publicLookup(named)(host, {}, (error, address) => {
    if (error) reject(error);
    else if (typeof address === 'string') resolve(address);
    else reject(new NotPublic(`${hostname} is no public host`));
  });
  return promise;
}
