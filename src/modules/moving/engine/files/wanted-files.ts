import { NumberMap } from '#shared/moving/number-map';
import { textNumber } from '#shared/moving/text-number';
import { nameNumbers, type FileKind, type FilesOfSystem } from './files-of-system.ts';

const NONE = -1;

/** A row that names a file. */
export interface WantedFile<Kind extends FileKind = FileKind> {
  nth: number;
  kind: Kind;
  /** Number of the title or the member, as it is remembered. */
  slimsId: number;
  /** Stands for the name of the file. */
  says: number;
}

/**
 * The rows of a dump that name a file, in the order of the dump, and which file of a folder or an archive each means. Holds numbers for names, some
 * 100 bytes for each row, never files.
 */
export class WantedFiles<Kind extends FileKind = FileKind> {
  readonly #system: Pick<FilesOfSystem, 'areas' | 'placeOf'>;
  readonly #kinds: Kind[] = [];
  readonly #ids: number[] = [];
  /** Numbers of names; {@link NONE} = no name that a file could have. */
  readonly #exact: number[] = [];
  readonly #alike: number[] = [];
  readonly #loose: number[] = [];
  readonly #seen = new Set<FileKind>();
  readonly #wanted = new NumberMap();
  /** Files lie where such files lie, wanted or not. */
  sawAny = false;
  /** Of names to the paths that bear them; the first of several. */
  readonly #pathByName = new NumberMap();
  readonly #pathByLikeness = new NumberMap();
  /** Of names without their folders to the path that bears one; {@link NONE} where several do. */
  readonly #pathByLoose = new NumberMap();
  /** Of a path to the first row that means it, one more than its place; from there row by row. */
  #firstByPath = new NumberMap();
  readonly #next: number[] = [];

  constructor(system: Pick<FilesOfSystem, 'areas' | 'placeOf'>) {
    this.#system = system;
  }

  #looseNumber = (kind: FileKind, name: string): number => nameNumbers(`${this.#system.areas[kind]} *`, name).alike;

  get length(): number {
    return this.#ids.length;
  }

  add(kind: Kind, slimsId: number, name: string | null, loose: string | null = null): void {
    const numbers = name === null ? { exact: NONE, alike: NONE } : nameNumbers(this.#system.areas[kind], name);
    this.#seen.add(kind);
    this.#kinds.push(kind);
    this.#ids.push(slimsId);
    this.#exact.push(numbers.exact);
    this.#alike.push(numbers.alike);
    const without = loose === null ? NONE : this.#looseNumber(kind, loose);
    this.#loose.push(without);
    if (without !== NONE) this.#wanted.add(without, 1);
    if (name !== null) this.#wanted.add(numbers.alike, 1);
  }

  at(nth: number): WantedFile<Kind> | null {
    const kind = this.#kinds[nth];
    const [slimsId, says] = [this.#ids[nth], this.#exact[nth]];
    return kind === undefined || slimsId === undefined || says === undefined ? null : { nth, kind, slimsId, says };
  }

  /** Those of the places, in their order. */
  slice(from: number, to: number): WantedFile<Kind>[] {
    const rows: WantedFile<Kind>[] = [];
    for (let row = this.at(from); row && row.nth < to; row = this.at(row.nth + 1)) rows.push(row);
    return rows;
  }

  *all(): Generator<WantedFile<Kind>> {
    for (let row = this.at(0); row; row = this.at(row.nth + 1)) yield row;
  }

  /** A file is there. */
  note(path: string): void {
    const place = this.#system.placeOf(path);
    if (!place || !this.#seen.has(place.kind)) return;
    this.sawAny = true;
    if (place.loose !== undefined) {
      const loose = this.#looseNumber(place.kind, place.loose);
      if (this.#wanted.get(loose) !== undefined && !this.#pathByLoose.add(loose, textNumber(path)))
        this.#pathByLoose.set(loose, NONE);
    }
    const numbers = nameNumbers(this.#system.areas[place.kind], place.name);
    if (this.#wanted.get(numbers.alike) === undefined) return;
    this.#pathByName.add(numbers.exact, textNumber(path));
    this.#pathByLikeness.add(numbers.alike, textNumber(path));
  }

  /** Once all files are noted: each row means the one that is written as its own, else the first that is written like it, else the only one of its name in whatever folder. */
  settle(): void {
    this.#firstByPath = new NumberMap();
    // from behind, so that rows come in the order of the dump
    for (let nth = this.length - 1; nth >= 0; nth -= 1) {
      const [exact, alike] = [this.#exact[nth] ?? NONE, this.#alike[nth] ?? NONE];
      const loose = this.#pathByLoose.get(this.#loose[nth] ?? NONE);
      const path = this.#pathByName.get(exact) ?? this.#pathByLikeness.get(alike) ?? loose;
      this.#next[nth] = path === undefined || path === NONE ? NONE : (this.#firstByPath.set(path, nth + 1) ?? 0) - 1;
    }
  }

  /** The rows that mean a file. */
  rowsOf(path: string): WantedFile<Kind>[] {
    const rows: WantedFile<Kind>[] = [];
    let nth = (this.#firstByPath.get(textNumber(path)) ?? 0) - 1;
    for (let row = this.at(nth); row; row = this.at((nth = this.#next[nth] ?? NONE))) rows.push(row);
    return rows;
  }
}
