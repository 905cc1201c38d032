/** What stands on the shelves while the year of lending is played, and who would like it. */
import type { DemoBib } from './describe-bib.ts';
import type { PlannedCopy } from './plan-copies.ts';
import type { DemoMember } from './plan-members.ts';
import { popularity } from './popularity.ts';
import type { Random } from './random.ts';

export interface Shelves {
  /** Barcode of a copy that this member likes and that is in, or null when nothing was found. */
  take: (library: string, member: DemoMember, date: string, history: Set<string>, random: Random) => string | null;
  putBack: (barcode: string) => void;
}

interface Shelf {
  copies: { copy: PlannedCopy; bib: DemoBib }[];
  runningTotals: number[];
}

/** 0 to 1: how well a title suits the member. */
function liking(member: DemoMember, bib: DemoBib): number {
  switch (member.category) {
    case 'anak':
      return bib.audience === 'anak' ? 1 : 0.02;
    case 'pelajar':
      return { anak: 0.25, remaja: 1, dewasa: bib.isFiction ? 0.7 : 0.15 }[bib.audience];
    case 'lembaga':
      return { anak: 1, remaja: 0.8, dewasa: bib.isFiction ? 0.3 : 0.15 }[bib.audience];
    default:
      return { anak: 0.2, remaja: 0.3, dewasa: 1 }[bib.audience];
  }
}

export function createShelves(bibs: DemoBib[], copies: PlannedCopy[]): Shelves {
  const bibByNumber = new Map(bibs.map((bib) => [bib.controlNumber, bib]));
  const shelves = new Map<string, Shelf>();
  const out = new Set<string>();
  for (const copy of copies) {
    const bib = bibByNumber.get(copy.bib);
    if (!bib || copy.itemType === 'reference' || copy.status !== 'available') continue;
    const shelf = shelves.get(copy.library) ?? { copies: [], runningTotals: [] };
    shelf.copies.push({ copy, bib });
    shelf.runningTotals.push((shelf.runningTotals.at(-1) ?? 0) + popularity(bib));
    shelves.set(copy.library, shelf);
  }
  return {
    take(library, member, date, history, random) {
      const shelf = shelves.get(library);
      if (!shelf) return null;
      for (let tries = 0; tries < 80; tries++) {
        const found = shelf.copies[shelf.runningTotals.length === 0 ? 0 : random.weighted(shelf.runningTotals)];
        if (!found || out.has(found.copy.barcode) || found.copy.acquiredOn > date) continue;
        if (history.has(found.copy.barcode) || !random.chance(liking(member, found.bib))) continue;
        out.add(found.copy.barcode);
        return found.copy.barcode;
      }
      return null;
    },
    putBack: (barcode) => out.delete(barcode),
  };
}
