import type { FastifyRequest } from 'fastify';
import type { Config } from '#platform/config';

type Asked = Pick<FastifyRequest, 'protocol' | 'host' | 'headers'>;
/** Under which address a request reached us: what links and cookies of the answer are made for. */
export type OwnAddress = (request: Asked) => { protocol: string; host: string };

type Trusted = false | string[] | ((address: string, hop: number) => boolean);

/**
 * Whom of those that a request came through the HTTP server believes, from the socket backwards, whatever the client wrote before it.
 * A number counts hops: whoever reaches us directly must then be a proxy (docs/proxy.md).
 */
export function proxiesOf({ trustProxy }: Pick<Config, 'trustProxy'>): Trusted {
  if (typeof trustProxy !== 'number') return [...trustProxy];
  return trustProxy > 0 && ((_address, hop) => hop < trustProxy);
}

/**
 * With a `PUBLIC_URL` only the Host header counts, and the protocol of our own address is known: a proxy that hands on
 * `X-Forwarded-Host` as the client wrote it, or forgets `X-Forwarded-Proto`, does no harm. Without one a trusted proxy is believed.
 */
export function addressOf({ publicUrl, publicUrlSet }: Pick<Config, 'publicUrl' | 'publicUrlSet'>): OwnAddress {
  if (!publicUrlSet) return ({ protocol, host }) => ({ protocol, host });
  const { host: ownHost, protocol: ownProtocol } = new URL(publicUrl);
  return ({ protocol, headers }) => {
    const host = (headers.host ?? ownHost).toLowerCase();
    return { host, protocol: host === ownHost ? ownProtocol.slice(0, -1) : protocol };
  };
}
