/** What a start may take long with, as people read it. */
const NAMES = {
  database: 'menyalakan basis data / starting the database',
  backup: 'mencadangkan data sebelum pembaruan / backing up before the upgrade',
  migrations: 'memperbarui basis data / bringing the database up to date',
  sample: 'memuat kota contoh / loading the sample city',
  server: 'menyiapkan server / preparing the server',
} as const;
export type Phase = keyof typeof NAMES;

/** Nothing is silent longer than that. */
const EVERY_MS = 4_000;

export interface Phases {
  begin: (phase: Phase) => void;
  /** Nothing goes on any more that a person would wait for. */
  end: () => void;
}

export const isPhase = (value: unknown): value is Phase => typeof value === 'string' && Object.hasOwn(NAMES, value);

/** Says every few seconds what still goes on. */
export function createPhases(say: (line: string) => void): Phases {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => clearInterval(timer);
  return {
    begin(phase) {
      end();
      const began = performance.now();
      timer = setInterval(() => {
        say(
          `  … masih ${NAMES[phase].replace(' / ', ' / still ')} (${Math.round((performance.now() - began) / 1000)} s)`,
        );
      }, EVERY_MS);
      timer.unref();
    },
    end,
  };
}
