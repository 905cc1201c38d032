import { localizeHref } from '#i18n/runtime';

/** Address of the home page, without the slash at its end that would cost a redirect (`/en`, not `/en/`). */
export const homeHref = (locale?: 'id' | 'en'): string => {
  const href = localizeHref('/', locale ? { locale } : undefined);
  return href.length > 1 ? href.replace(/\/$/, '') : href;
};
