import { handInBesideDesk, type DeskTimes } from './class.ts';
import { practiceBesideDesk } from './practice.ts';
import type { Figure } from './report.ts';
import type { Target } from './works.ts';

/** Where the practice space of the bench listens. */
export const PRACTICE_PORT = '38610';

const said = ({ answers, p50, longest }: DeskTimes): string =>
  `${answers} answers at the desks, p50 ${p50.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`;

/** What the desk waits for while people learn. */
export async function measureLearning(
  target: Target,
  socketDir: string,
  measure: (figure: Omit<Figure, 'value'>, work: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const inClass: Omit<Figure, 'value'> = {
    work: 'desk p95, a request, while 200 pupils hand in a test within a minute',
    ...{ unit: 'ms', budget: 50, slims: null },
  };
  await measure(inClass, async () => {
    const { desk, pupils } = await handInBesideDesk(target, socketDir);
    inClass.remark =
      `${said(desk)}; ${pupils.thanked} of ${pupils.all} handed in within ${pupils.seconds.toFixed(1)} s, none lost ` +
      `(p50 ${pupils.p50.toFixed(0)} ms, p95 ${pupils.p95.toFixed(0)} ms with the page after it), ${pupils.refused} asked to come again`;
    if (pupils.seconds > 60) throw new Error(`the last handed in after ${pupils.seconds.toFixed(1)} s`);
    return desk.p95;
  });
  const inPractice: Omit<Figure, 'value'> = {
    work: 'real desk p95, a request, while ten trainees work in the practice space',
    ...{ unit: 'ms', budget: 50, slims: null },
  };
  await measure(inPractice, async () => {
    const { desk, rounds, traineeP95, refused } = await practiceBesideDesk(target, socketDir);
    inPractice.remark = `${said(desk)}; trainees: ${rounds} rounds of lending, taking back and cataloguing, p95 ${traineeP95.toFixed(0)} ms, ${refused} refused`;
    return desk.p95;
  });
}
