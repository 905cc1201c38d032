import { isPupilKey, readMessages, signInPupil, viewDoor } from '#modules/learning/classes';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { pictureWords } from '#web/features/classes/picture-words.server.ts';
import {
  holdsPupilKey,
  keepPupilKey,
  learnerOf,
  leavePupilKey,
} from '#web/features/courses/parts/learner-key.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { explainRefusal, refusalOf } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/kelas/masuk';

/** What stands at the door of a class; of a code that is none, why. */
async function doorOf(ctx: Ctx, code: string, ip: string) {
  try {
    const { code: own, pictures } = await viewDoor(ctx, { code, ip });
    return {
      door: { code: own, pictures: pictures.map((number) => ({ number, label: pictureWords(number) })) },
      why: null,
    };
  } catch (thrown) {
    return { door: null, why: explainRefusal(refusalOf(thrown), ctx, {}).message };
  }
}

/** What a form says was read, as pages write it: `12.0 9.1`. */
const readIn = (text: string): { id: number; version: number }[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [id, version] = one.split('.').map(Number);
      return { id: id ?? NaN, version: version ?? NaN };
    });

export const load: PageServerLoad = async ({ locals: { ctx }, url, cookies, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const code = url.searchParams.get('kode')?.trim() ?? '';
  const found = code === '' ? { door: null, why: null } : await doorOf(ctx, code, getClientAddress());
  // also one whose PIN is new meanwhile, of whom no other page knows that they came in
  return { ...found, typed: code.slice(0, 40), otherHref: localizeHref(PATH), isIn: holdsPupilKey(cookies) };
};

export const actions: Actions = {
  enter: formAction({ form: 'enter', anywhere: true }, async ({ ctx, values, cookies, url, event }) => {
    const { key, course } = await signInPupil(ctx, {
      ...{ code: values.kode ?? '', picture: idIn(values, 'picture'), pin: values.pin ?? '' },
      ip: event.getClientAddress(),
    });
    const { key: before } = learnerOf(cookies);
    const own = holdsPupilKey(cookies) || (await isPupilKey(ctx, before)) ? null : before;
    keepPupilKey(cookies, url, { key, own });
    return done(m.pupils_in(), `/kelas/${course}`);
  }),
  read: formAction({ form: 'read', anywhere: true }, async ({ ctx, cookies, values }) => {
    const { course } = await readMessages(ctx, learnerOf(cookies).key, { read: readIn(values.read ?? '') });
    return done(m.pupils_messages_read(), course === null ? '/kelas' : `/kelas/${course}`);
  }),
  leave: formAction({ form: 'leave', anywhere: true }, async ({ ctx, cookies, url }) => {
    const isPupils = holdsPupilKey(cookies) || (await isPupilKey(ctx, learnerOf(cookies).key));
    leavePupilKey(cookies, url, isPupils);
    return done(m.pupils_left(), PATH);
  }),
};
