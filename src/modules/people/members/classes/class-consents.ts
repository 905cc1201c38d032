import { z } from 'zod';
import { getLibrary, getSettings, withLogo } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { renderPdf } from '#platform/papers/pdf';
import { drawnQr } from '#platform/papers/drawings';
import { addMonths, formatDate, localDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { lockMember } from '../data/members.queries.ts';
import { selectCurrentTexts } from '../data/consents.queries.ts';
import { selectClasses, selectPupils } from '../data/pupils.queries.ts';
import { memberErrors } from '../errors.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { askGuardian, type GuardianConsent } from '../rules/consent.ts';
import { GUARDIAN_AGE, needsGuardian } from '../rules/membership.ts';

/** A class of a school's library. */
export interface SchoolClass {
  name: string;
  pupils: number;
  /** So many guardians have not consented yet; their children read in the library and do not borrow. */
  missing: number;
}
export interface Pupil {
  number: string;
  fullName: string;
  birthDate: LocalDate | null;
  guardianName: string | null;
  guardianConsent: GuardianConsent;
  /** The guardian's consent is still to be asked for. */
  asks: boolean;
}

/** The classes of a library by name. Permission `members.edit` there. */
export async function listClasses(ctx: Ctx, libraryId: number): Promise<SchoolClass[]> {
  authorize(ctx, 'members.edit', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const bornAfter = addMonths(localDate(ctx.clock.now(), timeZone), -12 * GUARDIAN_AGE);
  const rows = await selectClasses(ctx.db, libraryId, bornAfter);
  return rows.map(({ className, pupils, missing }) => ({ name: className, pupils, missing }));
}

/** The pupils of a class by name. Permission `members.edit` at the library. */
export async function listPupils(ctx: Ctx, libraryId: number, className: string): Promise<Pupil[]> {
  authorize(ctx, 'members.edit', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const today = localDate(ctx.clock.now(), timeZone);
  const rows = await selectPupils(ctx.db, libraryId, className);
  return rows.map((row) => ({
    number: row.number,
    fullName: row.fullName,
    birthDate: row.birthDate,
    guardianName: row.guardianName,
    guardianConsent: row.guardianConsent,
    asks: askGuardian(row, today),
  }));
}

const numbersInput = z.array(requiredText(40)).min(1, 'required').max(500);

/**
 * The signed sheets of these children are in hand: one line in the ledger for each, by the guardian on the child's record. What is given
 * already, or is not asked for any more, is not written. Permission `members.edit` at the home library of each. @returns how many lines were written
 */
export async function recordSignedSheets(ctx: Ctx, numbers: readonly string[]): Promise<number> {
  authorizeAnywhere(ctx, 'members.edit');
  const given = [...new Set(parseInput(numbersInput, numbers))].toSorted();
  return ctx.db.transaction().execute(async (trx) => {
    let written = 0;
    for (const number of given) {
      const child = await lockMember(trx, number);
      if (!child) throw memberErrors.notFound({ number });
      authorize(ctx, 'members.edit', child.homeLibraryId);
      // who has become 18 since the sheet was printed keeps the others' sheets from nothing
      if (!needsGuardian(child.birthDate, localDate(ctx.clock.now(), child.timeZone))) continue;
      if (await writeConsent(trx, ctx, child, { purpose: 'membership', act: 'given', channel: 'paper' })) written += 1;
    }
    return written;
  });
}

/**
 * The sheet that guardians of a class sign, a line for each child whose consent is missing, with the number of the card as QR code: the desk reads
 * it while it records the sheets. Permission `members.edit` there.
 */
export async function consentSheetPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  about: { libraryId: number; className: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const { libraryId, className } = about;
  const [library, pupils, texts, { letterhead, networkName }] = [
    await getLibrary(ctx, libraryId),
    await listPupils(ctx, libraryId, className),
    await selectCurrentTexts(ctx.db),
    await getSettings(ctx.db),
  ];
  const { locale } = ctx;
  const now = ctx.clock.now();
  const text = texts.find(({ purpose }) => purpose === 'membership');
  const data = {
    head: { parent: letterhead.parent, office: letterhead.office || networkName, address: letterhead.address },
    title: m.classes_sheet_title({ class: className }, { locale }),
    school: library.name,
    body: (locale === 'id' ? text?.bodyId : text?.bodyEn) ?? '',
    columns: [
      m.classes_sheet_no({}, { locale }),
      m.classes_sheet_card({}, { locale }),
      m.classes_sheet_child({}, { locale }),
      m.classes_sheet_guardian({}, { locale }),
      m.classes_sheet_signature({}, { locale }),
    ],
    rows: pupils
      .filter(({ asks }) => asks)
      .map(({ fullName, number, birthDate, guardianName }, i) => ({
        no: String(i + 1),
        child: fullName,
        detail: [number, birthDate && formatDate(birthDate, locale)].filter(Boolean).join(' · '),
        guardian: guardianName ?? '',
        svg: drawnQr(number),
      })),
    date: formatDate(localDate(now, library.timeZone), locale),
  };
  return renderPdf(config, 'modules/people/members/templates/consent-sheet.typ', await withLogo(ctx.db, data), {
    createdAt: now,
    locale,
  });
}
