import { deLocalizeUrl } from '#i18n/runtime';

/** `/en/katalog` is the same page as `/katalog`. */
export const reroute = (request: { url: URL }): string => deLocalizeUrl(request.url).pathname;
