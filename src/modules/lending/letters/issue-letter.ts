import { randomInt } from 'node:crypto';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { LetterKind } from './client.ts';
import { insertLetter } from './data/letters.queries.ts';
import type { LetterContent } from './rules/content.ts';

/** No letters that one takes for figures. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

/** `8KQ4-2MRT`: forty random bits, and nothing in them says whose letter it is. */
function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** Of letters of thanks: `007/UT/KOTA/11/2026`. */
const THANKS_PATTERN = '{seq:3}/UT/{code}/{MM}/{YYYY}';
/** Of receipts: `007/TT/KOTA/11/2026`. */
const RECEIPT_PATTERN = '{seq:3}/TT/{code}/{MM}/{YYYY}';

export interface NewLetter {
  kind: LetterKind;
  /** null = a letter of thanks or a receipt, to somebody who need not be a member. */
  memberId: number | null;
  libraryId: number;
  level: number | null;
  /** The work of a whole library that issues it; left out = it was asked for by itself. */
  round?: string | null;
  about: Pick<LetterContent, 'fullName' | 'memberNumber' | 'facts' | 'titles' | 'purpose' | 'gift' | 'receipt'>;
}

/** Writes a letter down as issued: its number from the counter of its pattern, the letterhead and signature of this day. */
export async function issueLetter(trx: Tx, ctx: Ctx, letter: NewLetter): Promise<number> {
  const { kind, memberId, libraryId, level, round = null, about } = letter;
  const [settings, library] = [await getSettings(trx), await getLibrary({ db: trx }, libraryId)];
  const { letterhead, clearancePattern, warningPattern } = settings;
  const now = ctx.clock.now();
  const date = localDate(now, library.timeZone);
  const pattern = {
    ...{ clearance: clearancePattern, warning: warningPattern },
    ...{ thanks: THANKS_PATTERN, receipt: RECEIPT_PATTERN },
  }[kind];
  const given = { date, values: { code: library.code } };
  const number = renderNumber(pattern, given, await nextNumber(trx, 'letter', numberScope(pattern, given)));
  const content: LetterContent = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    sign: {
      placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(date, 'id')}`,
      office: letterhead.signOffice || `Kepala ${library.name}`,
      name: letterhead.signName || actorName(ctx.actor),
      details: letterhead.signDetails,
    },
    libraryName: library.name,
    ...about,
  };
  const issuedBy = actorName(ctx.actor);
  const row = { kind, number, code: newCode(), memberId, libraryId, level, round, issuedAt: now, issuedBy };
  const id = await insertLetter(trx, { ...row, content: JSON.stringify(content) });
  await recordAudit(trx, ctx, {
    action: 'letter.issued',
    entity: 'letter',
    entityId: id,
    subjectId: memberId,
    libraryId,
    after: { kind, number, memberId, ...(level !== null && { level }) },
  });
  return id;
}
