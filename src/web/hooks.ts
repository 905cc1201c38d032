import { deLocalizeUrl } from '#i18n/runtime';
import { unsent } from '#web/kit/answers/unsent.ts';

/** `/en/katalog` is the same page as `/katalog`. */
export const reroute = (request: { url: URL }): string => deLocalizeUrl(request.url).pathname;

/** How the framework writes out what is no plain data. */
export const transport = { unsent };
