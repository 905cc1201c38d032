import { listItemTypes } from '#modules/collection/catalog';
import {
  defaultSettings,
  getSettings,
  listLibraries,
  setSettings,
  type Settings,
  zoneOf,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { isNumberPattern, renderNumber } from '#shared/number-pattern';
import { m } from '#i18n/messages';
import { orderCodes, orderOf } from '#web/features/libraries/pull-order.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const PATTERNS = ['memberNumberPattern', 'accessionPattern', 'barcodePattern'] as const;
const SAMPLE = { code: 'KOTA', source: 'P' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  const [settings, itemTypes, libraries] = await Promise.all([
    getSettings(ctx.db),
    listItemTypes(ctx.db),
    listLibraries(ctx),
  ]);
  const date = localDate(ctx.clock.now(), await zoneOf(ctx));
  const { prefixes, headingLetters, titleLetters } = settings.callNumberPolicy;
  const values: Record<string, string> = {
    networkName: settings.networkName,
    memberSignInLink: settings.memberSignInLink ? '1' : '',
    siteSecondPerson: settings.siteSecondPerson ? '1' : '',
    dataRefreshMonths: settings.dataRefreshMonths === null ? '' : String(settings.dataRefreshMonths),
    digitalLoansPerMember: String(settings.digitalLoansPerMember),
    digitalOfferHours: String(settings.digitalOfferHours),
    pullOrder: orderCodes(settings.pullOrder, libraries),
    headingLetters: String(headingLetters),
    titleLetters: String(titleLetters),
    ...Object.fromEntries(PATTERNS.map((key) => [key, settings[key]])),
    ...Object.fromEntries(itemTypes.map(({ code }) => [`prefix_${code}`, prefixes[code] ?? ''])),
  };
  return {
    values,
    itemTypes: itemTypes.map((type) => ({ code: type.code, name: ctx.locale === 'id' ? type.nameId : type.nameEn })),
    examples: Object.fromEntries(
      PATTERNS.map((key) => [
        key,
        isNumberPattern(settings[key], Object.keys(SAMPLE))
          ? renderNumber(settings[key], { date, values: SAMPLE }, 42)
          : '',
      ]),
    ),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const prefixes = Object.entries(values).flatMap(([name, value]): [string, string][] =>
      name.startsWith('prefix_') && value.trim() !== '' ? [[name.slice('prefix_'.length), value.trim()]] : [],
    );
    const changes: Partial<Settings> = {
      networkName: values.networkName ?? '',
      memberSignInLink: values.memberSignInLink === '1',
      siteSecondPerson: values.siteSecondPerson === '1',
      dataRefreshMonths: wholeIn(values, 'dataRefreshMonths') ?? null,
      digitalLoansPerMember: wholeIn(values, 'digitalLoansPerMember') ?? defaultSettings.digitalLoansPerMember,
      digitalOfferHours: wholeIn(values, 'digitalOfferHours') ?? defaultSettings.digitalOfferHours,
      pullOrder: orderOf(values.pullOrder ?? '', await listLibraries(ctx)),
      memberNumberPattern: values.memberNumberPattern ?? '',
      accessionPattern: values.accessionPattern ?? '',
      barcodePattern: values.barcodePattern ?? '',
      callNumberPolicy: {
        headingLetters: wholeIn(values, 'headingLetters') ?? 3,
        titleLetters: wholeIn(values, 'titleLetters') ?? 1,
        prefixes: Object.fromEntries(prefixes),
      },
    };
    await setSettings(ctx, changes);
    return m.libraries_settings_saved();
  }),
};
