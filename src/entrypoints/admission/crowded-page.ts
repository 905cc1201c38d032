import { createHash } from 'node:crypto';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';

const STYLE = `:root{color-scheme:light dark;--bg:#fbf7ef;--text:#26211c;--muted:#655a4e;--nila:#22386b}
@media (prefers-color-scheme:dark){:root{--bg:#121724;--text:#efe8da;--muted:#b5ad9f;--nila:#b4c6f6}}
body{margin:0;background:var(--bg);color:var(--text);font:1.125rem/1.6 system-ui,sans-serif}
main{max-width:36rem;margin:12vh auto;padding:0 1.25rem}
h1{font:600 2rem/1.2 Georgia,serif}p.num{color:var(--muted)}
a{display:inline-block;padding:.75rem 0;color:var(--nila)}`;

/** The page shows its own words and style, and nothing else. */
export const CROWDED_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * What a browser shows whose reader was not let in. It is whole by itself: the pages are what there is no time for.
 * @param isAct a form was sent, which the reader has to send again
 */
export function crowdedPage(error: AppError, locale: Locale, isAct: boolean): string {
  const title = m.common_error_crowded({}, { locale });
  // an empty address is the one that was asked for
  const next = isAct
    ? `<p>${m.common_crowded_unsent({}, { locale })}</p>`
    : `<p><a href="">${m.common_try_again({}, { locale })}</a></p>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Lumbung</title><style>${STYLE}</style></head><body><main id="isi"><p class="num">${error.status}</p><h1>${title}</h1>
<p>${explainError(error, locale)}</p>${next}</main></body></html>`;
}
