import { searchAnswers } from '#modules/city/answers';
import { ANSWER_THEMES } from '#modules/city/answers/client';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { answerText, checkedAgo, themeWords } from '#web/features/answers/answer-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/bantuan/tanya-jawab';
const LONGEST = 200;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url, getClientAddress }) => {
  const asked = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST).toWellFormed();
  const theme = ANSWER_THEMES.find((one) => one === url.searchParams.get('tema')) ?? null;
  const at = { now: ctx.clock.now(), zone: await networkZone(ctx.db) };
  const hrefOf = (one: string | null): string => {
    const query = new URLSearchParams({ ...(asked && { q: asked }), ...(one && { tema: one }) }).toString();
    return localizeHref(query ? `${PATH}?${query}` : PATH);
  };
  const answers = await searchAnswers(ctx, services, { asked, theme, ip: getClientAddress() });
  return {
    asked,
    theme,
    allHref: localizeHref(PATH),
    themes: [null, ...ANSWER_THEMES].map((one) => ({
      key: one ?? '',
      label: one && themeWords(one),
      href: hrefOf(one),
      isHere: one === theme,
    })),
    answers: answers.map(({ id, question, answer, language, checkedOn }) => ({
      id,
      question,
      lang: language === ctx.locale ? undefined : language,
      text: answerText(answer),
      checked: checkedAgo(checkedOn, at),
      href: localizeHref(`${PATH}/${id}`),
    })),
  };
};
