import { getLetter, previewLetter } from '#modules/city/newsletters';
import { localizeHref } from '#i18n/runtime';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

const LOOKS = ['ponsel', 'lebar', 'polos'] as const;

/** A letter as receivers will have it. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const letter = await getLetter(ctx, idOf(params.id));
  const own = `/staf/kabar/surat-kabar/${letter.id}`;
  const look = LOOKS.find((one) => one === url.searchParams.get('tampil')) ?? 'ponsel';
  const english = url.searchParams.get('bahasa') === 'en';
  const night = url.searchParams.get('gelap') === '1';
  const hrefOf = (changes: { tampil?: string; bahasa?: string; gelap?: string }): string => {
    const now = { tampil: look, bahasa: english ? 'en' : 'id', gelap: night ? '1' : '0', ...changes };
    return localizeHref(`${own}/pratinjau?${new URLSearchParams(now)}`);
  };
  const origin = siteOrigin(services, url);
  const mail = await previewLetter(ctx, letter.id, { origin, locale: english ? 'en' : 'id' });
  return {
    subject: mail.subject,
    look,
    text: look === 'polos' ? mail.text : null,
    lang: english ? 'en' : 'id',
    frame: localizeHref(`${own}/surat.html?bahasa=${english ? 'en' : 'id'}&gelap=${night ? '1' : '0'}`),
    backHref: localizeHref(own),
    looks: [
      { key: 'ponsel', label: m.newsletters_phone(), href: hrefOf({ tampil: 'ponsel' }), isHere: look === 'ponsel' },
      { key: 'lebar', label: m.newsletters_wide(), href: hrefOf({ tampil: 'lebar' }), isHere: look === 'lebar' },
      { key: 'polos', label: m.newsletters_plain(), href: hrefOf({ tampil: 'polos' }), isHere: look === 'polos' },
    ],
    switches: [
      { key: 'terang', label: m.newsletters_light(), href: hrefOf({ gelap: '0' }), isHere: !night },
      { key: 'gelap', label: m.newsletters_dark(), href: hrefOf({ gelap: '1' }), isHere: night },
      { key: 'id', label: 'Bahasa Indonesia', href: hrefOf({ bahasa: 'id' }), isHere: !english },
      { key: 'en', label: 'English', href: hrefOf({ bahasa: 'en' }), isHere: english },
    ],
  };
};
