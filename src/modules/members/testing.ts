import { createLibrary, listLibraries, type Library } from '#modules/libraries';
import type { Ctx } from '#platform/context';
import { createMember } from './create-member.ts';
import type { Member } from './client.ts';
import type { MemberInput } from './schema.ts';

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
