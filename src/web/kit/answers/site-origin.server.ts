import type { Services } from '#platform/services';

/** Where the network is reached by everybody, for addresses that leave the page: `PUBLIC_URL`, else as this request came. */
export const siteOrigin = ({ config }: Pick<Services, 'config'>, url: URL): string =>
  config.publicUrlSet ? config.publicUrl : url.origin;
