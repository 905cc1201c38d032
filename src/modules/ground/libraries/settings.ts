import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { FIRST_STEPS } from '#platform/places';
import { Kept } from '#platform/database/kept';
import { withPreparedStatements } from '#platform/database/prepared';
import type { Db, Tx } from '#platform/database/db';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { isNumberPattern } from '#shared/number-pattern';
import { selectSettings, upsertSetting } from './data/settings.queries.ts';

const pattern = (names: readonly string[] = []) =>
  requiredText(60).refine((value) => isNumberPattern(value, names), 'number_pattern');

const shapes = {
  networkName: requiredText(120),
  /** Parts: YYYY, YY, MM, seq. */
  memberNumberPattern: pattern(),
  /** Parts: also code (of the library) and source (P beli, H hibah, T tukar). Read by the catalogue. */
  accessionPattern: pattern(['code', 'source']),
  /** Barcodes of copies: a letter in it keeps copies and member cards apart at the desk. */
  barcodePattern: pattern(['code']),
  /**
   * Call number: how many letters of the heading and of the title, and a prefix line per item type.
   */
  callNumberPolicy: z.object({
    headingLetters: z.number().int().min(1).max(6),
    titleLetters: z.number().int().min(0).max(3),
    prefixes: z.record(z.string().max(30), z.string().trim().max(10)),
  }),
  /** Numbers of clearance letters (bebas pustaka) and of warnings. */
  clearancePattern: pattern(['code']),
  warningPattern: pattern(['code']),
  /** The kop surat and who signs; an empty part is filled from the library of the letter. */
  letterhead: z.object({
    parent: z.string().trim().max(120),
    office: z.string().trim().max(120),
    address: z.string().trim().max(200),
    place: z.string().trim().max(60),
    signOffice: z.string().trim().max(120),
    signName: z.string().trim().max(120),
    signDetails: z.string().trim().max(120),
  }),
  /** Numbers of receipts; their counter starts anew with the library and the year when both are in it. */
  receiptPattern: pattern(['code']),
  /** Numbers of bulk loans (pinjaman paket). */
  bulkLoanPattern: pattern(['code']),
  /** Numbers of minutes (berita acara) of stocktakes and weeding. */
  minutesPattern: pattern(['code']),
  /** Kinds of charges whose money belongs to the treasury of the city (kas daerah). */
  treasuryKinds: z.array(z.string().max(20)).max(20),
  /** How many days each class of personal data is kept; null = without end. Classes are named by the modules that hold the data. */
  retentionDays: z.record(z.string().max(40), z.number().int().min(1).max(36_500).nullable()),
  /** After so many months members are asked whether their data are still right; null = never. */
  dataRefreshMonths: z.number().int().min(1).max(120).nullable(),
  /** Members with an e-mail address may ask for a link that signs them in. */
  memberSignInLink: z.boolean(),
  /** What is written for everybody is read by a second person before it is published. */
  siteSecondPerson: z.boolean(),
  /** How many licensed files a member may have at once. */
  digitalLoansPerMember: z.number().int().min(1).max(50),
  /** How long a licensed file is kept for whoever is next in its queue. */
  digitalOfferHours: z.number().int().min(1).max(336),
  /** Ids of libraries in the order in which they are asked to fetch copies for who waits elsewhere; none = the nearest. */
  pullOrder: z.array(z.number().int().positive()).max(500),
  /** First steps of a new network: those that are put off, and whether nobody wants to be led any more. What is done is seen by what is there. */
  firstSteps: z.object({ later: z.array(z.enum(FIRST_STEPS)).max(FIRST_STEPS.length), hidden: z.boolean() }),
};

/** Settings of the whole network, by name. */
export type Settings = { [K in keyof typeof shapes]: z.output<(typeof shapes)[K]> };
export type SettingKey = keyof Settings;

/** What holds until somebody sets a value. */
export const defaultSettings: Settings = {
  networkName: 'Lumbung',
  memberNumberPattern: '{YYYY}{MM}{seq:5}',
  accessionPattern: '{seq:5}/{code}/{YYYY}',
  barcodePattern: 'B{seq:8}',
  callNumberPolicy: {
    headingLetters: 3,
    titleLetters: 1,
    prefixes: { referensi: 'R', anak: 'A', lokal: 'L' },
  },
  clearancePattern: '{seq:3}/BP/{code}/{MM}/{YYYY}',
  warningPattern: '{seq:3}/SP/{code}/{MM}/{YYYY}',
  letterhead: { parent: '', office: '', address: '', place: '', signOffice: '', signName: '', signDetails: '' },
  receiptPattern: 'KW-{code}-{YYYY}-{seq:5}',
  bulkLoanPattern: 'PP-{code}-{YYYY}-{seq:4}',
  minutesPattern: '{seq:3}/BA/{code}/{MM}/{YYYY}',
  treasuryKinds: ['fine', 'lost_item', 'processing', 'rental', 'damage', 'other'],
  retentionDays: {
    loan_links: 90,
    booking_links: 90,
    visit_links: 30,
    donor_contacts: 730,
    locker_uses: 30,
    bulk_loan_contacts: 365,
    reading_positions: 180,
    digital_links: 90,
    seat_links: 30,
    program_links: 365,
    questionnaire_names: 365,
    idea_links: 365,
    proposal_contacts: 365,
    answer_words: 365,
    ticket_contacts: 365,
    promise_remarks: 730,
    partner_prospects: 365,
    partner_contacts: 730,
    partner_pages: 1095,
    partner_mails: 1825,
    registration_drafts: 7,
    registrations_waiting: 90,
    registrations_decided: 30,
    inactive_members: 730,
    subject_requests: 1825,
    sessions: 30,
    network_addresses: 180,
    import_rows: 90,
    record_piles: 90,
    slims_lines: 90,
    vain_searches: 730,
    found_searches: 62,
    learner_keys: 180,
    class_pupils: 365,
    volunteer_offers: 180,
    volunteer_incidents: 1095,
    letter_requests: 7,
    letter_stopped: 30,
    audit_trail: 3650,
  },
  dataRefreshMonths: 12,
  memberSignInLink: false,
  siteSecondPerson: false,
  digitalLoansPerMember: 3,
  digitalOfferHours: 48,
  pullOrder: [],
  firstSteps: { later: [], hidden: false },
};

/** Every setting with what it may be. */
export const settingsShape = z.object(shapes);
const keys = Object.keys(shapes);

const settings = new Kept<Settings>(['networkSetting'], async (db) => {
  const rows = await withPreparedStatements(async () => selectSettings(db, keys));
  return settingsShape.parse({ ...defaultSettings, ...Object.fromEntries(rows.map((row) => [row.key, row.value])) });
});

/** All settings; what was never set has its default. */
export const getSettings = async (db: Db | Tx): Promise<Settings> => settings.of(db);

/** One setting, or its default. */
export async function getSetting<K extends SettingKey>(db: Db | Tx, key: K): Promise<Settings[K]> {
  return (await getSettings(db))[key];
}

/** Sets some settings in a transaction that is already open; the caller has checked the permission. */
export async function saveSettings(trx: Tx, ctx: Ctx, changes: Partial<Settings>): Promise<Settings> {
  const wanted = parseInput(settingsShape.partial(), changes);
  const before = await getSettings(trx);
  const after: Settings = { ...before, ...wanted };
  const changed = keys.filter((key) => isSettingKey(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  for (const key of changed.filter(isSettingKey)) {
    await upsertSetting(trx, key, after[key], ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'setting.changed',
      entity: 'setting',
      entityId: key,
      before: { value: before[key] },
      after: { value: after[key] },
    });
  }
  return after;
}

const isSettingKey = (key: string): key is SettingKey => key in shapes;

/** Sets some settings of the network. Permission `settings.manage`. */
export async function setSettings(ctx: Ctx, changes: Partial<Settings>): Promise<Settings> {
  authorize(ctx, 'settings.manage', null);
  return ctx.db.transaction().execute(async (trx) => saveSettings(trx, ctx, changes));
}

/** Sets one setting of the network. Permission `settings.manage`. */
export async function setSetting<K extends SettingKey>(ctx: Ctx, key: K, value: Settings[K]): Promise<Settings> {
  return setSettings(ctx, { [key]: value });
}
