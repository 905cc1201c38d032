import { redirect, type RequestEvent } from '@sveltejs/kit';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import {
  confirmCode,
  listCategories,
  listConsentTexts,
  openCodeWays,
  registrationChallenge,
  saveApplicant,
  saveApplicantGuardian,
  sendCode,
  submitRegistration,
  viewRegistration,
} from '#modules/people/members';
import { CODE_MINUTES, codeWays, consentPurposes, PHONE_CODE_HOURS } from '#modules/people/members/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { choiceOf } from '#web/features/libraries/library-form.server.ts';
import { categoryLabel } from '#web/features/members/member-form.server.ts';
import {
  forgetRegistration,
  keepRegistration,
  registrationToken,
  showRegistration,
  stepOf,
} from '#web/features/members/registration.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, cookies, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const token = registrationToken(cookies);
  const [own, libraries, categories, texts] = await Promise.all([
    viewRegistration(ctx, token),
    listLibraries(ctx, { active: true }),
    listCategories(ctx, { active: true }),
    listConsentTexts(ctx),
  ]);
  const step = stepOf(own, url.searchParams.get('ubah') === '1');
  const challenge = step === 'consent' ? await registrationChallenge(ctx, services.secrets, token) : null;
  const person = own?.person;
  const values: Record<string, string> = Object.fromEntries(
    Object.entries({ ...person, homeLibrary: own?.homeLibrary }).map(([field, value]) => [field, value ?? '']),
  );
  return {
    step,
    own: own && showRegistration(own, ctx, await zoneOf(ctx)),
    values,
    codeMinutes: CODE_MINUTES,
    phoneHours: PHONE_CODE_HOURS,
    ways: own ? openCodeWays(own, services.mailer) : [],
    keeps: { days: 90, months: 24 },
    challenge: challenge && JSON.stringify(challenge),
    libraryCount: libraries.length,
    libraries: libraries.map((library) => ({ value: library.code, label: library.name })),
    categories: categories
      // what an institution fills in is asked at the desk
      .filter((category) => category.kind === 'person')
      .map((category) => ({ value: category.code, label: categoryLabel(category, ctx.locale) })),
    purposes: texts
      .filter((text, i) => text.purpose !== 'membership' && texts[i - 1]?.purpose !== text.purpose)
      .map((text) => ({
        purpose: text.purpose,
        title: ctx.locale === 'id' ? text.titleId : text.titleEn,
        body: ctx.locale === 'id' ? text.bodyId : text.bodyEn,
      })),
  };
};

const PERSON = [
  'address',
  'rt',
  'rw',
  'kelurahan',
  'kecamatan',
  'city',
  'phone',
  'email',
  'institution',
  'className',
] as const;

async function act(event: RequestEvent, work: (values: Record<string, string>, form: FormData) => Promise<void>) {
  const form = await event.request.formData();
  const values = formValues(form);
  try {
    await work(values, form);
  } catch (error) {
    return refuseForm(error, event.locals.ctx, values);
  }
  return redirect(303, localizeHref('/daftar'));
}

export const actions: Actions = {
  person: async (event) =>
    act(event, async (values) => {
      const { token } = await saveApplicant(event.locals.ctx, event.locals.services.secrets, {
        token: registrationToken(event.cookies),
        ip: event.getClientAddress(),
        person: {
          fullName: values.fullName ?? '',
          birthDate: values.birthDate ?? '',
          sex: values.sex ? choiceOf(values, 'sex', ['L', 'P'] as const) : null,
          category: values.category ?? '',
          ...(values.homeLibrary ? { homeLibrary: values.homeLibrary } : {}),
          ...Object.fromEntries(PERSON.map((field) => [field, values[field] ?? ''])),
          ...(values.nik ? { nik: values.nik } : {}),
        },
      });
      keepRegistration(event.cookies, event.url, token);
    }),
  guardian: async (event) =>
    act(event, async (values) =>
      saveApplicantGuardian(event.locals.ctx, registrationToken(event.cookies), {
        guardianName: values.guardianName ?? '',
        guardianRelation: values.guardianRelation ?? '',
        guardianPhone: values.guardianPhone ?? '',
        email: values.email ?? '',
      }),
    ),
  send: async (event) =>
    act(event, async (values, form) => {
      await submitRegistration(event.locals.ctx, event.locals.services, {
        token: registrationToken(event.cookies),
        purposes: consentPurposes.filter((purpose) => form.getAll('purpose').includes(purpose)),
        agreed: values.agreed === 'on',
        proof: values.proof ?? '',
        way: choiceOf(values, 'way', [...codeWays, 'none'] as const),
        ip: event.getClientAddress(),
      });
    }),
  code: async (event) =>
    act(event, async (values) =>
      confirmCode(event.locals.ctx, event.locals.services.secrets, registrationToken(event.cookies), values.code ?? ''),
    ),
  again: async (event) =>
    act(event, async (values) => {
      const { sent } = await sendCode(event.locals.ctx, event.locals.services, {
        token: registrationToken(event.cookies),
        way: choiceOf(values, 'way', codeWays),
        ip: event.getClientAddress(),
      });
      setFlash(event.cookies, sent ? 'ok' : 'warn', sent ? m.registration_code_sent() : m.registration_code_not_sent());
    }),
  restart: async (event) => act(event, async () => Promise.resolve(forgetRegistration(event.cookies))),
};
