import { recordAudit } from '#modules/ground/audit';
import { staffWho } from '#modules/ground/identity';
import { ourMail } from '#modules/city/service';
import { accountOf, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { nextAddress } from '../data/mails.queries.ts';
import { mailCode } from './mail-code.ts';
import { filingAddress, filingMark } from './rules/filing-code.ts';

/** By which address somebody files mails. */
interface MailAddress {
  /** null: no mailbox is set up that is read. */
  address: string | null;
  /** What stands in the subject instead, in a mail to {@link mailbox}; null as above. */
  mark: string | null;
  mailbox: string | null;
  /** From where they must come; null: the account has no e-mail. */
  from: string | null;
}

/** Who files, for whom an address is made: a person with an account. Throws `platform.sign_in_needed`. */
function ownId(ctx: Ctx): number {
  const id = accountOf(ctx.actor);
  if (id === null) throw platformErrors.signInNeeded();
  return id;
}

/** Addresses of the house, and of whoever asks: they lead to no partner. */
export async function ownAddresses(ctx: Ctx, config: Services['config']): Promise<string[]> {
  const id = accountOf(ctx.actor);
  const email = id === null ? null : await emailOf(ctx, id);
  return [...ourMail(config).addresses, ...(email === null ? [] : [email.toLowerCase()])];
}

const emailOf = async (ctx: Ctx, id: number): Promise<string | null> =>
  (await staffWho(ctx.db, 'partners.manage')).find((one) => one.id === id)?.email ?? null;

/** The secret address of whoever asks. Needs `partners.manage`. Throws `platform.sign_in_needed` for who has no account. */
export async function ownMailAddress(
  ctx: Ctx,
  { config, secrets }: Pick<Services, 'config' | 'secrets'>,
): Promise<MailAddress> {
  authorizeAnywhere(ctx, 'partners.manage');
  const id = ownId(ctx);
  const from = await emailOf(ctx, id);
  // the mailbox itself stands last, where its name is an address
  const mailbox = config.imapUrl === null ? null : (ourMail(config).addresses.at(-1) ?? null);
  if (mailbox === null) return { address: null, mark: null, mailbox: null, from };
  const code = await mailCode(ctx.db, secrets, id);
  return { address: filingAddress(mailbox, code), mark: filingMark(code), mailbox, from };
}

/** Gives whoever asks another secret address; by the old one nothing is filed any more. Needs `partners.manage`. Throws `platform.sign_in_needed`. */
export async function renewMailAddress(ctx: Ctx): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const id = ownId(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await nextAddress(trx, id, ctx.clock.now());
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.mail_address_renewed', entity: 'account', entityId: id, libraryId: null },
    });
  });
}
