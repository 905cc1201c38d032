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
import {
  barePurposes,
  byApplicantField,
  CODE_MINUTES,
  codeWays,
  PHONE_CODE_HOURS,
} from '#modules/people/members/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { applicantFields, categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import {
  forgetRegistration,
  keepRegistration,
  registrationToken,
  showRegistration,
  stepOf,
} from '#web/features/members/registration.server.ts';
import { heardIn } from '#web/features/heard-from/parts/heard-in.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
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
    fields: applicantFields(ctx.locale),
    // a card comes first, what is said of being served comes with it
    purposes: texts
      .filter((text, i) => texts[i - 1]?.purpose !== text.purpose)
      .filter(({ purpose }) => purpose !== 'membership' && barePurposes.some((one) => one === purpose))
      .map((text) => ({
        purpose: text.purpose,
        title: ctx.locale === 'id' ? text.titleId : text.titleEn,
        body: ctx.locale === 'id' ? text.bodyId : text.bodyEn,
      })),
  };
};

export const actions: Actions = {
  person: formAction(async ({ ctx, services, cookies, url, event, values }) => {
    const { token } = await saveApplicant(ctx, services.secrets, {
      token: registrationToken(cookies),
      ip: event.getClientAddress(),
      person: {
        fullName: values.fullName ?? '',
        birthDate: values.birthDate ?? '',
        sex: values.sex ? choiceIn(values, 'sex', ['L', 'P'] as const) : null,
        category: values.category ?? '',
        ...(values.homeLibrary ? { homeLibrary: values.homeLibrary } : {}),
        ...byApplicantField((name) => values[name] ?? ''),
        ...(values.nik ? { nik: values.nik } : {}),
      },
    });
    keepRegistration(cookies, url, token);
  }),
  guardian: formAction(async ({ ctx, cookies, values }) => {
    const { guardianName = '', guardianRelation = '', guardianPhone = '', email = '' } = values;
    const guardian = { guardianName, guardianRelation, guardianPhone, email };
    await saveApplicantGuardian(ctx, registrationToken(cookies), guardian);
  }),
  send: formAction(async ({ ctx, services, cookies, event, values, data }) => {
    const ticked = data.getAll('purpose');
    await submitRegistration(ctx, services, {
      token: registrationToken(cookies),
      purposes: barePurposes.filter((purpose) => ticked.includes(purpose)),
      agreed: values.agreed === 'on',
      proof: values.proof ?? '',
      way: choiceIn(values, 'way', [...codeWays, 'none'] as const),
      ...heardIn(values),
      ip: event.getClientAddress(),
    });
  }),
  code: formAction(async ({ ctx, services, cookies, values: { code = '' } }) => {
    await confirmCode(ctx, services.secrets, registrationToken(cookies), code);
  }),
  again: formAction(async ({ ctx, services, cookies, event, values }) => {
    const { sent } = await sendCode(ctx, services, {
      token: registrationToken(cookies),
      way: choiceIn(values, 'way', codeWays),
      ip: event.getClientAddress(),
    });
    if (sent) return m.registration_code_sent();
    setFlash(cookies, 'warn', m.registration_code_not_sent());
    return null;
  }),
  restart: formAction(async ({ cookies }) => Promise.resolve(forgetRegistration(cookies))),
};
