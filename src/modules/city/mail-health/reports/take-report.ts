import type { Ctx } from '#platform/context';
import type { MailReport, Taken, TakerNeeds } from '#platform/receiving/mail-takers';
import { isComplaint, judgeFailure } from '../rules/judge-failure.ts';
import { readComplaint, readFailures } from '../rules/read-report.ts';
import type { LetterWays, SentLetter } from './letter-ways.ts';
import { noteBounce, type CameBack } from './note-bounce.ts';

type ReportNeeds = Pick<TakerNeeds, 'secrets'>;

/** The first letter that is named by an id of our making; whoever makes one up finds none. */
async function letterIn(
  ctx: Ctx,
  { secrets }: ReportNeeds,
  ways: LetterWays,
  mentioned: readonly string[],
): Promise<SentLetter | null> {
  for (const id of mentioned) {
    const letter = await ways.letterOf(ctx.db, secrets, id);
    if (letter !== null) return letter;
  }
  return null;
}

/** What it says of whom the letter was for; null: nothing of them. `late`: nothing that has come to its end. */
function saidOf(email: string, { kind, fields, original }: MailReport): CameBack | 'late' | null {
  if (kind === 'complaint') {
    const complaint = readComplaint(fields, original);
    if (!complaint.recipients.includes(email)) return null;
    return isComplaint(complaint) ? { kind: 'complaint', status: '', diagnostic: complaint.type } : 'late';
  }
  const own = readFailures(fields).filter(({ recipients }) => recipients.includes(email));
  if (own.length === 0) return null;
  const [first] = own.flatMap((failure) => {
    const judged = judgeFailure(failure);
    return judged === null ? [] : [{ kind: judged, status: failure.status, diagnostic: failure.diagnostic }];
  });
  return first ?? 'late';
}

/**
 * Takes a report about a letter: what came back is noted, and an address that cannot be reached or does not want letters is stopped. Both must be right, the
 * id of our own making and the address to which that very letter went: whoever makes up a report stops nobody but themselves.
 */
export async function takeReport(ctx: Ctx, needs: ReportNeeds, ways: LetterWays, report: MailReport): Promise<Taken> {
  const letter = await letterIn(ctx, needs, ways, report.mentioned);
  if (letter === null) return null;
  const said = saidOf(letter.email, report);
  if (said === null) return 'refused';
  if (said === 'late') return 'filed';
  return (await noteBounce(ctx, needs.secrets, ways, letter, said)) ? 'filed' : 'again';
}
