import { page } from '$app/state';
import { deLocalizeHref, localizeHref } from '#i18n/runtime';
import { homeHref } from '#web/kit/frame/home-href.ts';

/** The address of the page that is shown, in another language. */
export const pageIn = (locale: 'id' | 'en'): string =>
  deLocalizeHref(page.url.pathname) === '/'
    ? homeHref(locale)
    : localizeHref(page.url.pathname + page.url.search, { locale });
