import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { openMail } from '#modules/city/service';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { MailParty, ReceivedMail } from '#platform/receiving/mail-takers';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { isDay, localDate, type LocalDate } from '#shared/dates';
import { MAIL_MEGABYTES } from '../client.ts';
import { findMailByHash, insertMail, selectHits } from '../data/mails.queries.ts';
import { lockPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { sortAttachments, withMailFiles } from './keep-mail-files.ts';
import { mailHashesOf } from './mail-code.ts';
import { choosePartner } from './rules/choose-partner.ts';
import { isFilingAddress, withoutCodes, withoutMark } from './rules/filing-code.ts';
import { forwardedHead } from './rules/forwarded.ts';
import { BODY_LENGTH, LINE_LENGTH } from './schema.ts';

type Needs = Pick<Services, 'secrets' | 'storage'>;
const MAX_BYTES = MAIL_MEGABYTES * 1024 * 1024;

/** What is filed of a mail. */
interface Filed {
  from: MailParty | null;
  to: readonly MailParty[];
  subject: string;
  text: string;
  sentAt: Date | null;
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;

/** To whom, but for addresses that are secret. */
const lineOf = (to: readonly MailParty[]): string =>
  cut(
    to
      .filter(({ address }) => !isFilingAddress(address))
      .map(({ address, name }) => (name === '' ? address : `${name} <${address}>`))
      .join(', '),
    LINE_LENGTH,
  );

/** What is filed: the mail that was sent on as it came; else who wrote the one that was sent on as text; else the mail itself. */
function filedOf(mail: ReceivedMail, own: readonly string[]): Filed {
  const { from, to, subject, text, sentAt } = mail.within ?? mail;
  const itself = { from: from[0] ?? null, to, subject: withoutMark(subject), text, sentAt };
  const isOurs = own.includes(itself.from?.address ?? '');
  // what staff wrote to somebody else is a copy of their own mail, whatever it quotes
  const isSentOn = to.every(({ address }) => own.includes(address) || isFilingAddress(address));
  if (mail.within || !isOurs || !isSentOn) return itself;
  const head = forwardedHead(text);
  const [writer] = head.from;
  return writer ? { ...itself, from: writer, to: head.to } : itself;
}

/** The day of a mail, as it says; a day that is none, or to come, is that on which it is filed. */
function dayOf(sentAt: Date | null, now: Date, zone: string): LocalDate {
  const today = localDate(now, zone);
  if (sentAt === null || sentAt > now) return today;
  const said = localDate(sentAt, zone);
  return isDay(said) ? said : today;
}

/** With which partner a mail was written; null: staff are to say it. @param own addresses of the house, and of whoever files it */
async function partnerOf(
  ctx: Ctx,
  mail: ReceivedMail,
  own: readonly string[],
  today: LocalDate,
): Promise<number | null> {
  const head = forwardedHead((mail.within ?? mail).text);
  const outer = [...mail.from, ...mail.to];
  const inner = mail.within ? [...mail.within.from, ...mail.within.to] : [];
  const all = [...outer, ...inner, ...head.from, ...head.to].map(({ address }) => address);
  const strangers = [...new Set(all)].filter((address) => !own.includes(address) && !isFilingAddress(address));
  if (strangers.length === 0) return null;
  const senders = [...(mail.within?.from ?? []), ...head.from, ...mail.from].map(({ address }) => address);
  return choosePartner(await selectHits(ctx.db, strangers, today), senders);
}

interface Filing {
  mail: ReceivedMail;
  via: 'mail' | 'file';
  /** With whom it was written, where that was said. */
  partnerId: number | null;
  /** Addresses of the house, and of whoever files it. */
  own: readonly string[];
}

/**
 * Keeps a mail with the partner with whom it was written, or with nobody yet. Who may do so was checked. Throws `partners.not_found`,
 * `partners.merged` of a partner that was named.
 * @returns its id; null: it was kept before
 */
async function keepMail(ctx: Ctx, { secrets, storage }: Needs, { mail, via, partnerId, own }: Filing) {
  const hashes = mailHashesOf(secrets, (mail.within ?? mail).fingerprint);
  if (await findMailByHash(ctx.db, hashes)) return null;
  const now = ctx.clock.now();
  const zone = await networkZone(ctx.db);
  const { from, to, subject, text, sentAt } = filedOf(mail, own);
  const found = partnerId ?? (await partnerOf(ctx, mail, own, localDate(now, zone)));
  const { clean, left } = await sortAttachments([...mail.files, ...(mail.within?.files ?? [])]);
  return withMailFiles(storage, clean, async (keep) =>
    ctx.db.transaction().execute(async (trx) => {
      const held = partnerId === null ? await foundPartner(trx, found) : await knownPartner(trx, partnerId);
      const id = await insertMail(trx, {
        ...{ partnerId: held?.id ?? null, via, hash: hashes[0], filesLeft: left },
        ...{ accountId: accountOf(ctx.actor), filedBy: actorName(ctx.actor), filedAt: now },
        ...{ onDay: dayOf(sentAt, now, zone), fromName: from?.name ?? '', fromAddress: from?.address ?? '' },
        ...{ toLine: lineOf(to), subject, body: cut(withoutCodes(text), BODY_LENGTH) },
      });
      if (id === null) return null;
      await keep(trx, id);
      await recordAudit(trx, ctx, {
        ...{ action: 'partner.mail_filed', entity: 'partner_mail', entityId: id, libraryId: held?.libraryId ?? null },
        after: { via, partnerId: held?.id ?? null, files: clean.length },
      });
      return id;
    }),
  );
}

/** A partner that was named, held. Throws `partners.not_found` where nobody stands behind it any more, `merged`. */
async function knownPartner(trx: Tx, id: number) {
  const held = await livingPartner(trx, id);
  if (held.name === '') throw partnerErrors.notFound();
  return held;
}

/** A partner that was found by addresses, held; null where it went into another meanwhile, or was forgotten. */
async function foundPartner(trx: Tx, id: number | null) {
  const held = id === null ? undefined : await lockPartner(trx, id);
  return held && held.mergedIntoId === null && held.name !== '' ? held : null;
}

/** Keeps a mail that staff sent on, as they who did. Needs `partners.manage`. @returns false: it was kept before */
export async function fileForwarded(
  ctx: Ctx,
  needs: Needs,
  { mail, own }: Pick<Filing, 'mail' | 'own'>,
): Promise<boolean> {
  authorizeAnywhere(ctx, 'partners.manage');
  return (await keepMail(ctx, needs, { mail, own, via: 'mail', partnerId: null })) !== null;
}

/**
 * Keeps a mail that was saved as a file (`.eml`) with a partner. Needs `partners.manage`. Throws `partners.not_found`, `merged`,
 * `mail_twice`, `platform.invalid_input`, `platform.too_large`, `platform.not_acceptable_file`. @returns its id
 */
export async function fileMailByHand(
  ctx: Ctx,
  needs: Needs,
  { partnerId, file, own }: { partnerId: number; file: Blob | null; own: readonly string[] },
): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  if (!file || file.size === 0) throw platformErrors.invalidInput({}, { file: 'required' });
  if (file.size > MAX_BYTES) throw platformErrors.tooLarge({ megabytes: MAIL_MEGABYTES }, { file: 'file_too_large' });
  const mail = await openMail(Buffer.from(await file.arrayBuffer()));
  const id = await keepMail(ctx, needs, { mail, own, via: 'file', partnerId });
  if (id === null) throw partnerErrors.mailTwice();
  return id;
}
