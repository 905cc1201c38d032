import type { Config } from '../config.ts';

type Known = Pick<Config, 'publicUrl' | 'publicUrlSet'>;

/** Where the network is reached by everybody, for addresses that leave an answer (prints, codes, feeds): `PUBLIC_URL`, else as this request came. */
export const originOf = (config: Known, request: { protocol: string; host: string }): string =>
  config.publicUrlSet ? config.publicUrl : `${request.protocol}://${request.host}`;
