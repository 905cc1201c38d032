import { createLibrary, listLibraries, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { lockMember } from './data/members.queries.ts';
import { acceptClockJump, approveRetention, previewRetention } from './privacy/approve-retention.ts';
import { eraseMember } from './privacy/erase-member.ts';
import { listRetention } from './privacy/run-retention.ts';
import { createMember } from './records/create-member.ts';
import type { Member } from './client.ts';
import type { MemberInput } from './schema.ts';

export { makeRequestIn } from './privacy/subject-requests.ts';
export { saveRegistration } from './registration/save-registration.ts';
export { insertMember } from './records/create-member.ts';
export { liftSuspension } from './blocks/suspend-member.ts';
export { listSuspensions } from './blocks/suspend-member.ts';
export { suspendMember } from './blocks/suspend-member.ts';
export { type RegistrationPersonInput } from './registration/registration-form.ts';
export { pageApplicantMessages } from './registration/applicant-messages.ts';
export { runRetention } from './privacy/run-retention.ts';

/** A library of a test (`KOTA` is the main one), made when there is none. */
export async function aLibrary(ctx: Ctx, code = 'KOTA'): Promise<Library> {
  const found = (await listLibraries(ctx)).find((library) => library.code === code);
  return (
    found ??
    (await createLibrary(ctx, { code, name: `Perpustakaan ${code}`, type: code === 'KOTA' ? 'pusat' : 'kelurahan' }))
  );
}

let made = 0;
/** A member with a name of its own, registered at a library that exists. */
export async function aMember(ctx: Ctx, input: Partial<MemberInput> = {}): Promise<Member> {
  made += 1;
  const homeLibrary = input.homeLibrary ?? (await aLibrary(ctx)).code;
  return createMember(ctx, { fullName: `Anggota Uji ${made}`, category: 'umum', ...input, homeLibrary });
}

/** Erases a member, with these parts of what is kept of people. */
export async function eraseByNumber(ctx: Ctx, sources: readonly PersonalDataSource[], number: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw new Error('the person is there');
    await eraseMember(trx, ctx, sources, member);
  });
}

/** A person looks at everything that waits before it is erased, and lets it go; the date is right. */
export async function letAllGo(ctx: Ctx, retention: readonly RetentionClass[]): Promise<void> {
  await acceptClockJump(ctx);
  const jobs = { enqueue: async () => Promise.resolve() };
  for (const { key, held } of (await listRetention(ctx, retention)).classes) {
    if (held) await approveRetention(ctx, { retention, jobs }, key, await previewRetention(ctx, retention, key));
  }
}
