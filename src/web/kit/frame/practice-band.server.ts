import { m } from '#i18n/messages';

/** As the band of `static/latihan/ruang.css`. */
const COLOUR = '#b45309';

/**
 * A page of the practice space, which nobody can take for one of the real network: a band above it, another colour of the window, a title that
 * says so first. Done to what is sent, for every page there is and will be; what the browser then changes of the title the script mends.
 */
export function inPractice(html: string, locale: 'id' | 'en'): string {
  const band = m.practice_band({}, { locale });
  const short = m.practice_title_mark({}, { locale });
  return html
    .replaceAll(/(<meta name="theme-color" content=")[^"]*/g, `$1${COLOUR}`)
    .replace('<title>', `<title>${short} · `)
    .replace(
      '</head>',
      `<meta name="robots" content="noindex, nofollow" /><link rel="stylesheet" href="/latihan/ruang.css" /><script src="/latihan/ruang.js" defer data-mark="${short} · "></script></head>`,
    )
    .replace(/<body[^>]*>/, (body) => `${body}<p class="ruang-latihan" role="note">${band}</p>`);
}
